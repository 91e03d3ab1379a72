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
        if len(sizes) < 3 or not np.isfinite(total) or total == 0 or any(row.row is None for row in case.factors.rows):
            return None
        order = np.argsort(-sizes, kind="stable")
        needed = int(np.searchsorted(np.cumsum(sizes[order]), SHARE * total)) + 1
        zero = int(np.sum(sizes == 0))
        first = [case.factors.rows[k] for k in order[: min(3, len(sizes) - zero)]]
        listed = ", ".join(f"row {row.row}: {number(row.product)}" for row in first)
        mixed = bool(np.any(case.products > 0) and np.any(case.products < 0))
        of_what = "of it, by size" if mixed else "of it"
        carry = "carries" if needed == 1 else "carry"
        text = f"It adds up over {len(sizes):,} rows. {needed} of them {carry} {percent(SHARE)} {of_what}; "
        text += f"the largest: {listed}." + (f" {plural(zero, 'row carries')} nothing." if zero else "")
        return self.fact(text, rows=len(sizes), needed=needed, largest=[row.row for row in first])
