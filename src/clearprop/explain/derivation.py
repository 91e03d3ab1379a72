"""A derivation: one gradient Program and its run, from which every view is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret_keeping
from clearprop.execute.threads import threads_for
from clearprop.explain.adjoints import adjoints_of, unheld
from clearprop.explain.bends import bends
from clearprop.explain.factors import Factors, factors
from clearprop.explain.paths import Paths, paths
from clearprop.explain.resizing import Programs, with_other_rows
from clearprop.explain.run import Run
from clearprop.explain.why.answer import Answer, why
from clearprop.ir import Literal, Program
from clearprop.ir.json import to_json
from clearprop.render import KEEPING, LANGUAGES, MATHS, picture
from clearprop.render.javascript.side_by_side import SideBySide
from clearprop.render.numbers import text
from clearprop.render.numbers.quantities import Adjoint, Numbers, numbers_of
from clearprop.render.page import notebook
from clearprop.render.page.derivation import Derived, page
from clearprop.render.signature import NO_DEFAULT, Parameter
from clearprop.trace.session import Recording, record
from clearprop.trace.structure import is_floating
from clearprop.transform.functional import Wrt, returning_a_number, selected, tidy
from clearprop.transform.fuse import fuse
from clearprop.transform.grad import grad
from clearprop.transform.recognise import recognised
from clearprop.transform.rename import is_temporary
from clearprop.transform.simplify import simplified

MOST = 8  # gradients that a derivation names when it is printed


@dataclass(frozen=True)
class Derivation:
    """The gradient of a function at a point: its Program, and every number of the run.

    ``program`` has the function's inputs, and outputs ``value`` and ``d<name>`` for each name in ``wrt``; ``forward``
    computes the value alone, in the steps in which it is explained.
    """

    program: Program
    inputs: Mapping[str, Any]
    wrt: tuple[str, ...]
    forward: Program = field(repr=False)
    signature: tuple[Parameter, ...] | None = field(default=None, repr=False)
    resized: Callable[[], Iterable[Programs]] = field(default=tuple, repr=False)  # the Program for other sizes

    @cached_property
    def run(self) -> Mapping[Any, np.ndarray]:
        """The value of every variable of the Program."""
        with np.errstate(all="ignore"), threads_for(self.program):  # infinities and NaN are told as numbers
            return interpret_keeping(self.program, self.inputs)

    def output(self, name: str) -> np.ndarray:
        atom = self.program.outputs[name]
        return np.asarray(atom.value, atom.type.numpy) if isinstance(atom, Literal) else np.asarray(self.run[atom])

    @property
    def value(self) -> float:
        """The function's value.   f[]"""
        return self.output("value").item()  # type: ignore[no-any-return]

    @cached_property
    def gradients(self) -> dict[str, np.ndarray]:
        """∂value/∂name by name; each as its argument."""
        return {name: self.output(f"d{name}") for name in self.wrt}

    @cached_property
    def numbers(self) -> dict[str, np.ndarray]:
        """Every intermediate that has a name of its own: ``numbers["z1"]``, ``numbers["delta1"]``."""
        return {v.name: np.asarray(array) for v, array in self.run.items() if not is_temporary(v.name)}

    def code(self, language: str = "numpy") -> str:
        """The Program as code that runs by itself: ``value_and_gradients`` in "python", "numpy" or "c", or a module in
        "javascript", whose ``run`` gives every quantity on the way and takes any number of rows where that can be told
        (the function is followed twice more). ValueError for a language that is not there.
        """
        if language not in LANGUAGES:
            raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}.")
        if language not in KEEPING:
            return LANGUAGES[language](self.fused, signature=self.signature)
        return KEEPING[language](self.program, others=self.others)

    @cached_property
    def others(self) -> Programs:
        """The Program for other numbers of rows; none where these would differ in more than in sizes."""
        for others in self.resized():
            with suppress(ValueError):
                SideBySide([self.program, *others], "run")
                return others
        return ()

    def maths(
        self, form: str = "unicode", per_element: bool = False, definitions: bool = True, shapes: bool = False
    ) -> str:
        """The Program as mathematics, forward and backward: "latex", "mathml" or "unicode".

        ``per_element``: with indices and sums. ``definitions``: what σ and the like are, and their derivatives.
        ``shapes``: the space that each quantity is in. ValueError for a form that is not there.
        """
        if form not in MATHS:
            raise ValueError(f"no form {form!r}; there are {', '.join(MATHS)}.")
        return MATHS[form](self.program, per_element, definitions, shapes)

    def picture(self) -> str:
        """The Program as a picture (SVG that stands alone): a network's units and connections, or a layered graph."""
        return picture.source(self.program, self.run, self.adjoints)

    @cached_property
    def adjoints(self) -> dict[Any, Adjoint]:
        """The gradient of every forward quantity that moves with ``wrt``, by variable."""
        return adjoints_of(self.program, self.run, self.wrt, self.explained.adjoints)

    def quantities(self, row: int | None = None) -> Numbers:
        """Every quantity with its value and its gradient, of the whole batch or of one row. ValueError for no such row."""
        return numbers_of(self.program, self.run, self.adjoints, row)

    def table(self, row: int | None = None, columns: int = text.COLUMNS) -> str:
        """Every quantity: symbol, name, shape, value and gradient beside it. ``row`` as for ``quantities``."""
        return text.source(self.quantities(row), columns)

    def to_html(self, row: int | None = None) -> str:
        """One page that needs nothing else: mathematics, numbers, picture and code, linked. Where few numbers go in, they
        can be changed on it. ``row``: numbers of that row.
        """
        derived = Derived(
            self.program, self.fused, self.run, self.adjoints, self.value, self.wrt, self.signature, self.others,
            lambda: unheld(self.program, self.run, self.adjoints), lambda: bends(self.program, self.run),
        )  # fmt: skip
        return page(derived, row)

    def __repr__(self) -> str:
        sizes = [f"d{name}{list(gradient.shape) or ''}" for name, gradient in self.gradients.items()]
        more = f", and {len(sizes) - MOST} more" if len(sizes) > MOST else ""
        return f"Derivation({self.program.name} = {self.value:.6g}: {', '.join(sizes[:MOST])}{more})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows: value, mathematics, gradients and picture, without a script."""
        forms: dict[str, Callable[[], str]] = {
            "text/plain": lambda: repr(self),
            "text/html": lambda: notebook.part(self.program, self.quantities(), self.value, self.picture()),
            "image/svg+xml": self.picture,
            "text/latex": lambda: f"$$\n{self.maths('latex')}$$",
        }
        wanted = {*(include or forms)} - {*(exclude or ())}
        return {form: made() for form, made in forms.items() if form in wanted}

    @cached_property
    def explained(self) -> Run:
        """The forward run with the adjoint of everything in it: what factors, paths and answers are read from."""
        own = [equation for equation in self.program.equations if equation.origin.adjoint is None]
        value = {"value": self.program.outputs["value"]}
        exact = Program(self.program.inputs, self.program.constants, own, [], value)
        return Run(self.forward, self.inputs, self.wrt, Run(exact, self.inputs, self.wrt))

    def factors(self, name: str, index: Any = (), row: Any = None) -> Factors:
        """The three factors of the gradient of ``name[index]``, in every row or in one: ∂L/∂a · ∂a/∂z · ∂z/∂w.

        KeyError for a name that is not in ``wrt``; IndexError for an index or a row that is not there.
        """
        with threads_for(self.forward):
            found = factors(self.explained, name, self.explained.element(name, index))
        return found if row is None else found.of(row)

    def paths(self, name: str, index: Any = (), most: int | None = 5, row: Any = None) -> Paths:
        """The paths from ``name[index]`` to the loss that carry most of its gradient; ``most`` None: all.

        Errors as for ``factors``.
        """
        with threads_for(self.forward):
            return paths(self.explained, self.factors(name, index, row), most)

    def why(self, name: str, index: Any = (), row: Any = None, expected: float | None = None) -> Answer:
        """Why the gradient of ``name[index]`` is what it is: facts, and what would change it, tried. Errors as for factors.

        ``expected``: the gradient that you thought it had.
        """
        with threads_for(self.forward):
            return why(self.explained, self.factors(name, index, row), row, expected)

    @cached_property
    def fused(self) -> Program:
        return fuse(self.program)

    def to_json(self) -> dict[str, Any]:
        """The Program and the numbers of the run, for other programs to read."""
        return {
            "value": self.value,
            "gradients": {name: gradient.tolist() for name, gradient in self.gradients.items()},
            "numbers": {name: array.tolist() for name, array in self.numbers.items()},
            "program": to_json(self.program),
        }


