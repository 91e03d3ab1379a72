"""``(d.T @ x).T`` for ``x.T @ d``."""

import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source

PRODUCT = re.compile(
    r"(?P<x>[\w.]+)\.T @ (?P<d>\w+)|np\.dot\((?P<d2>\w+), (?P<x2>[\w.]+)\.T\)|(?P<x3>\w+)\.T\.dot\((?P<d3>\w+)\)"
)


def edits(source: Source) -> Iterator[Edit]:
    for place in source.places("weight_gradient"):
        match = PRODUCT.search(source.piece(place.span))
        if match and match["d2"]:
            new = f"np.dot({match['x2']}, {match['d2']}.T).T"
        elif match:
            new = f"({match['d'] or match['d3']}.T @ {match['x'] or match['x3']}).T"
        else:
            continue
        yield Edit(place.span[0] + match.start(), place.span[0] + match.end(), new)
