"""What a network's health says, in sentences: the numbers first, then what they mean."""

from collections.abc import Iterator, Sequence

from clearprop.explain.health import FLAT, Health, LayerHealth
from clearprop.explain.wording import element, percent, plural
from clearprop.render.picture.figures import short

LITTLE, MUCH = 0.01, 100.0
"""The first layer's gradient over the last one's: below, the gradient vanishes on its way back; above, it explodes."""
MANY = 0.05
"""From this share of a layer's units on, saturated ones are told."""


def verdicts(looks: Sequence[tuple[int, Health]], rows: int) -> list[str]:
    """Of the gradient's way through the layers, and of units that learn little.

    ``looks``: (epoch, health), at least one; ``rows``: on how many rows.
    """
    last = looks[-1][1]
    found = [*reaching(last), *recovered(looks), *(said for layer in last.layers for said in resting(layer, rows))]
    if any(layer.dead and layer.dead == layer.units for layer in last.layers):
        found.append(
            "Nothing passes back through a layer whose units are all dead: neither it nor the layers before it learn. A "
            "smaller learning rate, or leaky_relu, would prevent that."
        )
    return found


def recovered(looks: Sequence[tuple[int, Health]]) -> Iterator[str]:
    """Where the gradient vanished once, and does no longer."""
    if len(looks[-1][1].layers) < 2 or not looks[-1][1].reach >= LITTLE:
        return
    epoch, worst = min(looks, key=lambda look: look[1].reach)
    if worst.reach < LITTLE:
        since = next(looks[k][0] for k in range(len(looks)) if all(h.reach >= LITTLE for _, h in looks[k:]))
        yield (
            f"Before, it vanished: after epoch {epoch} only {short(worst.reach)} times as much arrived at the first layer; "
            f"since epoch {since} it is at least {short(LITTLE)} times."
        )


def reaching(health: Health) -> Iterator[str]:
    """How much of the gradient arrives at the first layer."""
    first, last = health.layers[0], health.layers[-1]
    if len(health.layers) < 2 or not last.gradient:
        return
    sizes = (
        f"∂L/∂z has the size {short(first.gradient)} at {element(first.name)}, the first layer, and "
        f"{short(last.gradient)} at {element(last.name)}, the last (root mean square)"
    )
    if not first.gradient:
        yield f"{sizes}: no gradient reaches the first layer, so it does not learn."
    elif health.reach < LITTLE:
        yield (
            f"{sizes}: of each hundred parts {short(100 * health.reach)} arrive. The gradient vanishes on its way back, and "
            "the first layers learn slowly or not at all; relu or tanh, fewer layers or he_normal weights let more through."
        )
    elif health.reach > MUCH:
        yield (
            f"{sizes}: {short(health.reach)} times as much. The gradient explodes on its way back; smaller starting weights "
            "or --clip-norm hold it."
        )
    else:
        yield f"{sizes}: {short(health.reach)} times as much. It neither vanishes nor explodes."


def resting(layer: LayerHealth, rows: int) -> Iterator[str]:
    """Units that let nothing or little through."""
    name, looked = element(layer.name), plural(rows, "row")
    if layer.dead and layer.dead == layer.units:
        yield f"All {plural(layer.units, 'unit')} of {name} are dead: their slope is 0 in each of the {looked} looked at."
    elif layer.dead:
        yield (
            f"{layer.dead:,} of the {plural(layer.units, 'unit')} of {name} {be(layer.dead)} dead: "
            f"{'its' if layer.dead == 1 else 'their'} slope is 0 in each of the {looked} looked at."
        )
    if layer.saturated >= MANY * layer.units and layer.saturated:
        yield (
            f"{layer.saturated:,} of the {plural(layer.units, 'unit')} of {name} {be(layer.saturated)} saturated: in none "
            f"of the {looked} looked at is the slope more than {percent(FLAT)} of the steepest."
        )


def be(count: int) -> str:
    return "is" if count == 1 else "are"
