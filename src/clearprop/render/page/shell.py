"""What every page has: head, colours, type, the choice of light or dark, and controls that work without a script."""

from collections.abc import Sequence
from html import escape
from typing import Any

from clearprop.render.page.assets import font_face, text

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser lets the page do: nothing leaves it."""


def shell(
    title: str, header: str, main: str, *, footer: str = "", styles: Sequence[str] = (), scripts: Sequence[str] = ()
) -> str:
    """A whole page. ``header``, ``main`` and ``footer`` are HTML; ``styles`` and ``scripts`` are names of files here."""
    css = "\n".join([font_face(), text("style.css"), *map(text, styles)])
    js = "".join(f"<script>\n{text(name)}</script>\n" for name in scripts)
    body = f"""<header class="top">
{header}
{theme()}
</header>
<main>
{main}
</main>
{footer}
{js}"""
    return document(title, css, body)


def document(title: str, css: str, body: str) -> str:
    """The text of a page that asks for nothing: its head, and what stands in it."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="clearprop">
<title>{escape(title)}</title>
<style>
{css}
</style>
</head>
<body>
{body}</body>
</html>
"""


def theme() -> str:
    """The choice of colours; ``style.css`` reads it."""
    return choice("Colours", "theme", {"auto": "Auto", "light": "Light", "dark": "Dark"})


def choice(legend: str, name: str, options: dict[str, str]) -> str:
    """One of a few, the first unless another is chosen: radio buttons in a row."""
    buttons = "".join(
        f'<label><input type="radio" name="{name}" id="{name}-{key}"{" checked" * (k == 0)} autocomplete="off">'
        f"<span>{escape(label)}</span></label>"
        for k, (key, label) in enumerate(options.items())
    )
    return f'<fieldset class="choice {name}"><legend class="unseen">{escape(legend)}</legend>{buttons}</fieldset>'


def panel(identifier: str, title: str, body: str, controls: str = "") -> str:
    """A part of the page with its heading, that scrolls by itself where there is little room."""
    return (
        f'<section class="panel" id="{identifier}" aria-labelledby="{identifier}-title">\n'
        f'<div class="bar"><h2 id="{identifier}-title">{escape(title)}</h2>{controls}</div>\n'
        f'<div class="body">\n{body}\n</div>\n</section>'
    )


def ends(items: Sequence[Any], most: int) -> tuple[Sequence[Any], int, Sequence[Any]]:
    """The items that are shown at the beginning, how many are left out, and those at the end."""
    if len(items) <= most:
        return items, 0, ()
    half = most // 2
    return items[:half], len(items) - 2 * half, items[-half:]
