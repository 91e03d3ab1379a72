"""Names of a program as symbols of mathematics: ``W1`` is W with a 1 below, ``y_hat`` has a hat, ``alpha`` is α."""

import re
import unicodedata
from collections.abc import Iterator

from clearprop.render.maths.tree import Accent, Box, Figure, Letter, Scripts, Sign, row, separated

SMALL = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi
    omega"""
GREEK = {
    name: unicodedata.lookup(f"GREEK SMALL LETTER {'lamda' if name == 'lambda' else name}") for name in SMALL.split()
}
GREEK |= {name.capitalize(): letter.upper() for name, letter in GREEK.items()} | {"eps": "ε", "lam": "λ"}
MARKS = {"hat": "\N{COMBINING CIRCUMFLEX ACCENT}", "bar": "\N{COMBINING MACRON}", "tilde": "\N{COMBINING TILDE}"}
FUNCTIONS = {"sigmoid": "σ"}
"""Functions that have a letter of their own by custom; all others are written by their name."""


def symbol(name: str) -> Box:
    """The symbol for a name."""
    first, *rest = [part for part in name.split("_") if part] or [name]
    split = re.fullmatch(r"(\D+?)(\d+)", first)
    base, below = (split[1], [split[2]]) if split else (first, [])
    marks = [part for part in rest if part in MARKS]
    below += [part for part in rest if part not in MARKS]
    if len(letter(base)) > 1 and any(len(part) > 1 and not part.isdigit() for part in below):
        return Letter(name)  # learning_rate
    box: Box = Letter(letter(base))
    for mark in marks:
        box = Accent(box, mark)
    return Scripts(box, separated([script(part) for part in below])) if below else box


def script(text: str) -> Box:
    """What stands below: a number, a word, or a symbol of its own."""
    word = len(text) > 1 and text.isalpha() and text not in GREEK
    return Figure(text) if text.isdigit() else Letter(text, upright=True) if word else symbol(text)


def letter(word: str) -> str:
    return GREEK.get(word, word)


def version(base: Box, number: str) -> Box:
    """h^(2): what the author's h holds after it was written to."""
    return Scripts(base, sup=row(Sign("(", "fence"), Figure(number), Sign(")", "fence")))


def function_name(name: str, primes: int = 0) -> Box:
    """σ, relu, softmax; σ′ is its derivative."""
    box: Box = Letter(FUNCTIONS.get(name, name), upright=name not in FUNCTIONS)
    return Scripts(box, sup=Sign("′" * primes, "prime")) if primes else box


def free_letters(pool: str, taken: set[str]) -> Iterator[str]:
    """The letters of the pool that are not taken, then u1, u2, ..."""
    yield from (one for one in pool if one not in taken)
    number = 0
    while True:
        number += 1
        if f"{pool[0]}{number}" not in taken:
            yield f"{pool[0]}{number}"
