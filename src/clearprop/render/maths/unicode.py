"""Mathematics on a terminal: one line of text an equation, subscripts and superscripts where Unicode has them."""

import re
import unicodedata

from clearprop.render.maths.symbols import MARKS
from clearprop.render.maths.tree import (
    Accent,
    Big,
    Box,
    Cases,
    Fence,
    Figure,
    Fraction,
    Index,
    Letter,
    Quantity,
    Root,
    Row,
    Scripts,
    Sign,
    Words,
)

SUB = dict(zip("0123456789aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
SUP = dict(
    zip(
        "0123456789−+()=abcdefghijklmnoprstuvwxyz⊤′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾⁼ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ′",
        strict=True,
    )
)
HALVES = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
SPACED = {"binary", "relation"}
SIMPLE = re.compile(r"[\w₀-₉ₐ-ₜ²³¹⁰-ⁿᵀ.′∞̂̄̃ᵢⱼ]+|∂[^/ ]+")
WORD = re.compile(r"[a-z]{2}", re.IGNORECASE)
ROOTS = {"": "√", "3": "∛"}


def text(box: Box) -> str:
    match box:
        case Letter(content) | Figure(content) | Words(content):
            return content
        case Sign():
            return sign(box)
        case Row(parts):
            return "".join(map(text, parts))
        case Quantity(_, body):
            return text(body)
        case Scripts(base, sub, sup):
            return scripts(base, sub, sup)
        case Index(base, items, low):
            indices = ", ".join(map(text, items))
            below = raised(indices, SUB) if low else ""
            return f"{text(base)}{below or f'[{indices}]'}"
        case Accent(base, mark):
            return unicodedata.normalize("NFC", f"{text(base)}{MARKS[mark]}")
        case Fraction(top, bottom):
            slanted = isinstance(top, Row) and isinstance(top.parts[0], Sign) and top.parts[0].text == "∂"
            return f"{text(top)}/{text(bottom)}" if slanted else fraction(text(top), text(bottom))
        case Root(body, degree):
            inner = text(body)
            return f"{ROOTS[degree]}{inner if SIMPLE.fullmatch(inner) else f'({inner})'}"
        case Fence(opening, body, closing):
            return f"{opening}{text(body)}{closing}"
        case Big():
            return big(box)
        case Cases(rows):
            return "{" + "; ".join(f"{text(value)} {condition_text(when)}" for value, when in rows) + "}"
    raise TypeError(f"{box!r} cannot be printed.")


def sign(box: Sign) -> str:
    if box.kind in SPACED:
        return f" {box.text} "
    return {"times": " ", "comma": ", "}.get(box.kind, box.text)


def scripts(base: Box, sub: Box | None, sup: Box | None) -> str:
    found = text(base)
    if sub is not None:
        found += "".join(lowered(text(part)) for part in (sub.parts if isinstance(sub, Row) else (sub,)))
    if sup is None:
        return found
    above = text(sup)
    if found == "e" and not raised(above, SUP):
        return f"exp({above})"
    return found + (raised(above, SUP) or (f"^{above}" if SIMPLE.fullmatch(above) else f"^({above})"))


def lowered(content: str) -> str:
    """In small letters below the line, or after a stroke."""
    if content == ", ":
        return ""
    word = len(content) > 1 and content.isalpha()
    return (not word and raised(content, SUB)) or (f"[{content}]" if "," in content else f"_{content}")


def raised(content: str, letters: dict[str, str]) -> str:
    """The text in small letters above or below the line; "" where one of them does not exist."""
    if WORD.search(content):
        return ""
    return "".join(letters[one] for one in content) if all(one in letters for one in content) else ""


def fraction(top: str, bottom: str) -> str:
    whole = f"{top}/{bottom}"
    if whole in HALVES:
        return HALVES[whole]
    return f"{together(top)}/{together(bottom)}"


def together(content: str) -> str:
    """In parentheses, if there is a space or a stroke outside of all brackets."""
    depth = bars = 0
    for one in content:
        depth += (one in "([{⌊⌈") - (one in ")]}⌋⌉")
        if one in "|‖":
            bars = 1 - bars
        if depth + bars == 0 and one in " /":
            return f"({content})"
    return content


def big(box: Big) -> str:
    name = {"∑": "Σ", "∏": "Π"}.get(box.sign, box.sign)
    under = "".join(map(text, box.under))
    if box.last is not None:
        return f"{name}[{under} = 0…{text(box.last)}] "
    letters = [raised(text(letter), SUB) for letter in box.under]
    return f"{name}{''.join(letters) if all(letters) else f'_{under}'} "


def condition_text(when: Box | None) -> str:
    return "otherwise" if when is None else f"if {text(when)}"


def width(content: str) -> int:
    """The columns that the text takes."""
    return sum(not unicodedata.combining(one) for one in content)
