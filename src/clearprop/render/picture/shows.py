"""What a mark of a picture shows, for pages that draw it anew: ``data-shows="slope W1 0,2"``.

``slope`` is an element of a quantity's gradient and ``length`` that gradient's norm; ``average`` is that of the quantity
where an axis has an index, ``summary`` from where to where it goes. ``norm`` is that of some elements of the gradient,
counted row by row, and ``widest`` the largest of them. ``total`` is the value that everything leads to with so many digits,
``scale`` a part of the largest slope, and ``still`` is what only a new picture can show.
"""

from collections.abc import Iterable

from clearprop.ir import Variable

STILL = "still"
WIDEST = "widest"


def shows(how: str, variable: Variable, *at: int) -> str:
    return " ".join([how, variable.name, *([",".join(map(str, at))] if at else [])])


def norm(variable: Variable, places: Iterable[int]) -> str:
    return f"norm {variable.name} {ranges(places)}"


def bend(activation: Variable, axis: int | None, units: Iterable[int]) -> str:
    """Whose slopes say whether these units are dead or flat: ``a1 1 0-3``."""
    return f"{activation.name} {'-' if axis is None else axis} {ranges(units)}"


def ranges(numbers: Iterable[int]) -> str:
    """``0-3,7``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def total(digits: int) -> str:
    return f"total {digits}"


def scale(part: float) -> str:
    return f"scale {part:g}"
