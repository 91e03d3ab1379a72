"""The forms in which recurrent networks take their data: several steps at once, with a target for each or the last."""

import re
from collections.abc import Iterator

from clearprop.read.driving.formats import IMPORT, ROWS, Format, array, counted, made_rows, one_hot, zipped
from clearprop.read.driving.sizes import Sizes

STEPS = 4
RECURRENT = re.compile(
    r"\b(self\.)?(w_?hh|h_?prev|prev_?h|dh_?next|prev_?state|hidden_?states?|bptt\w*)\b|time_?steps?|recurrent|rnn\b",
    re.I,
)


def recurrent(text: str) -> bool:
    """Whether a file's text speaks of states that are carried from one time step to the next."""
    return bool(RECURRENT.search(text))


def sequences(sizes: Sizes) -> Iterator[Format]:
    """Sequences of several time steps: all in one array, or one by one with their rows as columns."""
    rows = made_rows(ROWS * STEPS, sizes.inputs)
    steps = [rows[start : start + STEPS] for start in range(0, len(rows), STEPS)]
    labels = one_hot(sizes.outputs)
    each = [[labels[(place + step) % ROWS] for step in range(STEPS)] for place in range(ROWS)]
    word = "zeros and ones" if sizes.outputs == 1 else "one-hot rows"
    shape = f"{ROWS} sequences of {STEPS} steps of {counted(sizes.inputs, 'input')}"
    inputs = [IMPORT, f"given_inputs = {steps}", array("inputs")]
    for_each, for_all = ([f"given_targets = {values}", array("targets")] for values in (each, labels))

    def made(kind: str, says: str, *lines: str, apart: bool = True) -> Format:
        return Format(f"{shape}, {says}", "\n".join(lines), sizes, kind, apart)

    yield made("sequences", f"each step with {word}", *inputs, *for_each, apart=False)
    columns = "[..., None]"
    yield made(
        "sequence",
        f"each step a column with {word}, one sequence after another",
        *inputs,
        *for_each,
        f"given_inputs, given_targets = given_inputs{columns}, given_targets{columns}",
        zipped(),
    )
    yield made(
        "sequence_end",
        f"each step a column, with {word} for the last, one sequence after another",
        *inputs,
        *for_all,
        f"given_inputs, given_targets = given_inputs{columns}, given_targets{columns}",
        zipped(),
    )
