"""A gradient that is small beside the others, and which factor makes it so."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.why.sizes import factor_sizes, fading
from clearprop.explain.wording import number

SMALL = 1e-3
"""Below this share of the root mean square of all parameters' gradients a gradient is called small."""
FLAT = 1e-6
"""Where that root mean square is below this share of the loss, all gradients are small."""
ROUNDING = 1e-13


class Small(Look):
    """Beside the root mean square of all gradients, or with all of them beside the loss."""

    kind = "small"
    order = 40

    def at(self, case: Case) -> Fact | None:
        if not np.isfinite(case.gradient) or not case.gradient or not case.factors.rows:
            return None
        share = abs(case.gradient) / case.typical if case.typical else np.inf
        if share >= SMALL:
            return self.among_all(case)
        sizes = factor_sizes(case)
        factor, size = min(sizes.items(), key=lambda pair: pair[1].share)
        text = f"It is small: {number(share)} of what the parameters' gradients are on average (root mean square). "
        if share < ROUNDING:
            text += "So little is what rounding leaves of shares that cancel: read it as zero. "
        if abs(case.products).sum() * SMALL > abs(case.gradient):
            text += "The rows' shares are not small, but they cancel."
        else:
            text += f"The factor that makes it so is {size.words}."
            text += fading(case.run) if factor == "error_signal" else ""
        return self.fact(text, share=share, factor=factor, **{name: each.share for name, each in sizes.items()})

    def among_all(self, case: Case) -> Fact | None:
        """Where the loss is not small, but all gradients are."""
        if not np.isfinite(case.loss) or not 0 < case.typical < FLAT * abs(case.loss):
            return None
        sizes = factor_sizes(case)
        factor, size = min(sizes.items(), key=lambda pair: pair[1].share)
        text = (
            f"It is small, as all gradients are: their root mean square is {number(case.typical)}, though L is "
            f"{number(case.loss)}. The factor that is smallest beside what is usual is {size.words}."
        )
        return self.fact(text, typical=case.typical, factor=factor)
