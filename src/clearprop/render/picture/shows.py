"""What a mark of a picture shows, for pages that draw it anew: ``data-shows="slope W1 0,2"``.

``slope`` is an element of a quantity's gradient and ``length`` that gradient's norm; ``average`` is that of the quantity
where an axis has an index, ``summary`` from where to where it goes. ``total`` is the value that everything leads to with so
many digits, ``scale`` a part of the largest slope, and ``still`` is what only a new picture can show.
"""

from clearprop.ir import Variable

STILL = "still"


def shows(how: str, variable: Variable, *at: int) -> str:
    return " ".join([how, variable.name, *([",".join(map(str, at))] if at else [])])


def total(digits: int) -> str:
    return f"total {digits}"


def scale(part: float) -> str:
    return f"scale {part:g}"
