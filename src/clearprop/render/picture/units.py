"""Units: rounded where they learn, square with a cross where they are dead, pointed where they are flat."""

import numpy as np

from clearprop.render.picture.columns import HIGH, Column, Node
from clearprop.render.picture.edges import Scale, sign_class
from clearprop.render.picture.facts import Facts
from clearprop.render.picture.figures import exact, short
from clearprop.render.picture.markup import element, labelled, linked, number, title, words
from clearprop.render.picture.measure import width
from clearprop.render.picture.shows import bend, shows
from clearprop.render.picture.symbols import Symbols

PAD = 9.0
BETWEEN = 10.0
SIGN = 15.0
TIP = 7.0
FEW_ROWS = 6
LONG_VALUE = "−0.00123"
"""There is room for it where values change."""
WORDS = {"dead": "dead: its slope is 0", "flat": "saturated: its slope is below 5 % of the steepest"}


def name_of(facts: Facts, unit: int, symbols: Symbols) -> str:
    """a₁[2]; without the index where the layer is one number."""
    symbol = symbols(facts.output)
    alone = facts.layer.size == 1
    return symbol if alone else f"{symbol}[{unit}]"


def value_of(facts: Facts, unit: int) -> str:
    return short(float(np.mean(facts.values[:, unit])))


def average_of(facts: Facts, unit: int) -> str:
    axis = facts.layer.axis.get(facts.output)
    return shows("average", facts.output, *(() if axis is None else (axis, unit)))


def wide_enough(column: Column, facts: Facts, symbols: Symbols) -> float:
    """The width of the column's units."""
    found = [60.0]
    for node in column.nodes:
        if node.folded:
            found.append(width(folded_text(node, facts), 11) + 2 * PAD)
        else:
            unit = int(node.units[0])
            mark = SIGN if facts.mark(unit) or facts.bends else 0.0
            value = max(width(value_of(facts, unit), 11), width(LONG_VALUE, 11) if facts.changing else 0)
            texts = width(name_of(facts, unit, symbols), 13) + value
            found.append(texts + BETWEEN + mark + 2 * PAD)
    return max(found)


def folded_text(node: Node, facts: Facts) -> str:
    marks = [facts.mark(int(unit)) for unit in node.units]
    counts = [
        f"{marks.count(mark)} {says}" for mark, says in (("dead", "dead"), ("flat", "saturated")) if mark in marks
    ]
    more = f"⋮ {len(node.units):,} more"
    return f"{more} ({', '.join(counts)})" if counts else more


def outline(mark: str, x: float, y: float, wide: float, high: float) -> str:
    """The shape of a unit around its middle left point."""
    top, bottom, right = y - high / 2, y + high / 2, x + wide
    if mark == "dead":
        return f"M{x:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{x:.1f}Z"
    if mark == "flat":
        left, far = x + TIP, right - TIP
        return f"M{x:.1f} {y:.1f}L{left:.1f} {top:.1f}H{far:.1f}L{right:.1f} {y:.1f}L{far:.1f} {bottom:.1f}H{left:.1f}Z"
    r = min(high / 2, 9)
    return (
        f"M{x + r:.1f} {top:.1f}H{right - r:.1f}a{r} {r} 0 0 1 {r} {r}V{bottom - r:.1f}a{r} {r} 0 0 1 -{r} {r}"
        f"H{x + r:.1f}a{r} {r} 0 0 1 -{r} -{r}V{top + r:.1f}a{r} {r} 0 0 1 {r} -{r}Z"
    )


def sign_path(mark: str, x: float, y: float) -> str:
    """The cross of a dead unit, the level line of a flat one; nothing for any other."""
    if not mark:
        return ""
    return f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" if mark == "dead" else f"M{x - 5:.1f} {y + 3:.1f}c4 0 3-6 10-6"


def sign(mark: str, x: float, y: float, **ways: str | float | None) -> str:
    return element("path", class_="cross", d=sign_path(mark, x, y), **ways)


def ways(dead: str, flat: str, plain: str) -> dict[str, str | float | None]:
    """How something is drawn by the unit's state, for pages that draw it anew."""
    return {"data_dead": dead, "data_flat": flat, "data_plain": plain}


def bend_of(node: Node, facts: Facts) -> dict[str, str | float | None]:
    """Where pages find the units' slopes, and which is the least that is not flat."""
    if facts.bends is None:
        return {}
    axis = facts.layer.axis[facts.bends.activation]
    found = bend(facts.bends.activation, axis, node.units.tolist())
    return {"data_bend": found, "data_least": repr(facts.bends.flat)}


def drawn(column: Column, facts: Facts, scale: Scale, symbols: Symbols, is_data: bool) -> str:
    """The units of a column."""
    parts = []
    for node in column.nodes:
        if node.folded:
            parts.append(folded(column, node, facts))
        else:
            parts.append(unit_drawn(column, node, facts, scale, symbols, is_data))
    return linked(quantities(facts), "".join(parts))


