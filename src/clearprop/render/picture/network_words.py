"""What a network's picture says in words: the legend of its signs, and the description for those who do not see it."""

from collections.abc import Iterator, Sequence

from clearprop.render.picture import shows, units
from clearprop.render.picture.edges import Scale, largest_of
from clearprop.render.picture.facts import Facts
from clearprop.render.picture.figures import exact, short
from clearprop.render.picture.legend import Item, line_sample
from clearprop.render.picture.markup import element
from clearprop.render.picture.symbols import Symbols

MARKS = {
    "dead": "dead: the slope is 0 in every row",
    "flat": "saturated: the slope is below 5 % of the steepest in every row",
}
SHORT = {"dead": "dead", "flat": "saturated"}
MOST = 6  # names in a list


def network_legend(drawn: Sequence[Facts], scale: Scale, symbols: Symbols) -> list[Item]:
    """The signs that occur in the picture; ``drawn``: the data, then the layers."""
    return [*lines(drawn[1:], scale, symbols), *parameters(drawn, symbols), *marks(drawn[1:])]


def lines(drawn: Sequence[Facts], scale: Scale, symbols: Symbols) -> Iterator[Item]:
    value = symbols.value
    gradients = [f.connections.gradient for f in drawn if f.connections.gradient is not None]
    if scale.line:
        for part, remark in ((1.0, ", the widest line (w: a weight)"), (0.25, "")):
            gradient = part * scale.line
            says = f"|∂{value}/∂w| = {short(gradient)}{remark}"
            yield Item(line_sample("even-solid", scale.width(gradient)), says, shows.scale(part))
        yield Item(line_sample("above", 4), f"∂{value}/∂w above 0: a smaller w makes {value} smaller")
        yield Item(line_sample("below", 4), f"below 0: a larger w makes {value} smaller")
    if any((gradient == 0).any() for gradient in gradients) or any(f.changing for f in drawn):
        yield Item(line_sample("even", 1.2), "0: nothing to learn from these rows")
    if scale.band:
        says = f"connections of folded units; the norm is {short(scale.band)} where the band is widest"
        yield Item(line_sample("band", 10), says, shows.WIDEST)


def parameters(drawn: Sequence[Facts], symbols: Symbols) -> Iterator[Item]:
    own = list(dict.fromkeys(symbols(parameter.places.root) for facts in drawn for parameter in facts.own))
    if own:
        corner = element("path", class_="shape even-solid", d="M-14 7V4a4 4 0 0 1 4-4H14")
        stub = element("path", class_="above stub", d="M0-8v8", stroke_width="3")
        more = ", …" if len(own) > MOST else ""
        yield Item(stub + corner, f"a unit's own parameter: {', '.join(own[:MOST])}{more}")


def marks(drawn: Sequence[Facts]) -> Iterator[Item]:
    found = {facts.mark(k) for facts in drawn for k in range(facts.layer.size)}
    if any(facts.bends for facts in drawn):
        found |= MARKS.keys()
    for mark, says in MARKS.items():
        if mark in found:
            shape = element("path", class_=f"shape {mark}", d=units.outline(mark, -15, 0, 30, 15))
            yield Item(shape + units.sign(mark, 0, 0), says)


def description(facts: Sequence[Facts], symbols: Symbols) -> str:
    """The picture in words."""
    data, *layers = facts
    sizes = ", ".join(f"{symbols(f.output)} with {counted(f.layer.size, 'unit')}" for f in layers)
    said = [f"A network of {counted(len(layers), 'layer')} on {counted(data.layer.size, 'input')}: {sizes}."]
    largest = [found for f in layers if (found := largest_of(f, symbols))]
    if largest:
        gradient, name = max(largest, key=lambda pair: abs(pair[0]))
        said.append(f"The largest gradient of a connection is {exact(gradient)}, of {name}.")
    for mark, word in SHORT.items():
        counts = [(f, sum(f.mark(k) == mark for k in range(f.layer.size))) for f in layers]
        said += [
            f"Of {symbols(f.output)}, {counted(n, 'unit')} {'is' if n == 1 else 'are'} {word}." for f, n in counts if n
        ]
    return " ".join(said)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
