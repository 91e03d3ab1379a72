"""Python's own parser, asked whether a text is Python of today."""

import ast
import warnings


def parse(text: str) -> ast.Module:
    """The tree of the text. Raises SyntaxError, also for what is nested too deeply."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes, `is` with a literal: the script's own affair
        try:
            return ast.parse(text)
        except (RecursionError, MemoryError, ValueError, OverflowError) as problem:
            raise SyntaxError(f"Python's parser gave up ({type(problem).__name__})") from problem


def failure(text: str) -> SyntaxError | None:
    """What Python's parser says against the text."""
    try:
        parse(text)
    except SyntaxError as problem:
        return problem
    return None


def parses(text: str) -> bool:
    """Whether the text is Python of today."""
    return failure(text) is None
