"""A list that is built by a comprehension, built by a loop and append."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    for node in source.nodes:
        match node:
            case ast.Assign(targets=[ast.Name() as target], value=ast.ListComp(generators=[generator]) as value) if (
                not generator.ifs
            ):
                used = {each.id for each in ast.walk(value) if isinstance(each, ast.Name)}
                if target.id in used or isinstance(source.parents[node], ast.ClassDef):
                    continue
                indent = " " * node.col_offset
                over = f"for {source.of(generator.target)} in {source.of(generator.iter)}:"
                start, end = source.span(node)
                inside = source.span(value.elt)
                yield Edit(start, inside[0], f"{target.id} = []\n{indent}{over}\n{indent}    {target.id}.append(")
                yield Edit(inside[1], end, ")")
