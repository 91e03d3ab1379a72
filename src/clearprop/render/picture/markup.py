"""SVG as text: elements, numbers in attributes, texts in their places."""

from collections.abc import Iterable
from html import escape


def number(value: float) -> str:
    """A length with one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(tag: str, *children: str, **attributes: str | float | None) -> str:
    """``class_`` stands for class, ``data_quantity`` for data-quantity; None is left out."""
    parts = [
        f' {name.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
        if value is not None
    ]
    head = f"<{tag}{''.join(parts)}"
    inner = "".join(children)
    return f"{head}>{inner}</{tag}>" if inner else f"{head}/>"


def title(text: str) -> str:
    return f"<title>{escape(text, quote=False)}</title>"


def words(
    text: str,
    x: float,
    y: float,
    class_: str,
    anchor: str = "middle",
    shows: str | None = None,
    **others: str | float | None,
) -> str:
    own = escape(text, quote=False)
    return element("text", own, class_=class_, x=x, y=y, text_anchor=anchor, data_shows=shows, **others)


def linked(names: Iterable[str], inner: str) -> str:
    """The inside of a group for each quantity, the innermost last."""
    for name in reversed([*names]):
        inner = element("g", inner, data_quantity=name)
    return inner


def labelled(text: str, *children: str, **attributes: str | float | None) -> str:
    """A group that is read out as this text."""
    return element("g", title(text), *children, role="img", aria_label=text, **attributes)
