"""Numbers as people write them: ½ and 1/5 as fractions, 10⁻³, π, ln 2; what has many digits ends in dots."""

import math
from fractions import Fraction as Ratio

from clearprop.render.maths.tree import Box, Figure, Fraction, Letter, Root, Scripts, Sign, applied, row

FAMILIAR: dict[float, Box] = {
    math.pi: Letter("π"),
    2 * math.pi: row(Figure("2"), Sign("", "times"), Letter("π")),
    math.e: Letter("e"),
    math.log(2): applied(Letter("ln", True), Figure("2")),
    math.log(10): applied(Letter("ln", True), Figure("10")),
    math.sqrt(2): Root(Figure("2")),
    math.sqrt(2 / math.pi): Root(Fraction(Figure("2"), Letter("π"))),
}
DIGITS = 6
LONG = 5  # characters from which a fraction is sought that says the same


def number_box(value: float, exact: bool = False) -> Box:
    """A number that is not negative. ``exact``: as a fraction also where the decimal is short (0.2 as 1/5)."""
    if isinstance(value, bool):
        return Figure("1" if value else "0")
    if not math.isfinite(value):
        return Letter("NaN", True) if value != value else Sign("∞", "ordinary")
    if float(value).is_integer() and value < 1e6:
        return Figure(str(int(value)))
    if value in FAMILIAR:
        return FAMILIAR[value]
    text = repr(value)
    if exact or value == 0.5 or len(text) > LONG:
        ratio = Ratio(value).limit_denominator(9999)
        if float(ratio) == value and ratio.denominator > 1 and ratio.numerator < 1000:
            return Fraction(Figure(str(ratio.numerator)), Figure(str(ratio.denominator)))
    return decimal(min(text, f"{value:.12g}", key=len))  # 1 - 0.9 is 0.1 but for its last bit


def decimal(text: str) -> Box:
    mantissa, _, exponent = text.partition("e")
    if exponent:
        power = Scripts(Figure("10"), sup=signed(int(exponent)))
        return power if mantissa in ("1", "1.0") else row(shortened(mantissa), Sign("·"), power)
    return shortened(text)


def signed(value: int) -> Box:
    return row(Sign("−", "prefix"), Figure(str(-value))) if value < 0 else Figure(str(value))


def shortened(text: str) -> Box:
    """At most six digits that count; dots say that there are more."""
    whole, _, part = text.partition(".")
    zeros = len(part) - len(part.lstrip("0")) if whole == "0" else 0
    keep = max(DIGITS - (0 if whole == "0" else len(whole)), 1) + zeros
    return Figure(text if len(part) <= keep else f"{whole}.{part[:keep]}…")
