"""What a script did, run by run and step by step (Run), and the same numbers side by side in one array (History).

Every rule but the clipping of a norm works on single entries, so all entries of all parameters and runs stand in the
columns of one array, with the steps as rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.intp]
Arrays = Mapping[str, Any]

ROUNDING = 1e-15
"""How exact a recorded change is, relative to the larger of the two parameters that it is the difference of."""

SAMPLED = 120
"""About how many entries constants are fitted on; they are verified on all."""


@dataclass(frozen=True)
class Run:
    """One run of the script: for each step, by the parameters' names, the parameter before it, the true gradient of the
    loss there, and the change that the script made. ``uncertainties`` are absolute; None: from the parameters' size.
    """

    parameters: Sequence[Arrays]
    gradients: Sequence[Arrays]
    changes: Sequence[Arrays]
    uncertainties: Sequence[Arrays] | None = None


@dataclass(frozen=True, eq=False)
class History:
    """The runs as arrays.   parameters, moved, gradients, changes, noise: f[steps, entries]; owner: i[entries]."""

    names: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]  # of the first run's tensors
    parameters: Array
    moved: Array  # the parameters after the step
    gradients: Array
    changes: Array
    noise: Array
    owner: Indices  # the parameter that an entry belongs to
    run: Indices
    place: Indices  # where in its tensor
    scale: Array  # the largest change in the entry's tensor, run and step
    norm: Array  # of the whole gradient, over all parameters, in the entry's run and step
    tensor_norm: Array  # of the entry's own tensor's gradient
    parameter_norm: Array  # of the entry's own tensor
    turn: Indices  # which of all parameters it belongs to, in the order of the changes
    parameters_in_all: int
    together: Array | None = None  # gradients of all parameters of its shape, f[steps, partners, entries]
    partners: Indices | None = None  # how many of those there are
    place_among_partners: Indices | None = None

    @classmethod
    def of(cls, runs: Sequence[Run], excluded: frozenset[str] = frozenset()) -> Self | None:
        """None where there is nothing to look at: no run, no step, no entry, or a number that is not finite."""
        steps = min((len(run.changes) for run in runs), default=0)
        names = tuple(n for n in (runs[0].changes[0] if steps else ()) if n not in excluded)
        tensors = [(r, p) for r in range(len(runs)) for p in range(len(names))]
        sizes = [np.size(runs[r].changes[0][names[p]]) for r, p in tensors]
        if not sum(sizes):
            return None

        def rows(kind: str) -> Array:
            def row(k: int) -> Array:
                return np.concatenate([flat(getattr(runs[r], kind)[k][names[p]]) for r, p in tensors])

            return np.array([row(k) for k in range(steps)])

        parameters, gradients, changes = rows("parameters"), rows("gradients"), rows("changes")
        recorded = all(run.uncertainties is not None for run in runs)
        noise = rows("uncertainties") if recorded else ROUNDING * np.maximum(abs(parameters), abs(changes))
        if not all(np.isfinite(x).all() for x in (parameters, gradients, changes)):
            return None
        tensor = np.repeat(np.arange(len(tensors)), sizes)
        run = np.repeat([r for r, _ in tensors], sizes)
        begins = np.flatnonzero(np.diff(tensor, prepend=-1))
        norms = [[whole_norm(run.gradients[k]) for run in runs] for k in range(steps)]
        return cls(
            names=names,
            shapes=tuple(np.shape(runs[0].changes[0][name]) for name in names),
            parameters=parameters,
            moved=parameters + changes,
            gradients=gradients,
            changes=changes,
            noise=noise,
            owner=np.repeat([p for _, p in tensors], sizes),
            run=run,
            place=np.concatenate([np.arange(size) for size in sizes]),
            norm=np.array(norms)[:, run],
            scale=over_tensors(np.maximum, begins, abs(changes)),
            tensor_norm=np.sqrt(over_tensors(np.add, begins, gradients**2)),
            parameter_norm=np.sqrt(over_tensors(np.add, begins, parameters**2)),
            turn=np.repeat([p for _, p in tensors], sizes),
            parameters_in_all=len(names),
        )

    @property
    def steps(self) -> int:
        return len(self.changes)

    def columns(self, chosen: Any) -> Self:
        """Some entries only."""
        found = {name: getattr(self, name)[:, chosen] for name in BY_STEP}
        found |= {name: getattr(self, name)[chosen] for name in BY_ENTRY}
        if self.together is not None and self.partners is not None and self.place_among_partners is not None:
            found["together"] = self.together[:, :, chosen]
            found["partners"] = self.partners[chosen]
            found["place_among_partners"] = self.place_among_partners[chosen]
        return replace(self, **found)

    @cached_property
    def first(self) -> Self:
        """The first step only."""
        return replace(self, **{name: getattr(self, name)[:1] for name in BY_STEP})

    def of_parameters(self, names: frozenset[str]) -> Self:
        """Some parameters only; the norm of the whole gradient stays."""
        kept = [p for p, name in enumerate(self.names) if name in names]
        found = self.columns(np.isin(self.owner, kept))
        owner = np.searchsorted(kept, found.owner)
        return replace(
            found, names=tuple(self.names[p] for p in kept), shapes=tuple(self.shapes[p] for p in kept), owner=owner
        )

    @cached_property
    def sample(self) -> Self:
        """Entries of every parameter, of large and of small gradients, none of them drowned in rounding."""
        share = max(6, SAMPLED // len(self.names))
        chosen = [spread(np.flatnonzero(self.owner == p), self.quality, share) for p in range(len(self.names))]
        return self.columns(np.sort(np.concatenate(chosen)))

    @cached_property
    def quality(self) -> Array:
        """How large an entry's gradients are beside its tensor's largest, at the step where they are smallest."""
        whole = np.maximum(self.largest_in_tensor(abs(self.gradients)).max(axis=0), np.finfo(float).tiny)
        quality: Array = abs(self.gradients).min(axis=0) / whole
        return quality

    def largest_in_tensor(self, values: Array) -> Array:
        """The largest value in the entry's tensor and run, row by row."""
        begins = np.flatnonzero(np.diff(self.run * len(self.names) + self.owner, prepend=-1))
        return over_tensors(np.maximum, begins, values)

    @cached_property
    def weight(self) -> Array:
        """One over the scale, less for what is drowned in rounding; 0 where nothing changes."""
        size = self.scale + 1e9 * self.noise
        weight: Array = np.divide(1.0, size, out=np.zeros_like(size), where=size > 0)
        return weight

    @property
    def sizes(self) -> tuple[float, float]:
        """How large gradients and parameters are, to serve as units."""
        typical = [float(np.sqrt(np.mean(values**2))) for values in (self.gradients, self.parameters)]
        return typical[0] or 1.0, typical[1] or 1.0

    def with_gradients(self, gradients: Array) -> Self:
        return replace(self, gradients=gradients)

    def in_units(self, gradient: float, parameter: float) -> Self:
        """The same with these two sizes as the units of gradients and of parameters."""
        return replace(
            self,
            parameters=self.parameters / parameter,
            moved=self.moved / parameter,
            gradients=self.gradients / gradient,
            norm=self.norm / gradient,
            tensor_norm=self.tensor_norm / gradient,
            parameter_norm=self.parameter_norm / parameter,
        )

    @cached_property
    def membership(self) -> Array:
        """1 where an entry belongs to a parameter.   f[entries, parameters]."""
        return np.asarray(self.owner[:, None] == np.arange(len(self.names)), dtype=np.float64)


