"""Runs the Python in these pages: a block with prompts must print what it shows, a block without must run.

Tracing reads the source of the functions that it is given, and finds it through ``linecache``. So each block is put there
under a name of its own.
"""

import linecache
from collections.abc import Callable
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator, pad
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

collect_ignore = ["conf.py", "examples"]
"""Sphinx's own settings, and scripts that are there to be read."""


def remember(name: str, source: str) -> None:
    """Make ``linecache`` find the source under the name of a file that is not there."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)


class WithPrompts(DocTestEvaluator):
    """Runs an example with prompts, its source to be had under a name of its own."""

    def __call__(self, example: Example) -> str:
        example.path = f"{Path(example.path).name}, line {example.line}"
        remember(f"<doctest {example.path}[0]>", example.parsed.source)
        return super().__call__(example)


class WithoutPrompts(PythonEvaluator):
    """Runs a block, its source to be had at the lines where it stands in the page."""

    def __call__(self, example: Example) -> None:
        example.path = f"<block at line {example.line}>/{Path(example.path).name}"
        remember(example.path, pad(example.parsed, example.line + example.parsed.line_offset))
        super().__call__(example)


class Blocks(PythonCodeBlockParser):
    """The blocks of Python in a page, with and without prompts."""

    def __init__(self) -> None:
        super().__init__(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)
        self.doctest_parser = DocTestStringParser(WithPrompts(ELLIPSIS | NORMALIZE_WHITESPACE))
        self.codeblock_parser = self.codeblock_parser_class("python", WithoutPrompts())


pages = Sybil(parsers=[Blocks(), SkipParser()], patterns=["*.md"])
pytest_collect_file: Callable[..., Any] = pages.pytest()
