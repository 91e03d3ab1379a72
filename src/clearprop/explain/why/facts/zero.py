"""A gradient of exactly zero, and the factor that makes it so."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import name_of, number, plural


class Zero(Look):
    """In how many rows each factor is zero."""

    kind = "zero"
    order = 20

    def at(self, case: Case) -> Fact | None:
        if case.gradient != 0:
            return None
        rows = len(case.factors.rows)
        if not rows:
            return self.fact("It is exactly zero: the loss does not depend on this weight at all.", rows=0)
        counts = {
            "input": int(np.sum(case.inputs == 0)),
            "slope": int(np.sum(case.slopes == 0)),
            "error_signal": int(np.sum(case.errors == 0)),
        }
        text = " ".join(self.reason(case, factor, count, rows) for factor, count in counts.items() if count)
        if not text:
            text = "No factor is zero in any row: the rows' shares cancel exactly, or underflow."
        return self.fact(f"It is exactly zero. {text}", rows=rows, **counts)

    def reason(self, case: Case, factor: str, count: int, rows: int) -> str:
        use = case.factors.rows[0].use
        z, a = name_of(use.z, "z"), name_of(use.a, "a")
        where = (
            ("in its one row" if rows == 1 else f"in all {rows} rows")
            if count == rows
            else f"in {count} of {plural(rows, 'row')}"
        )
        if factor == "input":
            return f"What the weight is multiplied by is 0 {where}."
        if factor == "slope":
            least, largest = number(case.z.min()), number(case.z.max())
            span = f"{z} = {least}" if least == largest else f"{z} lies between {least} and {largest}"
            dead = ": the unit is dead on these rows" if count == rows else ""
            return f"The slope ∂{a}/∂{z} is 0 {where}, where {span}{dead}."
        return f"The loss does not answer to {a}: ∂L/∂{a} is 0 {where}."
