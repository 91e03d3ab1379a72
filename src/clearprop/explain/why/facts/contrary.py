"""A gradient that is not what one expects: another sign or size than was thought, or than most rows say."""

import numpy as np

from clearprop.explain.why.case import Case
from clearprop.explain.why.fact import Fact, Look
from clearprop.explain.wording import number, plural

CANCEL = 10.0
"""The rows' shares cancel where their sizes add up to more than so many times the size of their sum."""


class Contrary(Look):
    """Beside the ``expected`` gradient, or beside what most rows say."""

    kind = "contrary"
    order = 60

    def at(self, case: Case) -> Fact | None:
        said = [each for each in (self.against_expected(case), self.against_rows(case)) if each is not None]
        if not said:
            return None
        return self.fact(
            " ".join(text for text, _ in said), **{k: v for _, numbers in said for k, v in numbers.items()}
        )

    def against_expected(self, case: Case) -> tuple[str, dict[str, float]] | None:
        if case.expected is None or case.expected == 0 or np.isclose(case.gradient, case.expected, rtol=1e-5):
            return None
        ratio = case.gradient / case.expected
        rows = len(case.factors.rows)
        known = {
            -1.0: "the opposite sign: the update subtracts the gradient, so it must be ∂L/∂w and not its opposite",
            1 / rows: "divided by the number of rows: this loss is a mean over rows, yours a sum",
            float(rows): "times the number of rows: this loss is a sum over rows, yours a mean",
            2.0: "twice: this loss lacks the ½ that yours has",
            0.5: "half: this loss has a ½ that yours lacks",
        }
        meaning = next((words for value, words in known.items() if np.isclose(ratio, value, rtol=1e-5)), None)
        text = f"You expected {number(case.expected)}; it is {number(ratio)} times that"
        return f"{text} ({meaning})." if meaning else f"{text}.", {"expected": case.expected, "ratio": ratio}

    def against_rows(self, case: Case) -> tuple[str, dict[str, float]] | None:
        products = case.products[np.isfinite(case.products)]
        size, total = float(np.abs(products).sum()), abs(case.gradient)
        against = int(np.sum(products * case.gradient < 0))
        if len(products) < 2 or not np.isfinite(total) or total == 0:
            return None
        if against > len(products) / 2:
            row = case.factors.rows[int(np.argmax(case.products * np.sign(case.gradient)))]
            text = (
                f"{against} of {plural(len(products), 'row')} pull the other way; those on the side of the sum are fewer "
                f"but larger, row {row.row} the largest with {number(row.product)}."
            )
            return text, {"against": against}
        if size > CANCEL * total:
            return (
                f"The rows pull against each other: their sizes add up to {number(size)}, their sum is {number(total)}.",
                {"size": size},
            )
        return None
