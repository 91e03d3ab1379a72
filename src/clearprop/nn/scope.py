"""Where a layer writes its equations: the scope numbers them, names them and collects the parameters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from clearprop.ir import Origin, Type, Variable
from clearprop.nn.initializers import Initializer
from clearprop.ops import OPS
from clearprop.ops.symbol import Builder, Symbol


@dataclass(frozen=True)
class Parameter:
    """A parameter that a layer asked for: ``W1``, [features, units], and how it starts."""

    name: str
    shape: tuple[int, ...]
    init: Initializer


class Scope:
    """The forward equations of a network under construction."""

    def __init__(self, dtype: str) -> None:
        self.builder = Builder()
        self.dtype = dtype
        self.number = 0
        self.parameters: dict[str, Parameter] = {}
        self.inputs: list[Variable] = []
        self.names: dict[Variable, str] = {}

    def input(self, name: str, shape: tuple[int, ...]) -> Symbol:
        variable = Variable(name, Type(self.dtype, shape))
        self.inputs.append(variable)
        return Symbol(self.builder, variable)

    def parameter(self, letter: str, shape: tuple[int, ...], init: Initializer) -> Symbol:
        """The layer's own parameter: ``W`` of layer 2 is W2."""
        name = f"{letter}{self.number}"
        if name in self.parameters:
            raise ValueError(f"layer {self.number} asks twice for the parameter {name}.")
        self.parameters[name] = Parameter(name, shape, init)
        return self.input(name, shape)

    def named(self, name: str, value: Symbol) -> Symbol:
        """The value, under this name in the Program; what has one already is bound once more."""
        if value.atom in self.names or value.atom not in self.builder.defined:
            value = OPS["identity"]()(value)
        assert isinstance(value.atom, Variable)
        self.names[value.atom] = name
        return value

    @contextmanager
    def within(self, scope: str) -> Iterator[None]:
        """Equations written here come from ``scope``: "layer 1 / sigmoid"."""
        outer = self.builder.origin
        self.builder.origin = Origin(scope=f"{outer.scope} / {scope}" if outer.scope else scope)
        yield
        self.builder.origin = outer
