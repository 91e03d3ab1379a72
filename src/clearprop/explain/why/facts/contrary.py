"""A gradient that is not what most rows say, or what is left of rows that pull against each other."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import number, plural

CANCEL = 10.0
"""The rows' shares cancel where their sizes add up to more than so many times the size of their sum."""


class Contrary(Look):
    """Beside what most rows say."""

    kind = "contrary"
    order = 60

    def at(self, case: Case) -> Fact | None:
        products = case.products[np.isfinite(case.products)]
        if len(products) < 2 or not np.isfinite(case.gradient) or case.gradient == 0:
            return None
        size, against = float(np.abs(products).sum()), int(np.sum(products * case.gradient < 0))
        if against > np.count_nonzero(products) / 2:
            text = (
                f"Of {plural(int(np.count_nonzero(products)), 'row')} that have a share, {against} pull the other way; "
            )
            text += "those on the side of the sum are fewer, but larger on average."
            return self.fact(text, against=against)
        if size > CANCEL * abs(case.gradient):
            text = "The rows pull against each other: "
            text += f"their sizes add up to {number(size)}, their sum is {number(case.gradient)}."
            return self.fact(text, size=size)
        return None
