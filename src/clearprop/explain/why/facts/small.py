"""A gradient that is small beside the others, and which factor makes it so."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.why.sizes import factor_sizes, fading
from clearprop.explain.wording import number

SMALL = 1e-3
"""Below this share of the root mean square of all parameters' gradients a gradient is called small."""
ROUNDING = 1e-13


class Small(Look):
    """Beside the root mean square of all gradients."""

    kind = "small"
    order = 40

    def at(self, case: Case) -> Fact | None:
        if not np.isfinite(case.gradient) or not 0 < abs(case.gradient) < SMALL * case.typical:
            return None
        share = abs(case.gradient) / case.typical
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
