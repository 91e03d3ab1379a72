"""A gradient that is large beside the others, and which factor makes it so."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.why.sizes import factor_sizes, growing
from clearprop.explain.wording import number

LARGE = 100.0
"""Above so many times the median of all parameters' gradients a gradient is called large."""
RATE, MOVE = 0.1, 10.0
"""It is large, too, where a step at this rate moves the weight by more than so many times its size (and that of 1)."""


class Large(Look):
    """Beside the median of all gradients, or beside the weight itself."""

    kind = "large"
    order = 50

    def at(self, case: Case) -> Fact | None:
        flat = np.abs(case.gradients[case.gradients != 0])
        if not flat.size or not np.isfinite(case.gradient) or not case.factors.rows:
            return None
        times = abs(case.gradient) / float(np.median(flat))
        moves = RATE * abs(case.gradient) / max(1.0, abs(case.value))
        if times > LARGE:
            text = f"It is large: {number(times)} times the median of all gradients. "
        elif moves > MOVE:
            text = (
                f"It is large: one step at rate {RATE:g} would move the weight by {number(RATE * abs(case.gradient))}, "
                f"and the weight is {number(case.value)}. "
            )
        else:
            return None
        sizes = factor_sizes(case)
        factor, size = max(sizes.items(), key=lambda pair: pair[1].share)
        text += f"The factor that makes it so is {size.words}."
        text += growing(case.run) if factor == "error_signal" else ""
        return self.fact(text, times=times, factor=factor, **{name: each.share for name, each in sizes.items()})
