"""A script rewritten and compiled: once for all of its runs, in the process that is trusted."""

import ast
import base64
import marshal
import warnings
from dataclasses import dataclass, field
from types import CodeType

from clearprop.read.surroundings.rewritten import text_of
from clearprop.read.tape.rewriting import SiteRow
from clearprop.read.tape.statements import ScriptRewriter

Marks = dict[int, tuple[tuple[int | str, int], ...]]


@dataclass
class Table:
    """The places of a run: of our own texts, of the script, of its modules, in the order in which they were compiled."""

    sites: list[SiteRow] = field(default_factory=list)
    written: Marks = field(default_factory=dict)  # of a call's site: which arguments are literals, and their own sites

    def copy(self) -> "Table":
        return Table(self.sites.copy(), self.written.copy())

    def compiled(self, tree: ast.Module, text: str, file: str) -> CodeType:
        """The code of a tree, which is rewritten; its places are put into the table."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            changed = ScriptRewriter(file, text, self.sites, self.written).visit(tree)
            return compile(changed, file, "exec", dont_inherit=True)


SCALARS = text_of("scalars")
FIRST = Table()
"""The places with which every run begins: those of what mends scalars."""
SCALARS_CODE = FIRST.compiled(ast.parse(SCALARS), SCALARS, "scalars.py")


def sent(tree: ast.Module, text: str, file: str) -> str:
    """The compiled script and its table, as text. The tree is rewritten."""
    table = FIRST.copy()
    code = table.compiled(tree, text, file)
    return base64.b64encode(marshal.dumps((code, table.sites, table.written))).decode()


def received(packed: str) -> tuple[CodeType, Table]:
    """What ``sent`` made."""
    code, sites, written = marshal.loads(base64.b64decode(packed))
    return code, Table(sites, written)