def folded(column: Column, node: Node, facts: Facts) -> str:
    text = folded_text(node, facts)
    shape = element(
        "path", class_="shape card", d=outline("", column.x, node.y, column.wide, node.high), stroke_dasharray="4 3"
    )
    inside = words(text, column.x + column.wide / 2, node.y + 4, "small")
    return labelled(text.removeprefix("⋮ "), shape, inside, data_count=str(len(node.units)), **bend_of(node, facts))


def unit_drawn(column: Column, node: Node, facts: Facts, scale: Scale, symbols: Symbols, is_data: bool) -> str:
    unit = int(node.units[0])
    mark, name = facts.mark(unit), name_of(facts, unit, symbols)
    x, y = column.x, node.y
    texts = [
        name_drawn(name, mark, x + PAD, y + 4.5, facts),
        words(value_of(facts, unit), x + column.wide - PAD, y + 4, "small", "end", average_of(facts, unit)),
    ]
    return labelled(
        spoken(facts, unit, name, mark), stubs(x, y, unit, facts, scale, symbols),
        shape_drawn(column, y, mark, "data" if is_data else "card", facts), sign_drawn(mark, x + PAD + 4, y, facts), *texts,
        data_index=str(unit), data_mark=mark or None, **bend_of(node, facts),
    )  # fmt: skip


def name_drawn(name: str, mark: str, x: float, y: float, facts: Facts) -> str:
    """Right of the sign, where there is one."""
    beside = ways(number(x + SIGN), number(x + SIGN), number(x)) if facts.bends else {}
    return words(name, x + (SIGN if mark else 0), y, "name", "start", None, **beside)


def shape_drawn(column: Column, y: float, mark: str, kind: str, facts: Facts) -> str:
    dead, flat, plain = (outline(each, column.x, y, column.wide, HIGH) for each in ("dead", "flat", ""))
    shown = {"dead": dead, "flat": flat}.get(mark, plain)
    others = ways(dead, flat, plain) if facts.bends else {}
    return element("path", class_=f"shape {mark or kind}", d=shown, **others)


def sign_drawn(mark: str, x: float, y: float, facts: Facts) -> str:
    if not (mark or facts.bends):
        return ""
    return sign(mark, x, y, **(ways(sign_path("dead", x, y), sign_path("flat", x, y), "") if facts.bends else {}))


def stubs(x: float, y: float, unit: int, facts: Facts, scale: Scale, symbols: Symbols) -> str:
    """A short line into the unit for each parameter of its own."""
    found = []
    for k, parameter in enumerate(facts.own):
        at = unit if parameter.value.size > 1 else 0
        name = symbols.element(parameter.places.root, parameter.index(at))
        left = x + 14 + 11 * k
        path = f"M{left:.1f} {y - HIGH / 2 - 8:.1f}v8"
        says = f"{name} = {exact(float(parameter.value[at]))}"
        wide, class_, shown = scale.width(0.0), "wire", None
        if parameter.gradient is not None:
            gradient = float(parameter.gradient[at])
            says += f", {symbols.gradient(name)} = {exact(gradient)}"
            wide, class_ = min(scale.width(gradient), 9.0), sign_class(gradient)
            shown = shows("slope", parameter.places.root, *parameter.index(at))
        line = element(
            "path", title(says), class_=f"{class_} stub", d=path, stroke_width=f"{wide:.2f}", data_shows=shown
        )
        names = facts.backward.names(parameter.places.root)
        found.append(linked([*dict.fromkeys([parameter.places.root.name, *names])], line))
    return "".join(found)


def spoken(facts: Facts, unit: int, name: str, mark: str) -> str:
    """What is known of the unit, in words."""
    values = facts.values[:, unit]
    rows = len(values)
    if rows == 1:
        says = f"{name} = {exact(float(values[0]))}"
    else:
        listed = ", ".join(exact(float(value)) for value in values[:FEW_ROWS])
        more = ", …" if rows > FEW_ROWS else ""
        says = f"{name}: mean {exact(float(np.mean(values)))} over {rows} rows ({listed}{more})"
    if facts.slopes:
        says += f"; steepest slope {exact(float(facts.slopes.largest[unit]))}"
    return f"{says}; {WORDS[mark]}{f' in all {rows} rows' if rows > 1 else ''}" if mark else says


def quantities(facts: Facts) -> list[str]:
    """The names in the Program of what the units are, from the sum to the output, and of their adjoints."""
    made = facts.layer.way or [facts.output]
    adjoints = [name for one in made for name in facts.backward.names(one)]
    return [*dict.fromkeys([*adjoints, *(v.name for v in made)])]
