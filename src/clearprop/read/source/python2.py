"""Python 2 in the words of Python 3. What a division means there is in ``division``."""

import ast
import re
from functools import cache
from importlib import import_module
from typing import Any

from clearprop.read.source.syntax import failure, parse

FIXERS = (
    "apply", "basestring", "dict", "except", "exec", "execfile", "filter", "funcattrs", "getcwdu", "has_key", "imports",
    "input", "intern", "itertools", "itertools_imports", "long", "map", "methodattrs", "ne", "next", "nonzero",
    "numliterals", "paren", "print", "raise", "raw_input", "reduce", "renames", "repr", "standarderror", "throw",
    "tuple_params", "types", "unicode", "urllib", "xrange", "zip",
)  # fmt: skip
GONE_NAMES = {"xrange", "raw_input", "unicode", "basestring", "long", "unichr", "execfile", "cmp"}
GONE_METHODS = {"has_key", "iteritems", "itervalues", "iterkeys"}
LARGEST = 200_000  # characters; the parser for Python 2 is slow, and tutorials are short
SHEBANG = re.compile(r"#!.*python2")


def is_python2(text: str) -> bool:
    """Whether the text says so itself, or uses names that only Python 2 has and that it does not make."""
    if SHEBANG.match(text):
        return True
    if failure(text) is not None:
        return modern(text) is not None
    if not any(name in text for name in GONE_NAMES | GONE_METHODS):
        return False
    nodes = list(ast.walk(parse(text)))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return bool(
        (names & GONE_NAMES) - bound(nodes)
        or any(isinstance(node, ast.Attribute) and node.attr in GONE_METHODS for node in nodes)
    )


def bound(nodes: list[ast.AST]) -> set[str]:
    """The names that the script makes itself: assigned, imported, defined, or taken as arguments."""
    names = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    names |= {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
    names |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    return names | {node.arg for node in nodes if isinstance(node, ast.arg)}


@cache
def modern(text: str) -> str | None:
    """The text in Python 3, hardly a line moved; None if it is no Python 2 either."""
    if len(text) > LARGEST:
        return None
    for print_is_a_function in (failure(text) is None, True):
        mended = refactored(text.rstrip("\n") + "\n", print_is_a_function)
        if mended is not None and failure(mended) is None:
            return mended.removesuffix("\n") + "\n" * (len(text) - len(text.rstrip("\n")))
    return None


def refactored(text: str, print_is_a_function: bool) -> str | None:
    """What the fixers make of the text; None if it does not follow Python 2's grammar."""
    tool = refactoring_tool(print_is_a_function)
    try:
        return None if tool is None else str(tool.refactor_string(text, "<script>"))
    except Exception:  # the parser's, the tokenizer's and the fixers' own, of which there are many kinds
        return None


@cache
def refactoring_tool(print_is_a_function: bool) -> Any:
    """Made only for what may be Python 2; None where fissix may not keep its grammar in the cache folder."""
    try:
        fissix = import_module("fissix.refactor")
    except OSError:
        return None
    fixers = [f"fissix.fixes.fix_{name}" for name in FIXERS]
    return fissix.RefactoringTool(fixers, {"print_function": print_is_a_function})
