"""Runs the Python in these pages: a block with prompts must print what it shows, a block without must run.

Tracing reads the source of the functions that it is given, and finds it through ``linecache``. So a page's blocks are put
there, each at its own lines, and each example with prompts under the name that doctest gives it.
"""

import linecache
import re
from collections.abc import Callable
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

BLOCK = re.compile(r"^```python\n(?!>>>)(.*?)^```$", re.MULTILINE | re.DOTALL)


def remember(name: str, source: str) -> None:
    """Make ``linecache`` find the source under the name of a file that is not there."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


def code_of(page: str) -> str:
    """The page with nothing but its blocks of Python, at the lines where they stand."""
    kept = [""] * (page.count("\n") + 1)
    for block in BLOCK.finditer(page):
        first = page[: block.start(1)].count("\n")
        lines = block[1].splitlines()
        kept[first : first + len(lines)] = lines
    return "\n".join(kept) + "\n"


class WithPrompts(DocTestEvaluator):
    """Runs an example with prompts, its source to be had under a name of its own."""

    def __call__(self, example: Example) -> str:
        example.path = f"{Path(example.path).name}, line {example.line + example.parsed.lineno}"
        remember(f"<doctest {example.path}[0]>", example.parsed.source)
        return super().__call__(example)


class WithoutPrompts(PythonEvaluator):
    """Runs a block, with the source of the whole page to be had."""

    def __call__(self, example: Example) -> None:
        remember(example.path, code_of(example.document.text))
        super().__call__(example)


class Blocks(PythonCodeBlockParser):
    """The blocks of Python in a page, with and without prompts."""

    def __init__(self) -> None:
        super().__init__(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)
        self.doctest_parser = DocTestStringParser(WithPrompts(ELLIPSIS | NORMALIZE_WHITESPACE))
        self.codeblock_parser = self.codeblock_parser_class("python", WithoutPrompts())


pages = Sybil(parsers=[Blocks(), SkipParser()], patterns=["*.md"])
pytest_collect_file: Callable[..., Any] = pages.pytest()
