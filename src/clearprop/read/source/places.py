"""Where a place of the mended text lies in the text on disk: lines are matched, then the words of a changed line."""

import ast
import re
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

WORDS = re.compile(r"\w+|\s|[^\w\s]")


class LinePlaces:
    """One mended line against its line on disk; columns are characters."""

    def __init__(self, mended: str, disk: str) -> None:
        self.mended, self.disk = mended, disk

    @cached_property
    def changes(self) -> list[tuple[str, int, int, int, int]]:
        """What difflib calls opcodes, in columns instead of words."""
        left, right = WORDS.findall(self.mended), WORDS.findall(self.disk)
        at, there = starts(left), starts(right)
        opcodes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        return [(tag, at[i], at[j], there[k], there[m]) for tag, i, j, k, m in opcodes]

    def start(self, column: int) -> int:
        """The column on disk where something begins that begins here in the mended line."""
        for tag, begin, end, there, _ in self.changes:
            if begin <= column < end:
                return there + column - begin if tag == "equal" else there
        return len(self.disk)

    def end(self, column: int) -> int:
        """The column on disk where something ends that ends here in the mended line."""
        for tag, begin, end, there, there_end in self.changes:
            if begin < column <= end:
                return there + column - begin if tag == "equal" else there_end
        return 0


def starts(words: list[str]) -> list[int]:
    """The column at which each word begins, and where the last one ends."""
    columns = [0]
    for word in words:
        columns.append(columns[-1] + len(word))
    return columns


def put_on_disk(tree: ast.AST, mended: str, disk: str) -> None:
    """Give every node the line and the columns, in characters, that it has in the text on disk."""
    if mended == disk and disk.isascii():
        return
    lines, below = mended.split("\n"), disk.split("\n")
    numbers = aligned(lines, below)
    places = [LinePlaces(line, below[number - 1]) for line, number in zip(lines, numbers, strict=True)]
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler | ast.arg | ast.keyword | ast.alias):
            move(node, places, numbers)


def move(node: Any, places: list[LinePlaces], numbers: list[int]) -> None:
    first, last = places[node.lineno - 1], places[node.end_lineno - 1]
    begin = characters(first.mended, node.col_offset)
    end = characters(last.mended, node.end_col_offset)
    node.col_offset = begin if first.mended == first.disk else first.start(begin)
    node.end_col_offset = end if last.mended == last.disk else last.end(end)
    node.lineno, node.end_lineno = numbers[node.lineno - 1], numbers[node.end_lineno - 1]
    if node.lineno == node.end_lineno:
        node.end_col_offset = max(node.col_offset, node.end_col_offset)


def aligned(mended: list[str], disk: list[str]) -> list[int]:
    """For every mended line the number of its line on disk; one that was put in has that of the line before it."""
    if len(mended) == len(disk):
        return list(range(1, len(disk) + 1))
    numbers = [1] * len(mended)
    for _, i, j, k, m in SequenceMatcher(None, mended, disk, autojunk=False).get_opcodes():
        for at in range(i, j):
            numbers[at] = max(min(k + at - i, m - 1), k - 1, 0) + 1
    return numbers


def characters(line: str, byte: int) -> int:
    """A column in characters from one in bytes of UTF-8, as Python's ast counts."""
    return byte if line.isascii() else len(line.encode()[:byte].decode(errors="ignore"))
