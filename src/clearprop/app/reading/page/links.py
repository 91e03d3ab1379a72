"""Links to a line of the script on the same page."""

from html import escape


def identifier(cell: int | None, line: int) -> str:
    return f"line-{line}" if cell is None else f"cell-{cell}-line-{line}"


def link(cell: int | None, line: int, text: str) -> str:
    return f'<a href="#{identifier(cell, line)}">{escape(text)}</a>'
