"""The files beside this one that pages are made with: styles, scripts, the font for mathematics."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

PACKAGE = "clearprop.render.page"


@cache
def text(name: str) -> str:
    """A style or a script."""
    return files(PACKAGE).joinpath(name).read_text(encoding="utf-8")


@cache
def font_face() -> str:
    """The font for mathematics, as a style that brings it along."""
    data = b64encode(files(PACKAGE).joinpath("fonts/maths.woff2").read_bytes()).decode("ascii")
    source = f'url("data:font/woff2;base64,{data}") format("woff2")'
    return f'@font-face {{ font-family: "Clearprop Maths"; src: {source}; font-display: block; }}'
