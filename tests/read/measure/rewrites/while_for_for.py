"""``while k < n`` for ``for k in range(n)``, in the outermost loops."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source


def edits(source: Source) -> Iterator[Edit]:
    for loop in source.tree.body:
        match loop:
            case ast.For(
                target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=[stop]), body=[*_, last]
            ):
                if any(isinstance(node, ast.Continue) for node in ast.walk(loop)) or last.lineno == loop.lineno:
                    continue
                start = source.span(loop)[0]
                yield Edit(start, source.span(loop.iter)[1], f"{name} = 0\nwhile {name} < {source.of(stop)}")
                end = source.starts[loop.end_lineno]
                yield Edit(end, end, f"{' ' * last.col_offset}{name} += 1\n")
