"""A forward Program at one point: every value, the adjoint of every variable, and where its parameters are used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret_keeping
from clearprop.explain.sweep import Arrays, adjoints
from clearprop.explain.uses import Use, uses
from clearprop.ir import Literal, Program, Variable


@dataclass(eq=False)
class Run:
    """``program``: forward, its first output is the loss; ``wrt``: the inputs that are parameters."""

    program: Program
    inputs: Mapping[str, Any]
    wrt: tuple[str, ...]
    found: dict[Variable, list[Use]] = field(default_factory=dict, repr=False)

    @cached_property
    def values(self) -> dict[Variable, np.ndarray]:
        """The value of every variable."""
        with np.errstate(all="ignore"):
            return interpret_keeping(self.program, self.inputs)

    @cached_property
    def adjoints(self) -> Arrays:
        """∂L/∂variable of every variable that L depends on."""
        with np.errstate(all="ignore"):
            return {} if self.loss is None else adjoints(self.program, self.values, self.loss)

    @property
    def loss(self) -> Variable | None:
        """L; None where the function is a constant."""
        atom = next(iter(self.program.outputs.values()))
        return None if isinstance(atom, Literal) else atom

    def uses(self, parameter: Variable) -> list[Use]:
        """Where the parameter is used; none where L does not depend on it."""
        if parameter not in self.found:
            parameters = [self.program.input(name) for name in self.wrt]
            self.found[parameter] = [] if self.loss is None else uses(self.program, parameter, self.loss, parameters)
        return self.found[parameter]

    def element(self, name: str, index: Any) -> tuple[int, ...]:
        """The index of one element of a parameter. KeyError and IndexError say what there is."""
        if name not in self.wrt:
            raise KeyError(f"no parameter {name!r}; there are {', '.join(self.wrt)}.")
        shape = self.program.input(name).type.shape
        places = tuple(int(at) for at in (index if isinstance(index, tuple | list) else (index,)))
        inside = len(places) == len(shape) and all(-size <= at < size for at, size in zip(places, shape, strict=True))
        if not inside:
            wanted = f"{len(shape)} indices within {list(shape)}" if shape else "no index: it is a single number"
            raise IndexError(f"{name}{list(places)}: expected {wanted}.")
        return tuple(at % size for at, size in zip(places, shape, strict=True))
