"""Activations: any op of one operand that keeps its shape, by name, as a class or as an instance; or a user's function."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from clearprop.ir import Type
from clearprop.nn.choices import chosen
from clearprop.nn.inlining import inlined
from clearprop.ops import OPS, TRACED, Elementwise, Op
from clearprop.ops.symbol import Symbol

ALIASES = {
    "linear": "identity", "none": "identity", "logistic": "sigmoid", "swish": "silu", "leakyrelu": "leaky_relu",
}  # fmt: skip
USUAL = (
    "identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "softplus", "gelu", "silu", "softmax",
    "log_softmax", "hard_sigmoid", "hard_tanh", "softsign", "mish", "step",
)  # fmt: skip
ROWS = Type("f64", (5, 3))


@dataclass(frozen=True)
class ActivationFunction:
    """What makes a = σ(z): ``name`` for people, ``rule`` for Symbols.   z: f[batch, units] -> a: f[batch, units]."""

    name: str
    rule: Any  # an Op, or a function in NumPy text

    def __call__(self, z: Symbol) -> Symbol:
        if isinstance(self.rule, Op):
            return self.rule(z)  # type: ignore[no-any-return]
        a = inlined(z.builder, self.rule, (z,), f"the activation {self.name}")
        if a.type != z.type:
            raise ValueError(f"the activation {self.name} makes {a.type} of {z.type}; it must keep type and shape.")
        return a  # type: ignore[no-any-return]

    def to_json(self) -> Any:
        """{"leaky_relu": {"slope": 0.01}}. ValueError for a user's own function, which a file cannot hold."""
        if not isinstance(self.rule, Op):
            raise ValueError(
                f"the activation {self.name} is a function of yours, which a file cannot hold; "
                "save net.parameters with numpy.savez instead."
            )
        return {self.rule.name: self.rule.parameters()}

    @staticmethod
    def from_json(stored: Any) -> "ActivationFunction":
        """The activation of which ``to_json`` gave ``stored``."""
        ((name, parameters),) = stored.items()
        return ActivationFunction(name, OPS[name](**parameters))


Choice = str | Op | type[Op] | ActivationFunction | Callable[[Any], Any]


def activation_of(choice: Choice) -> ActivationFunction:
    """The activation that was meant. ValueError for a name that no op of one operand has."""
    if isinstance(choice, ActivationFunction):
        return choice
    if isinstance(choice, str):
        return chosen(choice, activations(), "activation", ALIASES)
    if isinstance(choice, type) and issubclass(choice, Op):
        return chosen(choice.name, activations(), "activation")
    if isinstance(choice, Op):
        return ActivationFunction(choice.name, choice)
    rule = TRACED.get(choice)
    owner = getattr(rule, "__self__", None)  # np.tanh is the op's own classmethod
    if isinstance(owner, type) and issubclass(owner, Op):
        return chosen(owner.name, activations(), "activation")
    if callable(choice):
        return ActivationFunction(getattr(choice, "__name__", type(choice).__name__).replace("<lambda>", "f"), choice)
    raise ValueError(f"activation={choice!r}: expected a name such as 'relu', an op, or a function of one array.")


def activations() -> dict[str, ActivationFunction]:
    """Every op that can be one, the usual ones first: elementwise or a function with a name of its own, rows to rows."""
    kinds: dict[str, Any] = OPS
    found = {name: op_as_activation(kinds[name]) for name in (*USUAL, *kinds) if name in kinds}
    return {name: activation for name, activation in found.items() if activation}


@cache
def op_as_activation(kind: Any) -> ActivationFunction | None:
    """The op with its defaults, if it is elementwise or has a name of its own, and makes rows of rows."""
    if not (issubclass(kind, Elementwise) or kind.named):
        return None
    try:
        op = kind(axis=1) if "axis" in inspect.signature(kind).parameters else kind()
        operands = len(inspect.signature(op.evaluate).parameters)
        return ActivationFunction(kind.name, op) if operands == 1 and op.infer(ROWS) == ROWS else None
    except (TypeError, ValueError, NotImplementedError):
        return None  # it has parameters without a default, or its operand has another shape
