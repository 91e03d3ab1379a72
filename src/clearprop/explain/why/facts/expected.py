"""A gradient beside the one that the asker expected: the same, or which convention or slip would make the difference."""

from collections.abc import Iterator

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import number

TOLERANCE = 1e-5


class Expected(Look):
    """Where a gradient was expected; "contrary" if it is another."""

    kind = "contrary"
    order = 5

    def at(self, case: Case) -> Fact | None:
        if case.expected is None:
            return None
        if same(case.gradient, case.expected):
            return Fact("expected", "It is as you expected.", {"expected": case.expected})
        told = {"expected": case.expected, "gradient": case.gradient}
        text = f"You expected {number(case.expected)}; it is {number(case.gradient)}"
        if not case.expected or not case.gradient or not np.isfinite(case.gradient):
            return self.fact(f"{text}.", **told)
        ratio = case.gradient / case.expected
        reasons = [words for words, value in known(case) if same(case.expected, value)]
        meaning = f" Yours is what one gets {', or '.join(reasons)}." if reasons else ""
        return self.fact(f"{text}, {number(ratio)} times that.{meaning}", ratio=ratio, **told)


def same(one: float, other: float) -> bool:
    return bool(np.isclose(one, other, rtol=TOLERANCE, atol=0))


def known(case: Case) -> Iterator[tuple[str, float]]:
    """What people get by another convention or by a slip, and the words for it."""
    g, rows = case.gradient, len(case.factors.rows)
    yield "with the opposite sign, as from target - output where L has output - target", -g
    if rows > 1:
        yield "by adding up over rows instead of averaging (times the number of rows)", g * rows
        yield "by averaging over rows, or once more (divided by the number of rows)", g / rows
    yield "without a ½ (this is half of yours)", 2 * g
    yield "with one ½ more (this is twice yours)", g / 2
    signals = [row.error_signal for row in case.factors.rows if np.ndim(row.error_signal) == 0]
    if len(signals) == rows:
        yield "without the slope of the activation", float(np.sum(np.array(signals) * case.inputs))
    for row in case.factors.rows if rows > 1 else ():
        if row.product:
            yield f"from row {row.row} alone", row.product
