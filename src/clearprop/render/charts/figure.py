"""A chart on a page: its heading, what it shows in a sentence, the SVG, and the numbers behind it as a table."""

from collections.abc import Sequence
from html import escape

Cell = str | float | int | None


def figure(heading: str, chart: str, sentence: str = "", table: str = "") -> str:
    """``chart`` and ``table`` are SVG and HTML, the others plain text."""
    told = f"<p>{escape(sentence)}</p>\n" if sentence else ""
    # only a matrix of many classes is wider than its place
    scrolls = (
        ""
        if " fits" in chart or "confusion" not in chart
        else f' tabindex="0" role="group" aria-label="{escape(heading)}"'
    )
    return (
        f'<figure class="figure-of-chart">\n<figcaption><h3>{escape(heading)}</h3>\n{told}</figcaption>\n'
        f'<div class="drawing"{scrolls}>{chart}</div>\n{table}</figure>'
    )


def numbers(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], note: str = "") -> str:
    """The table, closed until it is asked for."""
    remark = f"<p>{escape(note)}</p>\n" if note else ""
    return (
        f'<details class="numbers-behind"><summary>The numbers<span class="unseen">: {escape(caption)}</span></summary>\n'
        f"{remark}{table(caption, head, rows)}\n</details>"
    )


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], hidden: bool = True) -> str:
    """A table that scrolls by itself; the first column names the row."""
    columns = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "\n".join(
        f'<tr><th scope="row">{written(first)}</th>{"".join(f"<td>{written(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    unseen = ' class="unseen"' if hidden else ""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(caption)}"><table class="plain">'
        f"<caption{unseen}>{escape(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def written(cell: Cell) -> str:
    """Numbers with six digits; None is a dash."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return escape(cell)
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:.6g}".replace("-", "−").replace("e−", "e-")
