"""How operators look, and how tightly they bind; where there are parentheses is decided here and in ``setting``."""

from clearprop.render.maths.tree import (
    Accent,
    Box,
    Figure,
    Fraction,
    Index,
    Letter,
    Quantity,
    Row,
    Scripts,
    Sign,
    row,
)

Set = tuple[Box, int]
"""A box and how tightly it holds together: the level of its outermost operator."""

PROSE, OR, AND, NOT, RELATION, SUM, SUMMATION, HADAMARD, PRODUCT, MATRIX, POWER, ATOM = range(12)

RELATIONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
NEGATED = {"<": "≮", "<=": "≰", ">": "≯", ">=": "≱", "==": "≠", "!=": "="}
LOGICAL = {"and": ("∧", AND), "or": ("∨", OR)}

LEFT_OF_HADAMARD = {HADAMARD, PRODUCT, POWER, ATOM}
LEFT_OF_PRODUCT = {PRODUCT, POWER, ATOM}
RIGHT_OF_PRODUCT = {SUMMATION, HADAMARD, PRODUCT, MATRIX, POWER, ATOM}
LEFT_OF_MATRIX = {PRODUCT, MATRIX, POWER, ATOM}
RIGHT_OF_MATRIX = {MATRIX, POWER, ATOM}


def juxtaposed(left: Box, right: Box) -> Box:
    """The product of two factors: side by side, with a dot between numerals and between words."""
    fractions = isinstance(right, Fraction) and isinstance(last(left), Fraction)
    dotted = is_figure(right) or fractions or ends_in_word(left) or is_word(right)
    return row(left, Sign("·") if dotted else Sign("", "times"), right)


def is_figure(box: Box) -> bool:
    """Whether the box begins with a numeral."""
    match box:
        case Figure():
            return True
        case Row(parts) if parts:
            return is_figure(parts[0])
        case Fraction(top, _):
            return is_figure(top)
        case Scripts(base) | Index(base):
            return is_figure(base)
    return False


def is_raised(box: Box) -> bool:
    """Whether something stands above the box's line already."""
    body = box.body if isinstance(box, Quantity) else box
    return isinstance(body, Scripts) and body.sup is not None


def is_word(box: Box) -> bool:
    """Whether the box is a quantity that is written as a word."""
    match box:
        case Letter():
            return box.word
        case Quantity(_, body):
            return isinstance(body, Letter) and body.word
        case Index(base) | Scripts(base) | Accent(base):
            return is_word(base)
    return False


def ends_in_word(box: Box) -> bool:
    return is_word(last(box))


def last(box: Box) -> Box:
    return last(box.parts[-1]) if isinstance(box, Row) and box.parts else box
