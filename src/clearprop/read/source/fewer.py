"""Scripts that write down how many rows MNIST has, where fewer made-up ones stand in for it."""

import ast
import re

from clearprop.read.reading import Remark
from clearprop.read.surroundings.files.digits import INSTEAD

SETS = re.compile(r"mnist|cifar", re.IGNORECASE)


def with_fewer_rows(tree: ast.Module, text: str, beside: dict[str, bytes]) -> tuple[Remark, ...]:
    """Exchange 60000 and its like for the number of rows that will be there, unless the data lie beside the script."""
    if not SETS.search(text) or "60000" not in text or any(SETS.search(name) for name in beside):
        return ()
    changed = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and is_count(node.value)]
    for node in changed:
        node.value = INSTEAD[int(str(node.value))]
    lines = sorted(node.lineno for node in changed)
    message = f"Fewer rows stand in for the data: 60000 was read as {INSTEAD[60000]}, 10000 as {INSTEAD[10000]}."
    return (Remark(name="fewer-rows", line=lines[0], message=message),) if lines else ()


def is_count(value: object) -> bool:
    return type(value) is int and value in INSTEAD
