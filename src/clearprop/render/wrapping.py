"""Long lines of code broken where a person would: inside brackets, at commas, loops and operators."""

import re
from collections.abc import Iterator, Sequence

WIDTH = 100
DATA_WIDTH = 120
BREAKS = (", ", " for ", " else ", " if ", " or ", " and ", " + ", " - ", " * ", " / ", " @ ")
KEYWORD = re.compile(r"return |if |elif |while ")
ASSIGNMENT = re.compile(r" [-+*/]?= ")
OPENING, CLOSING = "([{", ")]}"
BRACKET = re.compile(r"[()\[\]{}]")
MARK = re.compile(r"""[()\[\]{}]|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?""", re.DOTALL)
"""A bracket, or a whole quotation."""


def wrapped(text: str, indent: str, needs_brackets: bool = True, width: int = WIDTH) -> list[str]:
    """The statement as lines; ``needs_brackets`` where a line goes on only inside brackets, as in Python."""
    if len(indent) + len(text) <= width:
        return [indent + text]
    head, rest = head_and_rest(text)
    if is_bracketed(rest):
        return opened(head + rest, indent, width)
    semicolon = rest[-1] if rest.endswith((";", ":")) else ""
    if not needs_brackets:
        first, *others = pieces(rest, width)
        inner = [line for piece in others for line in wrapped_inside(piece, indent + "    ", width)]
        return [f"{indent}{head}{first}", *inner]
    lines = [
        line for piece in pieces(rest.rstrip(";:"), width) for line in wrapped_inside(piece, indent + "    ", width)
    ]
    return [f"{indent}{head}(", *lines, f"{indent}){semicolon}"]


def head_and_rest(text: str) -> tuple[str, str]:
    """``return`` or ``x[i + 1] +=``, and the expression after it."""
    match = KEYWORD.match(text)
    for at in () if match else outside(text):
        match = ASSIGNMENT.match(text, at)
        if match:
            break
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def wrapped_inside(text: str, indent: str, width: int) -> list[str]:
    """Text that stands in brackets, as lines."""
    if len(indent) + len(text) <= width:
        return [indent + text]
    broken = pieces(text, width - len(indent))
    if len(broken) > 1:
        return [line for piece in broken for line in wrapped_inside(piece, indent, width)]
    return opened(text, indent, width)


def opened(text: str, indent: str, width: int) -> list[str]:
    """``head(inner)tail`` with its longest bracket opened over several lines."""
    pairs = list(brackets(text))
    if not pairs:
        return [indent + text]
    start, end = max(pairs, key=lambda pair: pair[1] - pair[0])
    inner = text[start + 1 : end]
    broken = pieces(inner, width - len(indent) - 4)
    lines = [line for piece in broken for line in wrapped_inside(piece, indent + "    ", width)]
    return [indent + text[: start + 1], *lines, indent + text[end:]]


def pieces(text: str, width: int) -> list[str]:
    """The text broken at its loosest separators; numbers are filled into lines."""
    for separator in BREAKS:
        if separator not in text:
            continue
        places = [at for at in outside(text) if text.startswith(separator, at)]
        if not places:
            continue
        if separator == ", ":
            parts = [part + "," for part in cut(text, places, 2)]
            parts[-1] = parts[-1].rstrip(",")
            return filled(parts, width) if all(len(part) < 30 and "(" not in part for part in parts) else parts
        return cut(text, places, 1, keep=True)
    return [text]


def cut(text: str, places: Sequence[int], skip: int, keep: bool = False) -> list[str]:
    starts = [0, *(at + (1 if keep else skip) for at in places)]
    ends = [*places, len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def filled(parts: Sequence[str], width: int) -> list[str]:
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + 1 + len(part) <= width:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def outside(text: str) -> Iterator[int]:
    """The places that are in no bracket and in no quotation."""
    depth, start = 0, 0
    for mark in MARK.finditer(text):
        if depth == 0:
            yield from range(start, mark.start())
        depth += (mark[0] in OPENING) - (mark[0] in CLOSING)
        start = mark.end()
    if depth == 0:
        yield from range(start, len(text))


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of brackets."""
    depth, start = 0, 0
    for mark in BRACKET.finditer(text):
        if mark[0] in OPENING:
            start = mark.start() if depth == 0 else start
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield start, mark.start()


def is_bracketed(text: str) -> bool:
    """Whether the text is one call, list or parenthesis, with nothing beside it."""
    return not any(text.startswith(separator, at) for at in outside(text) for separator in BREAKS)
