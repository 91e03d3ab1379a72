"""The three factors of the row that carries most."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import heads, number, percent


class Product(Look):
    """Of the row with the largest share, beside the steepest slope that there is."""

    kind = "factors"
    order = 80

    def at(self, case: Case) -> Fact | None:
        rows = case.factors.rows
        if not rows:
            return None
        row = rows[self.telling(case)]
        figures = [number(value) for value in (row.error_signal, row.slope, row.input)]
        where = "Its three factors" if row.row is None or (len(rows) == 1 and case.row is None) else f"In row {row.row}"
        formula = " · ".join(heads(row.use, case.weight))
        text = f"{where}: {formula} = {' · '.join(figures)} = {number(row.product)}."
        if case.steepest is not None and np.isfinite(row.slope) and case.steepest[1] > 0:
            text += (
                f" The slope is {percent(abs(row.slope) / case.steepest[1])} of the steepest that this activation has."
            )
        return self.fact(
            text, row=row.row, error_signal=row.error_signal, slope=row.slope, input=row.input, product=row.product
        )

    def telling(self, case: Case) -> int:
        """The row that is not finite, else the largest on the side of the sum."""
        lost = np.flatnonzero(~np.isfinite(case.products))
        side = np.sign(case.gradient) if np.isfinite(case.gradient) and case.gradient else 0.0
        return int(lost[0]) if len(lost) else int(np.argmax(case.products * side if side else np.abs(case.products)))
