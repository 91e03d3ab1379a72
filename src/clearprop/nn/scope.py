"""Where a layer writes its equations: the scope numbers them, names them and collects what they need from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from clearprop.ir import Origin, Program, Type, Variable
from clearprop.nn.initializers import Initializer
from clearprop.ops import OPS
from clearprop.ops.philox import Philox
from clearprop.ops.symbol import Builder, Symbol
from clearprop.transform.rename import renamed


@dataclass(frozen=True)
class Parameter:
    """An array that a layer asked for: ``W1``, [features, units], and how it starts."""

    name: str
    shape: tuple[int, ...]
    init: Initializer


class Scope:
    """The forward equations of a network under construction.

    State and randomness are inputs like the rest: running statistics go in and, ``training``, come out new; random numbers
    are a function of ``step`` and ``key``.
    """

    def __init__(self, dtype: str, training: bool = False) -> None:
        self.builder = Builder()
        self.dtype = dtype
        self.training = training
        self.number = 0
        self.parameters: dict[str, Parameter] = {}
        self.statistics: dict[str, Parameter] = {}
        self.new_statistics: dict[str, Symbol] = {}
        self.given: dict[str, Variable] = {}
        self.names: dict[Variable, str] = {}

    def input(self, name: str, shape: tuple[int, ...] = (), dtype: str | None = None) -> Symbol:
        """The input of that name, the same one each time."""
        variable = self.given.setdefault(name, Variable(name, Type(dtype or self.dtype, shape)))
        return Symbol(self.builder, variable)

    @property
    def inputs(self) -> tuple[Variable, ...]:
        """Parameters, running statistics, step, key, and then the rows."""
        order = [*self.parameters, *self.statistics, "step", "key"]
        first = [self.given[name] for name in order if name in self.given]
        return (*first, *(variable for name, variable in self.given.items() if name not in order))

    def parameter(self, letter: str, shape: tuple[int, ...], init: Initializer) -> Symbol:
        """The layer's own parameter: ``W`` of layer 2 is W2."""
        return self.asked(self.parameters, letter, shape, init)

    def statistic(self, kind: str, shape: tuple[int, ...], init: Initializer) -> Symbol:
        """What the layer keeps from step to step without learning it: ``running_mean`` of layer 2 is running_mean2."""
        return self.asked(self.statistics, kind, shape, init)

    def asked(self, those: dict[str, Parameter], kind: str, shape: tuple[int, ...], init: Initializer) -> Symbol:
        name = f"{kind}{self.number}"
        if name in self.given:
            raise ValueError(f"layer {self.number} asks twice for {name}.")
        those[name] = Parameter(name, shape, init)
        return self.input(name, shape)

    def keep(self, kind: str, value: Symbol) -> None:
        """The layer's statistic as it will be at the next step."""
        name = f"{kind}{self.number}"
        self.new_statistics[name] = self.named(f"{name}_new", value)

    def random(self, shape: tuple[int, ...]) -> Symbol:
        """Numbers from 0 to 1, drawn anew for this layer at each step: u4.   step: i64[], key: i64[] -> u: f[*shape]."""
        step, key = self.input("step", dtype="i64"), self.input("key", dtype="i64")
        return self.named(f"u{self.number}", Philox(shape, self.number, self.dtype)(key, step))

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

    def program(self, outputs: dict[str, Symbol], name: str) -> Program:
        """What was written, as a Program with these outputs."""
        atoms = {key: symbol.atom for key, symbol in outputs.items()}
        program = Program(self.inputs, self.builder.constants, self.builder.equations, [], atoms, name)
        return renamed(program, self.names)
