"""Losses by name; and which of them are computed from logits when the output's activation is the one they belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clearprop.nn.activations import ActivationFunction
from clearprop.nn.choices import chosen
from clearprop.nn.inlining import inlined
from clearprop.ops import OPS, Op
from clearprop.ops.loss import Loss as LossOp
from clearprop.ops.symbol import Symbol

ALIASES = {
    "mse": "mean_squared_error", "sse": "squared_error", "sum_squared_error": "squared_error",
    "mae": "absolute_error", "mean_absolute_error": "absolute_error", "categorical_cross_entropy": "cross_entropy",
    "log_loss": "cross_entropy", "bce": "binary_cross_entropy", "binary_crossentropy": "binary_cross_entropy",
    "crossentropy": "cross_entropy", "categorical_crossentropy": "cross_entropy", "half_mse": "half_squared_error",
}  # fmt: skip
BELONGS_TO = {"softmax": "cross_entropy", "sigmoid": "binary_cross_entropy"}
"""The loss that an output activation belongs to: together they are one stable op, with the gradient (y_hat - y) / rows."""

VARIANTS: dict[str, type["Loss"]] = {}
"""The losses that are one of the ops and something more, by their class's name, as files keep them."""

CLASSIFIES = ("cross_entropy", "binary_cross_entropy", "hinge")


@dataclass(frozen=True)
class Loss:
    """L from predictions and targets.   y_hat, y: f[batch, outputs] -> L: f[]."""

    name: str
    rule: Any  # an Op, or a function of (y_hat, y) in NumPy text

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        VARIANTS[cls.__name__] = cls

    @property
    def classifies(self) -> bool:
        """Whether its targets are classes, whatever numbers they are given as."""
        return self.name.removesuffix("_with_logits") in CLASSIFIES

    @property
    def no(self) -> float:
        """What stands for "no" in its targets."""
        return -1.0 if self.name == "hinge" else 0.0

    def takes_logits(self, output: ActivationFunction | None) -> bool:
        """Whether the loss is computed from the logits of which ``output`` makes y_hat: together they are one stable op."""
        return output is not None and BELONGS_TO.get(output.name) == self.name

    def __call__(self, z: Symbol, y_hat: Symbol, y: Symbol, output: ActivationFunction | None) -> Symbol:
        """``z`` are the logits of which ``output`` made ``y_hat``; without one the loss is computed from ``y_hat`` alone."""
        if not isinstance(self.rule, Op):
            loss = inlined(y_hat.builder, self.rule, (y_hat, y), f"the loss {self.name}")
            if loss.type.shape or not loss.type.floating:
                raise ValueError(f"the loss {self.name} returns {loss.type}; it must return one number.")
            return loss  # type: ignore[no-any-return]
        if self.takes_logits(output):
            return OPS[f"{self.name}_with_logits"]()(z, y)  # type: ignore[no-any-return]
        return self.rule(y_hat, y)  # type: ignore[no-any-return]

    def to_json(self) -> Any:
        """{"huber": {"delta": 1.0}}. ValueError for a user's own function, which a file cannot hold."""
        if not isinstance(self.rule, Op):
            raise ValueError(
                f"the loss {self.name} is a function of yours, which a file cannot hold; "
                "save net.parameters with numpy.savez instead."
            )
        return {self.rule.name: self.rule.parameters()}

    @staticmethod
    def from_json(stored: Any) -> "Loss":
        """The loss of which ``to_json`` gave ``stored``."""
        ((name, parameters),) = stored.items()
        return VARIANTS[name].restored(parameters) if name in VARIANTS else Loss(name, OPS[name](**parameters))

    @classmethod
    def restored(cls, stored: Any) -> "Loss":
        """A variant of which ``to_json`` gave {its class's name: ``stored``}."""
        raise NotImplementedError


Choice = str | Op | type[Op] | Loss | Callable[[Any, Any], Any]


def losses() -> dict[str, Loss]:
    """Every op that is a loss."""
    return {name: Loss(name, op()) for name, op in OPS.items() if issubclass(op, LossOp)}


def loss_of(choice: Choice | None, output: ActivationFunction) -> Loss:
    """The loss that was meant; None is the one that the output belongs to, else half the squared error."""
    if choice is None:
        choice = BELONGS_TO.get(output.name, "half_squared_error")
    if isinstance(choice, Loss):
        return choice
    if isinstance(choice, str):
        return chosen(choice, losses(), "loss", ALIASES)
    if isinstance(choice, type) and issubclass(choice, LossOp):
        return Loss(choice.name, choice())
    if isinstance(choice, LossOp):
        return Loss(choice.name, choice)
    if callable(choice):
        return Loss(getattr(choice, "__name__", type(choice).__name__).replace("<lambda>", "f"), choice)
    raise ValueError(f"loss={choice!r}: expected a name such as 'cross_entropy', an op, or a function of (y_hat, y).")
