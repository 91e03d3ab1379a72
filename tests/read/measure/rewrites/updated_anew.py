"""``w = w - step`` for ``w -= step``, and back."""

import ast
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.source import Source

SIGNS = {ast.Add: "+", ast.Sub: "-"}


def edits(source: Source) -> Iterator[Edit]:
    for statement in source.statements("update"):
        match statement:
            case ast.AugAssign(op=ast.Add() | ast.Sub() as op, target=target, value=value):
                simple = isinstance(value, ast.Name | ast.Call | ast.Subscript | ast.Attribute)
                product = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult | ast.Div)
                start, end = source.span(target)[1], source.span(value)[0]
                bare = simple or product
                yield Edit(start, end, f" = {source.of(target)} {SIGNS[type(op)]} " + ("" if bare else "("))
                if not bare:
                    yield Edit(source.span(value)[1], source.span(statement)[1], ")")
            case ast.Assign(targets=[target], value=ast.BinOp(op=ast.Add() | ast.Sub() as op, left=left, right=right)):
                if source.of(left) == source.of(target):
                    yield Edit(source.span(target)[1], source.span(right)[0], f" {SIGNS[type(op)]}= ")
