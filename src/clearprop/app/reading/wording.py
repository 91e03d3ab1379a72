"""The answer in words, the same in the terminal and on pages: verdict, loss, network, how a value relates to the truth."""

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from clearprop.read.reading import Finding, Reading, ReadLine, ReadLoss, Relation
from clearprop.train.data.wording import counted, listed

SIGNS = {"correct": "✓", "wrong": "✗", "not-gradient-descent": "·", "unread": "?"}
TITLES = {
    "correct": "Correct", "wrong": "Wrong", "not-gradient-descent": "Not gradient descent", "unread": "Not read",
}  # fmt: skip
REDUCTIONS = {"sum": "summed over rows", "mean": "averaged over rows", "one-row": "one row at a time"}
DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def verdict(reading: Reading) -> str:
    """What came out, in one to three sentences."""
    wrong, odd = ([f for f in reading.findings if f.severity == severity] for severity in ("wrong", "suspicious"))
    also = f" Suspicious: {listed(list(map(where_and_what, odd)))}." if odd else ""
    if reading.verdict == "correct":
        return f"Correct. Every parameter follows the gradient of {loss_name(reading.loss)}, up to one constant.{also}"
    if reading.verdict == "wrong":
        return f"Wrong. {counted(len(wrong), 'mistake')}: {listed(list(map(where_and_what, wrong)))}.{also}"
    return f"{TITLES[reading.verdict]}. {reading.reason or 'The reason is not known'}".rstrip(".") + "."


def where_and_what(finding: Finding) -> str:
    return f"{plain(finding.name)} in {place(finding.cell, finding.line)}"


def place(cell: int | None, line: int | None) -> str:
    """``line 4``, ``cell 3, line 4``."""
    parts = [f"cell {cell}"] * (cell is not None) + [f"line {line}"] * (line is not None)
    return ", ".join(parts)


def loss_name(loss: ReadLoss | None) -> str:
    return f"the {plain(loss.name)}" if loss else "its loss"


def loss_sentence(loss: ReadLoss) -> str:
    """Which loss is descended, its formula, what is done over rows, and whether the code says so itself."""
    scale = "" if loss.scale == 1 else f", times {number(loss.scale)}"
    over = REDUCTIONS.get(loss.reduction, loss.reduction)
    known = "inferred, since the code never computes it" if loss.inferred else "the code computes it itself"
    formula = f": {loss.formula}" if loss.formula else ""
    return f"{plain(loss.name)}{scale}, {over}{formula} ({known})"


def network_sentence(reading: Reading) -> str:
    """``2 inputs → 3 sigmoid → 1 identity``; empty where no layers are known."""
    if not reading.layers:
        return ""
    return " → ".join(
        [counted(reading.layers[0].inputs, "input"), *(f"{x.units} {x.activation}" for x in reading.layers)]
    )


def relation_words(relation: Relation) -> str:
    """What stands between the value and the formula; empty where it is the formula itself."""
    words = ["opposite sign"] * (relation.sign < 0)
    words += [f"times {number(relation.scale)}"] * (relation.scale != 1)
    words += [REDUCTIONS[relation.reduction]] if relation.reduction in REDUCTIONS else []
    return ", ".join(words)


def recorded_sentence(reading: Reading) -> str:
    """What the answer rests on."""
    found = reading.recorded
    if found is None:
        return ""
    how = {
        "enough recorded": "then it was stopped",
        "script ended": "until it ended",
        "limit": "until a limit ended it",
    }
    seconds = f"{found.seconds:.1f} s"
    updates, rows = counted(found.updates, "update"), counted(found.rows, "row")
    return f"The script was run and recorded over {updates} and {rows}, {how.get(found.stopped, found.stopped)}: {seconds}."


def difference(value: float) -> str:
    """How exact an identity was: ``exactly`` or ``to 2e-16``."""
    return "exactly" if value == 0 else f"to {value:.0e}"


def sure(finding: Finding) -> str:
    """The evidence in words."""
    points = counted(finding.evidence.points, "fresh point")
    return f"it holds at {points}, {difference(finding.evidence.largest_difference)}"


def layer_of(line: ReadLine) -> str:
    return "" if line.layer is None else f"layer {line.layer}"


def number(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def subscript(layer: int | None) -> str:
    return "" if layer is None else str(layer).translate(DIGITS)


def plain(name: str) -> str:
    """A name of ours as words."""
    return name.replace("_", " ").replace("-", " ")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lines_named(places: Sequence[tuple[int | None, int]]) -> str:
    """``lines 3, 4 and 9``; in a notebook each with its cell."""
    if any(cell is not None for cell, _ in places):
        return listed([place(cell, line) for cell, line in places])
    numbers = [str(line) for _, line in places]
    return f"line{'s' * (len(numbers) > 1)} {listed(numbers)}"


def written() -> str:
    """By which version a page was made, and when."""
    return f"Written by clearprop {version('clearprop')} on {date.today()}."
