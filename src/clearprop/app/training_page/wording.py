"""Pieces of the page's HTML that several panels use."""

import re
from collections.abc import Sequence
from html import escape

from clearprop.render.picture.figures import short

OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
ROWS_FROM = (
    "Rows are counted from 0, as <code>clearprop predict</code> and <code>clearprop why</code> with "
    "<code>--row</code> do."
)


def amount(value: float) -> str:
    """Of the target: whole with commas from 1,000 on, three digits below."""
    return f"{value:,.0f}".replace("-", "−") if 1000 <= abs(value) < 1e9 else short(value)


def bullets(sentences: Sequence[str], kind: str = "said") -> str:
    """A list of sentences; nothing where there are none."""
    told = [OPTION.sub(r"<code>\g<0></code>", escape(sentence)) for sentence in sentences]
    items = "\n".join(f"<li>{sentence}</li>" for sentence in told)
    return f'<ul class="{kind}">\n{items}\n</ul>' if sentences else ""


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
