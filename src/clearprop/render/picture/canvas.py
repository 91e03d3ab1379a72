"""The sheet that a picture is drawn on: its heading, what it is in words, its legend, and the SVG around all that."""

from collections.abc import Sequence
from html import escape

from clearprop.render.picture.legend import Item, legend
from clearprop.render.picture.markup import element, title, words
from clearprop.render.picture.measure import width, wrapped
from clearprop.render.picture.shows import total
from clearprop.render.picture.style import sheet

MARGIN = 16.0
NARROWEST = 360.0
HEADING = 15.0


def canvas(
    heading: str, remark: str, description: str, body: str, size: tuple[float, float], items: Sequence[Item]
) -> str:
    """The whole SVG. ``body`` lies between (0, 0) and ``size``."""
    room = max(size[0], NARROWEST, min(width(heading, HEADING), 560))
    parts: list[str] = []
    top = MARGIN
    for text in wrapped(heading, room, HEADING):
        parts.append(words(text, MARGIN, top + 14, "head", "start", total(6)))
        top += 20
    for text in wrapped(remark, room, 11) if remark else []:
        parts.append(words(text, MARGIN, top + 11, "small soft", "start"))
        top += 16
    top += 8
    parts.append(f'<g transform="translate({MARGIN + (room - size[0]) / 2:.1f} {top:.1f})">{body}</g>')
    top += size[1] + 14
    drawn, taken = legend(items, MARGIN, top, room)
    wide, high = round(room + 2 * MARGIN), round(top + taken + MARGIN)
    style = element("style", f"\n{sheet()}\n")
    paper = element("rect", class_="paper", width="100%", height="100%")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="clearprop-picture" role="img" viewBox="0 0 {wide} {high}" '
        f'width="{wide}" height="{high}" style="max-width: 100%; height: auto">\n{title(heading)}'
        f"{element('desc', escape(description))}\n{style}\n{paper}{''.join(parts)}{drawn}</svg>\n"
    )