def derive(function: Callable[..., Any], *arguments: Any, wrt: Wrt | None = None, **named: Any) -> Derivation:
    """The derivation of a function that returns one number, at these arguments.

    ``wrt``: a position or a name, or a tuple of them; None for every floating argument. Nested arguments are named by
    their place: ``params_W``, ``layers_0_1``.

    >>> d = derive(lambda w, x: (w * x - 1.0) ** 2, 0.5, 3.0)
    >>> d.value, d.gradients["w"]
    (0.25, array(3.))
    """
    recording = returning_a_number(record(function, arguments, named))
    chosen = list(recording.arguments) if wrt is None else selected(recording, wrt)
    leaves = [leaf.name for leaf in recording.leaves if leaf.argument in chosen and is_floating(leaf.value)]
    if not leaves:
        raise TypeError(
            f"{recording.program.name} has no floating argument among {', '.join(chosen) or 'none'}; "
            "give floats or float arrays."
        )
    found = derive_program(recognised(tidy(recording)), recording.inputs, leaves, signature_of(recording))

    def follow(*arguments: Any, **named: Any) -> Program:
        again = returning_a_number(record(function, arguments, named))
        return gradient_of(recognised(tidy(again)), leaves)

    return replace(found, resized=lambda: with_other_rows(follow, arguments, named))


def derive_program(
    program: Program,
    inputs: Mapping[str, Any],
    wrt: Sequence[str],
    signature: tuple[Parameter, ...] | None = None,
) -> Derivation:
    """The derivation of a Program whose first output is one number, with respect to inputs by name."""
    return Derivation(gradient_of(program, wrt), dict(inputs), tuple(wrt), program, signature)


def gradient_of(program: Program, wrt: Sequence[str]) -> Program:
    return simplified(grad(program, wrt)).check()


def signature_of(recording: Recording) -> tuple[Parameter, ...]:
    """The function's own parameters, where in them the Program's inputs lie, and their defaults where these are numbers."""
    parameters: list[Parameter] = []
    required = False
    for name, argument in reversed(recording.arguments.items()):
        leaves = tuple((leaf.path, leaf.name) for leaf in recording.leaves if leaf.argument == name)
        default = recording.defaults.get(name, NO_DEFAULT) if leaves else argument
        if required or (leaves and not isinstance(default, int | float)):
            default, required = (NO_DEFAULT, True) if leaves else (default, required)
        parameters.append(Parameter(name, leaves, default))
    return tuple(reversed(parameters))
