"""Every variable, function and class of the script has another name; attributes and keys keep theirs."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def own_names(source: Source) -> dict[str, str]:
    """What the script itself binds, with new names; what is passed by keyword stays."""
    stored = [node.id for node in source.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    stored += [node.arg for node in source.nodes if isinstance(node, ast.arg)]
    stored += [
        node.name
        for node in source.nodes
        if isinstance(node, ast.FunctionDef) and not isinstance(source.parents[node], ast.ClassDef)
    ]
    keywords = {node.arg for node in ast.walk(source.tree) if isinstance(node, ast.keyword)}
    names = [
        name for name in dict.fromkeys(stored) if name not in keywords and name != "self" and not name.startswith("__")
    ]
    return {name: f"q{number}" for number, name in enumerate(names, 1)}


def edits(source: Source) -> Iterator[Edit]:
    names = own_names(source)
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id in names:
            yield Edit(*source.span(node), names[node.id])
        elif isinstance(node, ast.arg) and node.arg in names:
            start = source.span(node)[0]
            yield Edit(start, start + len(node.arg), names[node.arg])
        elif isinstance(node, ast.FunctionDef) and node.name in names:
            start = source.text.index(f"def {node.name}", source.span(node)[0]) + len("def ")
            yield Edit(start, start + len(node.name), names[node.name])
        elif isinstance(node, ast.Global | ast.Nonlocal):
            start, end = source.span(node)
            renamed = re.sub(r"\w+", lambda match: names.get(match[0], match[0]), source.text[start:end])
            yield Edit(start, end, renamed)
