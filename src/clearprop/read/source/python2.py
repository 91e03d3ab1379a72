"""Python 2 in the words of Python 3. What a division means there is in ``division``."""

import ast
import re
from functools import cache

from fissix.pgen2.parse import ParseError
from fissix.pgen2.tokenize import TokenError
from fissix.refactor import RefactoringTool

from clearprop.read.source.syntax import failure, parse

FIXERS = (
    "apply basestring dict except exec execfile filter funcattrs getcwdu has_key imports input intern itertools "
    "itertools_imports long map methodattrs ne next nonzero numliterals paren print raise raw_input reduce renames repr "
    "standarderror throw tuple_params types unicode urllib xrange zip"
).split()
GONE_NAMES = {"xrange", "raw_input", "unicode", "basestring", "long", "unichr", "execfile", "cmp"}
GONE_METHODS = {"has_key", "iteritems", "itervalues", "iterkeys"}
SHEBANG = re.compile(r"#!.*python2")


def is_python2(text: str) -> bool:
    """Whether the text says so itself, or uses names that only Python 2 has and that it does not make."""
    if SHEBANG.match(text):
        return True
    if failure(text) is not None:
        return modern(text) is not None
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
    for print_is_a_function in (failure(text) is None, True):
        tool = RefactoringTool([f"fissix.fixes.fix_{name}" for name in FIXERS], {"print_function": print_is_a_function})
        try:
            mended = str(tool.refactor_string(text.rstrip("\n") + "\n", "<script>"))
        except (ParseError, TokenError, IndentationError, RecursionError, ValueError):
            continue
        mended = mended.removesuffix("\n") + "\n" * (len(text) - len(text.rstrip("\n")))
        if failure(mended) is None:
            return mended
    return None
