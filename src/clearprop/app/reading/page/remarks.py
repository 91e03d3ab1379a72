"""Conventions, and what was mended to run the script: said, never held against it."""

from html import escape

from clearprop.app.reading.page.links import link
from clearprop.app.reading.wording import capital, place
from clearprop.read.reading import Reading, Remark
from clearprop.render.page.shell import panel


def remarks_panel(reading: Reading) -> str:
    """A list; nothing where there is nothing to remark on."""
    items = "\n".join(f"<li>{said(remark)}</li>" for remark in reading.remarks)
    return panel("remarks", "Remarks", f'<ul class="said">\n{items}\n</ul>') if items else ""


def said(remark: Remark) -> str:
    if remark.line is None:
        return escape(remark.message)
    where = link(remark.cell, remark.line, capital(place(remark.cell, remark.line)))
    return f"{where}: {escape(remark.message)}"
