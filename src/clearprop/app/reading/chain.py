"""The chain rule over the roles of READER's labels: what each is in words, which factor, from what and to what it goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearprop.app.reading.notes import contains
from clearprop.app.reading.wording import subscript
from clearprop.read.reading import Reading, ReadLine

Step = tuple[str, int]
"""A role, and how many layers further on it stands: 0 the same, 1 the next, -1 the one before."""


@dataclass(frozen=True)
class Link:
    """A role's place in the chain rule. ``symbol`` has an l where the layer's number belongs, k for the one below."""

    symbol: str
    words: str
    factor: str
    sources: tuple[Step, ...]
    uses: tuple[Step, ...]


LINKS = {
    "pre_activation": Link(
        "zₗ",
        "the weighted sum: each input times its weight, added up, and the bias",
        "going forward, before the activation",
        (("activation", -1),),
        (("activation", 0), ("activation_derivative", 0)),
    ),
    "activation": Link(
        "aₗ",
        "what the layer gives out, aₗ = φ(zₗ)",
        "going forward, after the activation",
        (("pre_activation", 0),),
        (
            ("pre_activation", 1),
            ("loss", 0),
            ("activation_gradient", 0),
            ("activation_derivative", 0),
            ("weight_gradient", 1),
        ),
    ),
    "loss": Link(
        "L",
        "how wrong the prediction is, as one number",
        "where the chain rule begins: everything is derived from it",
        (("activation", 0),),
        (("activation_gradient", 0),),
    ),
    "activation_gradient": Link(
        "∂L/∂aₗ",
        "how the loss answers to what the layer gives out",
        "the first factor of ∂L/∂W = ∂L/∂a · ∂a/∂z · ∂z/∂W",
        (("loss", 0), ("delta", 1)),
        (("delta", 0),),
    ),
    "activation_derivative": Link(
        "φ′(zₗ)",
        "the slope of the activation where the unit stands",
        "the second factor of ∂L/∂W = ∂L/∂a · ∂a/∂z · ∂z/∂W",
        (("pre_activation", 0), ("activation", 0)),
        (("delta", 0),),
    ),
    "local_derivative": Link(
        "a local derivative",
        "the derivative of one quantity of the network with respect to another",
        "a factor of the chain rule",
        (),
        (("activation_gradient", 0), ("weight_gradient", 0), ("bias_gradient", 0)),
    ),
    "delta": Link(
        "δₗ",
        "how the loss answers to the weighted sum, δₗ = ∂L/∂zₗ",
        "the first two factors of ∂L/∂W = ∂L/∂a · ∂a/∂z · ∂z/∂W, multiplied",
        (("activation_gradient", 0), ("activation_derivative", 0)),
        (("weight_gradient", 0), ("bias_gradient", 0), ("activation_gradient", -1), ("input_gradient", 0)),
    ),
    "weight_gradient": Link(
        "∂L/∂Wₗ",
        "how the loss answers to each weight",
        "the whole product ∂L/∂a · ∂a/∂z · ∂z/∂W; the third factor is what the weight was multiplied by",
        (("delta", 0), ("activation", -1)),
        (("update", 0),),
    ),
    "bias_gradient": Link(
        "∂L/∂bₗ",
        "how the loss answers to each bias",
        "the whole product ∂L/∂a · ∂a/∂z · ∂z/∂b; the third factor is 1, so it is δ, summed over rows",
        (("delta", 0),),
        (("update", 0),),
    ),
    "input_gradient": Link(
        "∂L/∂x",
        "how the loss answers to the data",
        "∂L/∂z of the first layer times its weights",
        (("delta", 0),),
        (),
    ),
    "update": Link(
        "the update",
        "what changes a parameter: a step against its gradient",
        "after the chain rule: the gradient times the learning rate",
        (("weight_gradient", 0), ("bias_gradient", 0)),
        (("pre_activation", 0),),
    ),
}


def symbol(role: str, layer: int | None) -> str:
    """``δ₂``; ``δₗ`` where the layer is not one alone."""
    found = LINKS[role].symbol
    return found if layer is None else found.replace("ₗ", subscript(layer))


def words(role: str, layer: int | None) -> str:
    found = LINKS[role].words
    return found if layer is None else found.replace("ₗ", subscript(layer))


def stands(reading: Reading, step: Step, layer: int | None) -> list[ReadLine]:
    """The labels that a step of the chain leads to; a label without a layer stands for every one.

    Parts of a loss's value are no steps, though an error in it equals one.
    """
    role, further = step
    wanted = None if layer is None else layer + further
    found = [line for line in reading.lines if line.role == role and agrees(line.layer, wanted, role, reading)]
    losses = [line for line in reading.lines if line.role == "loss"]
    return [line for line in found if not any(contains(loss, line) for loss in losses)]


def agrees(there: int | None, wanted: int | None, role: str, reading: Reading) -> bool:
    """Whether a label's layer is the one that is wanted. The loss follows the last layer only."""
    last = max((layer.layer for layer in reading.layers), default=None)
    if role == "loss":
        return wanted is None or last is None or wanted == last
    return there is None or wanted is None or there == wanted


def places(lines: Sequence[ReadLine]) -> list[tuple[int | None, int]]:
    """Where they stand, each line once, in order."""
    return sorted({(line.cell, line.line) for line in lines}, key=lambda place: (place[0] or 0, place[1]))
