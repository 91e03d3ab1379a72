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
        zeros = {"input": case.inputs == 0, "slope": case.slopes == 0, "error_signal": case.errors == 0}
        counts = {factor: int(np.sum(zero)) for factor, zero in zeros.items()}
        if np.any(case.products != 0):
            shares = plural(int(np.sum(case.products != 0)), "row")
            return self.fact(
                f"It is exactly zero: the shares of {shares} are not zero, but cancel.", rows=rows, **counts
            )
        if not np.logical_or.reduce(list(zeros.values())).all():
            return self.fact(
                "It is exactly zero: no factor is zero, but their product underflows.", rows=rows, **counts
            )
        text = " ".join(self.reason(case, factor, count, rows) for factor, count in counts.items() if count)
        return self.fact(f"It is exactly zero. {text}", rows=rows, **counts)

    def reason(self, case: Case, factor: str, count: int, rows: int) -> str:
        use = case.factors.rows[0].use
        z, a = name_of(use.z, "z"), name_of(use.a, "a")
        every = "in the one row that there is" if rows == 1 else f"in all {rows} rows"
        where = every if count == rows else f"in {count} of {plural(rows, 'row')}"
        if factor == "input":
            return f"What the weight is multiplied by is 0 {where}."
        if factor == "error_signal":
            done = ": the loss is 0, there is nothing to improve" if case.loss == 0 and count == rows else ""
            return f"The loss does not answer to {a}: ∂L/∂{a} is 0 {where}{done}."
        flat = case.z[case.slopes == 0]
        least, largest = number(flat.min()), number(flat.max())
        span = f"{z} = {least}" if least == largest else f"{z} lies between {least} and {largest}"
        state = self.state(case, count == rows)
        return f"The slope ∂{a}/∂{z} is 0 {where}, where {span}{state}."

    def state(self, case: Case, everywhere: bool) -> str:
        """Dead, where the slope is zero at once; saturated, where it only rounds to zero so far out."""
        if case.curve is None:
            return ""
        points, slopes = case.curve
        near = np.interp(0.5 * np.sign(case.z[case.slopes == 0]), points, slopes)
        if np.any(near != 0):
            return ": the unit is saturated, so far out that its slope rounds to 0"
        return ": the unit is dead on " + ("these rows" if len(case.z) > 1 else "this row") if everywhere else ""
