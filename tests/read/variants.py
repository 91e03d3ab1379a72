"""What readers of the tutorial really wrote, each as small edits of our own writing of it, with what has to be found."""

from dataclasses import dataclass
from pathlib import Path

import clearprop
from clearprop.app.live_page.slips import edited as replaced

EXAMPLES = Path(clearprop.__file__).parent / "read" / "examples"
TUTORIAL = (EXAMPLES / "tutorial.py").read_text(encoding="utf-8")
TUTORIAL_2016 = (EXAMPLES / "tutorial_2016.py").read_text(encoding="utf-8")

ERROR = 'layer[j]["output"] - expected[j]'
TURNED = 'expected[j] - layer[j]["output"]'
DELTA = 'neuron["delta"] = errors[j] * sigmoid_slope(neuron["output"])'
SIGMOID = "1.0 / (1.0 + exp(-total))"
SLOPE = "output * (1.0 - output)"
STEP = 'neuron["weights"][j] -= rate * neuron["delta"] * inputs[j]'
BIAS_STEP = 'neuron["weights"][-1] -= rate * neuron["delta"]'
OUTPUT_SLOPE = """slope = 1.0 if number == len(network) - 1 else sigmoid_slope(neuron["output"])
            neuron["delta"] = errors[j] * slope"""
RATE = "rate=0.5"
BY_ROW = """        for row in rows:
            outputs = forward(network, row)
            expected = [0] * n_outputs
            expected[row[-1]] = 1
            sum_error += sum([(expected[i] - outputs[i]) ** 2 for i in range(n_outputs)])
            backward(network, expected)
            update(network, row, rate)
"""
BY_BATCH = """        for start in range(0, len(rows), 5):
            batch = rows[start : start + 5]
            for row in batch:
                outputs = forward(network, row)
                expected = [0] * n_outputs
                expected[row[-1]] = 1
                sum_error += sum([(expected[i] - outputs[i]) ** 2 for i in range(n_outputs)])
                backward(network, expected)
            for row in batch:
                update(network, row, rate)
"""


@dataclass(frozen=True)
class Variant:
    """A program, and its finding: any of these codes at any of the lines that have these pieces; none where it is right."""

    name: str
    text: str
    codes: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    loss: str = "half_squared_error"
    crashes: bool = False  # after some updates, as numbers grow

    @property
    def lines(self) -> set[int]:
        return {n for n, line in enumerate(self.text.split("\n"), 1) if any(piece in line for piece in self.pieces)}


def edited(*edits: tuple[str, str]) -> str:
    """The tutorial with each piece replaced; each is there exactly once."""
    return replaced(TUTORIAL, edits)


WRONG = (
    Variant("half_sign_fix", edited((ERROR, TURNED)), ("CP301",), (TURNED, STEP, BIAS_STEP)),
    Variant(
        "last_weight_never_updated",
        edited(
            ("inputs = row[:-1]", "inputs = row"), ("for j in range(len(inputs)):", "for j in range(len(inputs) - 1):")
        ),
        ("CP305",),
        ("for j in range(len(inputs) - 1):", STEP),
    ),
    Variant(
        "no_derivative",
        edited((DELTA, 'neuron["delta"] = errors[j]'), (RATE, "rate=0.1")),
        ("CP101",),
        ('neuron["delta"] = errors[j]',),
    ),
    Variant(
        "divided_by_the_derivative",
        edited((DELTA, DELTA.replace("*", "/"))),
        ("CP103", "CP201"),
        (DELTA.replace("*", "/"),),
        crashes=True,
    ),
    Variant(
        "slope_of_the_pre_activation",
        edited(
            (
                '            neuron["output"] = sigmoid(total)',
                '            neuron["total"] = total\n            neuron["output"] = sigmoid(total)',
            ),
            (DELTA, DELTA.replace('"output"', '"total"')),
            (RATE, "rate=0.01"),
        ),
        ("CP102",),
        (DELTA.replace('"output"', '"total"'),),
    ),
    Variant(
        "softmax_of_one_number",
        edited((SIGMOID, "exp(total) / sum([exp(each) for each in [total]])")),
        ("CP402",),
        ("exp(total) / sum(", SLOPE, DELTA),
    ),
    Variant(
        "last_row_for_the_batch",
        edited((BY_ROW, BY_BATCH)),
        ("CP206",),
        ("                update(network, row, rate)", STEP, BIAS_STEP),
    ),
)

RIGHT = (
    Variant("tutorial", TUTORIAL),
    Variant("tutorial_2016", TUTORIAL_2016),
    Variant(
        "no_derivative_at_the_output",
        edited(
            (
                DELTA,
                OUTPUT_SLOPE,
            )
        ),
        loss="cross_entropy",
    ),
    Variant("relu", edited((SIGMOID, "max(0.0, total)"), (SLOPE, "1.0 if output > 0.0 else 0.0"))),
    Variant("tanh", edited(("import exp\n", "import tanh\n"), (SIGMOID, "tanh(total)"), (SLOPE, "1.0 - output**2"))),
)