BY_STEP = ("parameters", "moved", "gradients", "changes", "noise", "scale", "norm", "tensor_norm", "parameter_norm")
BY_ENTRY = ("owner", "run", "place", "turn")

GOOD = 1e-5
"""The quality from which an entry is fit to be sampled: below it an adaptive rule magnifies the gradient's rounding."""


def spread(entries: Indices, quality: Array, share: int) -> Indices:
    """At most ``share`` of the entries, from small to large quality; the best ones if few are good."""
    ordered = entries[np.argsort(quality[entries], kind="stable")]
    good = ordered[quality[ordered] > GOOD]
    if len(good) < min(share, len(ordered)):
        return ordered[-share:]
    return np.asarray(good[np.unique(np.linspace(0, len(good) - 1, share).astype(int))])


def flat(value: Any) -> Array:
    return np.asarray(value, dtype=np.float64).ravel()


def whole_norm(gradients: Arrays) -> float:
    return float(np.sqrt(sum(np.sum(flat(g) ** 2) for g in gradients.values())))


def over_tensors(how: np.ufunc, begins: Indices, values: Array) -> Array:
    """The largest value, or the sum, of each column's tensor, row by row; ``begins``: the tensors' first columns."""
    found: Array = how.reduceat(values, begins, axis=1)
    return np.asarray(np.repeat(found, np.diff(begins, append=values.shape[1]), axis=1))
