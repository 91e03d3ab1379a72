"""Programs to be judged on the page: most are broken in one place, and what that does to the pass."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.app.emitted.pieces import Sizes, built
from clearprop.ir import Program
from clearprop.nn.losses import losses

ERROR = 'errors.append(layer[j]["output"] - expected[j])'
ERROR_TURNED = 'errors.append(expected[j] - layer[j]["output"])'
DELTA = 'neuron["delta"] = errors[j] * sigmoid_slope(neuron["output"])'
BIAS = '            neuron["weights"][-1] -= rate * neuron["delta"]\n'
TOTAL = 'weighted_sum(neuron["weights"], inputs)'
STEP = 'neuron["weights"][j] -= rate'
BIAS_STEP = 'neuron["weights"][-1] -= rate'
TWO_CALLS = "            backward(network, expected)\n            update(network, row, rate)\n"
AT_ONCE = """
        before = [unit["output"] for unit in network[number - 1]] if number else row[:-1]
        for neuron in layer:
            for j in range(len(before)):
                neuron["weights"][j] -= rate * neuron["delta"] * before[j]
            neuron["weights"][-1] -= rate * neuron["delta"]"""
UPDATE = """def update(network, row, rate):
    inputs = row[:-1]
    for layer in network:
        for neuron in layer:
            for j in range(len(inputs)):
                neuron["weights"][j] -= rate * neuron["delta"] * inputs[j]
            neuron["weights"][-1] -= rate * neuron["delta"]
        inputs = [neuron["output"] for neuron in layer]


"""
FOR_INPUTS = "for j in range(len(inputs)):"


@dataclass(frozen=True)
class Slip:
    """Edits of the tutorial's program, and the pieces that then stand in the place of the right ones."""

    name: str
    title: str
    edits: tuple[tuple[str, str], ...]
    replaces: dict[str, str]
    early: bool = False
    never: str = ""  # the kind of quantity that nothing computes any more


SLIPS = (
    Slip(
        "no_derivative",
        "The derivative of the activation is missing",
        ((DELTA, 'neuron["delta"] = errors[j]'),),
        {"sigmoid_back": "no_slope"},
        never="slope",
    ),
    Slip(
        "half_a_sign_fix",
        "Half a sign fix: target minus output, and still subtracted",
        ((ERROR, ERROR_TURNED),),
        {"half_squared_error": "half_squared_error_turned"},
    ),
    Slip(
        "last_weight",
        "The last weight of each output neuron is never updated: it stood on the page for months in 2016",
        (("    inputs = row[:-1]\n", "    inputs = row\n"), (FOR_INPUTS, "for j in range(len(inputs) - 1):")),
        {"update@last": "update_but_the_last"},
    ),
    Slip(
        "slope_of_z",
        "The slope is taken at z, by the formula for a",
        ((DELTA, DELTA.replace("output", "total")), (f"total = {TOTAL}", f'total = neuron["total"] = {TOTAL}')),
        {"sigmoid_back": "sigmoid_back_of_z"},
    ),
    Slip(
        "too_early",
        "A layer's weights are updated before the error is handed on through them",
        (
            ("def backward(network, expected):", "def backward(network, row, expected, rate):"),
            (DELTA, DELTA + AT_ONCE),
            (UPDATE, ""),
            (TWO_CALLS, "            backward(network, row, expected, rate)\n"),
        ),
        {},
        early=True,
    ),
    Slip(
        "older_dialect",
        "Nothing: target minus output, and added, is the older dialect of the same program",
        ((ERROR, ERROR_TURNED), (STEP, STEP.replace("-=", "+=")), (BIAS_STEP, BIAS_STEP.replace("-=", "+="))),
        {},
    ),
    Slip("bias", "The biases are never updated", ((BIAS, ""),), {"update_bias": "bias_kept"}),
)  # fmt: skip


def wrong_pieces(sizes: Sizes) -> dict[str, Program]:
    """The pieces that stand in for right ones, by the names in the slips."""
    rows, outputs = sizes.rows, sizes.outputs
    half: Any = losses()["half_squared_error"].rule
    weights = (sizes.features, sizes.units)
    rules: dict[str, tuple[dict[str, tuple[int, ...]], Callable[..., dict[str, Any]]]] = {
        "half_squared_error_turned": (
            {"y_hat": outputs, "y": outputs}, lambda y_hat, y: {"L": half(y_hat, y), "da": (y - y_hat) / rows},
        ),
        "sigmoid_back_of_z": (
            {"z": outputs, "da": outputs}, lambda z, da: {"slope": z * (1 - z), "delta": da * (z * (1 - z))},
        ),
        "update_but_the_last": (
            {"W": weights, "dW": weights, "rate": ()},
            lambda W, dW, rate: {"W_new": np.concatenate([W[:-1] - rate * dW[:-1], W[-1:]])},
        ),
        "no_slope": ({"da": outputs}, lambda da: {"delta": da * 1.0}),
        "bias_kept": ({"b": (sizes.units,)}, lambda b: {"b_new": b * 1.0}),
    }  # fmt: skip
    return {name: built(inputs, rule) for name, (inputs, rule) in rules.items()}


def edited(text: str, edits: tuple[tuple[str, str], ...]) -> str:
    for old, new in edits:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the program; a mistake changes one place.")
        text = text.replace(old, new)
    return text
