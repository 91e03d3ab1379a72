"""A forward Program at one point: every value, the adjoint of every variable, and where its parameters are used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret_keeping
from clearprop.explain.sweep import Arrays, adjoints
from clearprop.explain.uses import Finder, Use
from clearprop.ir import Literal, Program, Variable
from clearprop.transform.rename import is_temporary


@dataclass(eq=False)
class Run:
    """``program``: forward, its first output is the loss; ``wrt``: the inputs that are parameters.

    ``exact`` computes the same by other steps at the end, which do not overflow where these do (cross-entropy from logits
    and not from probabilities of 0); variables of one name are the same. ``rows``: what rows are called, if not 0, 1, ...
    """

    program: Program
    inputs: Mapping[str, Any]
    wrt: tuple[str, ...]
    exact: "Run | None" = None
    rows: Sequence[int] | None = None
    found: dict[Variable, list[Use]] = field(default_factory=dict, repr=False)

    @cached_property
    def values(self) -> dict[Variable, np.ndarray]:
        """The value of every variable."""
        with np.errstate(all="ignore"):
            return interpret_keeping(self.program, self.inputs)

    @cached_property
    def adjoints(self) -> Arrays:
        """∂L/∂variable of every variable that L depends on."""
        if self.loss is None:
            return {}
        with np.errstate(all="ignore"):
            found = adjoints(self.program, self.values, self.loss)
        lost = [v for v, array in found.items() if not np.isfinite(array).all()]
        if self.exact is not None and lost:
            named = {v.name: array for v, array in self.exact.adjoints.items() if not is_temporary(v.name)}
            found |= {v: named[v.name] for v in lost if v.name in named and named[v.name].shape == v.type.shape}
        return found

    @property
    def loss(self) -> Variable | None:
        """L; None where the function is a constant."""
        atom = next(iter(self.program.outputs.values()))
        return None if isinstance(atom, Literal) else atom

    @property
    def value(self) -> float:
        """The loss as a number; NaN for a constant function."""
        if self.loss is None:
            return np.nan
        value = float(self.values[self.loss])
        return value if np.isfinite(value) or self.exact is None else self.exact.value

    @property
    def reliable(self) -> "Run":
        """The run that does not overflow, where there is one."""
        overflows = self.loss is not None and not np.isfinite(self.values[self.loss])
        return self.exact if self.exact is not None and overflows else self

    def named(self, name: str) -> Variable:
        """The variable of this name."""
        return next(variable for variable in self.program.variables() if variable.name == name)

    def at(self, changes: Mapping[str, Any]) -> "Run":
        """The same with other numbers for some inputs."""
        exact = None if self.exact is None else self.exact.at(changes)
        return Run(self.program, {**self.inputs, **changes}, self.wrt, exact, self.rows, self.found)

    @cached_property
    def finder(self) -> Finder | None:
        """Looks for uses; None for a constant function."""
        parameters = [self.program.input(name) for name in self.wrt]
        return None if self.loss is None else Finder(self.program, self.loss, parameters)

    def uses(self, parameter: Variable) -> list[Use]:
        """Where the parameter is used; none where L does not depend on it."""
        if parameter not in self.found:
            self.found[parameter] = [] if self.finder is None else self.finder.uses(parameter)
        return self.found[parameter]

    def layers(self, axes: int = 0) -> list[Use]:
        """One use for each z that parameters make, in the Program's order; of parameters with at least so many axes."""
        found: dict[Variable, Use] = {}
        for name in self.wrt:
            parameter = self.program.input(name)
            if parameter.type.ndim >= axes:
                for use in self.uses(parameter):
                    found.setdefault(use.z, use)
        return [found[variable] for variable in self.program.variables() if variable in found]

    def element(self, name: str, index: Any) -> tuple[int, ...]:
        """The index of one element of a parameter. KeyError and IndexError say what there is."""
        if name not in self.wrt:
            raise KeyError(f"no parameter {name!r}; there are {', '.join(self.wrt)}.")
        shape = self.program.input(name).type.shape
        given = index if isinstance(index, tuple | list) else (index,)
        whole = all(isinstance(at, int | np.integer) and not isinstance(at, bool) for at in given)
        if not whole or len(given) != len(shape) or any(not -n <= at < n for at, n in zip(given, shape, strict=True)):
            first = f"{name}[{', '.join('0' for _ in shape)}]" if shape else name
            within = f", within {list(shape)}" if shape else ", which is a single number"
            raise IndexError(f"{name}{list(given)}: expected an element such as {first}{within}.")
        return tuple(int(at) % size for at, size in zip(given, shape, strict=True))
