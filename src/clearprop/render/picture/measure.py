"""How wide text is, told from its letters alone: never less than in the widest of the usual fonts."""

import unicodedata

NARROW = frozenset("ijlIft.,:;'|![](){} /\\·⋮")
WIDE = frozenset("mwMW%@—…∂∇")
SIGNS = frozenset("=+−-×<>~±≤≥≈≠√∑Σ⊙∞‖→")
SMALL = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵀ′")


def letter_width(letter: str) -> float:
    """In units of the font's size."""
    if unicodedata.combining(letter):
        return 0.0
    for letters, width in ((NARROW, 0.42), (WIDE, 1.0), (SIGNS, 0.86), (SMALL, 0.46)):
        if letter in letters:
            return width
    return 1.0 if ord(letter) > 0x2E80 else 0.76 if letter.isupper() else 0.65


def width(text: str, size: float) -> float:
    return sum(map(letter_width, text)) * size


def clipped(text: str, room: float, size: float) -> str:
    """The text, or its beginning with dots, in this room."""
    if width(text, size) <= room:
        return text
    found = ""
    for letter in text:
        if width(f"{found}{letter}…", size) > room:
            break
        found += letter
    return f"{found.rstrip()}…"


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The text in lines that fit the room; only a word that is too long alone is clipped."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(clipped(word, room, size))
    return lines
