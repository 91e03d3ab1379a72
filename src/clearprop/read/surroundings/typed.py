"""What nobody typed: the answer to input(), and arguments of the command line that were not given."""

import re
from typing import Any

NUMBERS = (  # what a prompt speaks of, and a number that suits
    (r"rate|alpha|\blr\b|\beta\b|lambda|momentum|tolerance|error", 0.1),
    (r"epoch|iteration|step|times", 50),
    (r"row|sample|example|records|data ?points", 6),
    (r"layer", 2),
    (r"input[ _-]?(class|size|dim|node|neuron|unit|layer|feature)", 3),
    (r"hidden|neuron|unit|node", 4),
    (r"output|class", 2),
    (r"input|feature|attribute|variable", 3),
    (r"seed", 1),
)


LESS = 3
"""After so many more answers with the same number, it is half as large as a float."""


def suiting(words: str) -> float:
    """A number that suits what the words speak of; 2 if they speak of nothing known."""
    return next((number for pattern, number in NUMBERS if re.search(pattern, words, re.IGNORECASE)), 2)


class Typed(str):
    """A text that nobody typed, which is a sensible number where the script makes a number of it.

    ``again``: how many questions had the same number for an answer before. A float differs from theirs: weights that are
    asked for one by one would start alike.
    """

    number: float
    again: int

    def __new__(cls, text: str, words: str, again: int = 0) -> "Typed":
        made = super().__new__(cls, text)
        made.number, made.again = suiting(words), again
        return made

    def __int__(self) -> int:
        return max(1, round(self.number))

    def __float__(self) -> float:
        return float(self.number) / (1 + self.again / LESS)

    def strip(self, *characters: Any) -> "Typed":
        return self

    rstrip = lstrip = strip

    def isdigit(self) -> bool:
        return True

    isnumeric = isdecimal = isdigit
