"""Which rows the gradient comes from."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import number, percent, plural

SHARE = 0.8


class Rows(Look):
    """How many rows carry most of it, and which are the largest."""

    kind = "rows"
    order = 70

    def at(self, case: Case) -> Fact | None:
        sizes = np.abs(case.products)
        total = sizes.sum()
        if len(sizes) < 2 or not np.isfinite(total) or total == 0:
            return None
        order = np.argsort(-sizes, kind="stable")
        needed = int(np.searchsorted(np.cumsum(sizes[order]), SHARE * total)) + 1
        first = [case.factors.rows[k] for k in order[:3]]
        listed = ", ".join(f"row {row.row}: {number(row.product)}" for row in first) + ", …" * (needed > 3)
        zero = int(np.sum(sizes == 0))
        text = f"It adds up over {plural(len(sizes), 'row')}; {needed} of them carry {percent(SHARE)} ({listed})."
        text += f" {plural(zero, 'row')} carry nothing." if zero else ""
        return self.fact(text, rows=len(sizes), needed=needed, largest=[row.row for row in first])
