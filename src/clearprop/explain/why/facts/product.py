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
        row = rows[int(np.argmax(np.nan_to_num(np.abs(case.products))))]
        parts = zip(heads(row.use, case.weight), (row.error_signal, row.slope, row.input), strict=True)
        formula = " · ".join(f"{head} ({number(value)})" if head != "1" else "1" for head, value in parts)
        where = f"In row {row.row}" if len(rows) > 1 else "Its three factors"
        text = f"{where}: {formula} = {number(row.product)}."
        if case.steepest is not None and np.isfinite(row.slope) and case.steepest[1] > 0:
            text += (
                f" The slope is {percent(abs(row.slope) / case.steepest[1])} of the steepest that this activation has."
            )
        return self.fact(
            text, row=row.row, error_signal=row.error_signal, slope=row.slope, input=row.input, product=row.product
        )
