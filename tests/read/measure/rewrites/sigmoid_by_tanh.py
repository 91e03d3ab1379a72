"""``0.5 * (1 + tanh(z / 2))`` for ``1 / (1 + exp(-z))``."""

import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source

SIGMOID = re.compile(r"1(?:\.0)? ?/ ?\(1(?:\.0)? ?\+ ?(?P<exp>(?:np\.|math\.)?exp)\(-")


def edits(source: Source) -> Iterator[Edit]:
    for match in SIGMOID.finditer(source.text):
        inner = match.end()
        end = closing(source.text, inner)
        tanh = match["exp"].replace("exp", "tanh")
        if tanh != "tanh" and source.text[end + 1] == ")":
            yield Edit(match.start(), end + 2, f"0.5 * (1 + {tanh}(({source.text[inner:end]}) / 2))")


def closing(text: str, position: int) -> int:
    """Where the parenthesis closes that is open here."""
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        position += 1
    return position - 1
