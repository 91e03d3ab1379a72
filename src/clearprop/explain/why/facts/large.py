"""A gradient that is large beside the others, and which factor makes it so."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.why.sizes import factor_sizes, growing
from clearprop.explain.wording import number

LARGE = 100.0
"""Above so many times the median of all parameters' gradients a gradient is called large."""


class Large(Look):
    """Beside the median of all gradients."""

    kind = "large"
    order = 50

    def at(self, case: Case) -> Fact | None:
        found = [case.run.adjoints.get(case.run.program.input(name)) for name in case.run.wrt]
        flat = np.abs(np.concatenate([np.ravel(part) for part in found if part is not None] or [np.zeros(0)]))
        flat = flat[np.isfinite(flat) & (flat > 0)]
        if not len(flat) or not np.isfinite(case.gradient) or abs(case.gradient) <= LARGE * np.median(flat):
            return None
        times = abs(case.gradient) / float(np.median(flat))
        sizes = factor_sizes(case)
        factor, size = max(sizes.items(), key=lambda pair: pair[1].share)
        text = f"It is large: {number(times)} times the median of all gradients. "
        text += f"The factor that makes it so is {size.words}."
        text += growing(case.run) if factor == "error_signal" else ""
        return self.fact(text, times=times, factor=factor, **{name: each.share for name, each in sizes.items()})
