"""The network that was recovered: its layers and its parameters, as tables."""

from html import escape

from clearprop.read.reading import Reading
from clearprop.render.page.shell import panel


def network_panel(reading: Reading) -> str:
    """Both tables; nothing where no network is known."""
    if not reading.layers and not reading.parameters:
        return ""
    layers = [[str(x.layer), str(x.inputs), str(x.units), x.activation] for x in reading.layers]
    parameters = [
        [x.name, str(x.layer or ""), " × ".join(map(str, x.shape)), x.holds, "yes" if x.updated else "never"]
        for x in reading.parameters
    ]
    parts = [
        table("Layers", ["layer", "inputs", "units", "activation"], layers),
        table("Parameters, as the code calls them", ["name", "layer", "shape", "holds", "updated"], parameters),
    ]
    return panel("network", "The network in the code", f'<div class="charts">{"".join(parts)}</div>')


def table(caption: str, head: list[str], rows: list[list[str]]) -> str:
    """Scrolls by itself where there is little room; empty where it has no rows."""
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="scroll texts" tabindex="0" role="group" aria-label="{escape(caption)}"><table class="plain">'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
