"""One row's gradient for the whole batch: accumulators that are overwritten, and the last row's slice."""

import ast
import re
from collections.abc import Iterator

from tests.read.measure.edits import Edit
from tests.read.measure.mutation import Mutation
from tests.read.measure.source import Source
from tests.read.measure.spans import Span

ROWS = re.compile(r"(?P<a>\w+)\.T(?: @ |\.dot\()(?P<d>\w+)\)?|np\.dot\((?P<a2>\w+)\.T, (?P<d2>\w+)\)")
COLUMNS = re.compile(r"np\.dot\((?P<d>\w+), (?P<a>\w+)\.T\)|(?P<d2>\w+)(?: @ |\.dot\()(?P<a2>\w+)\.T\)?")
SUMS = re.compile(r"(?:np\.sum\((?P<d>\w+), |(?P<d2>\w+)\.sum\()(?:axis=)?(?P<axis>[01])(?P<keep>, keepdims=True)?\)")


def mutations(source: Source) -> Iterator[Mutation]:
    lines = source.lines_with("weight_gradient", "bias_gradient")
    added = [each for each in source.statements("weight_gradient", "bias_gradient") if over_rows(source, each)]
    if added:
        yield Mutation([overwritten(source, each) for each in added], ["CP206"], lines)
    for pattern, last in ((ROWS, "np.dot({a}[-1:].T, {d}[-1:])"), (COLUMNS, "np.dot({d}[:, -1:], {a}[:, -1:].T)")):
        edits = [
            edit for place in source.places("weight_gradient") if (edit := sliced(source, place.span, pattern, last))
        ]
        sums = [edit for place in source.places("bias_gradient") if (edit := last_entry(source, place.span))]
        if edits and len(edits) == len(source.places("weight_gradient")):
            yield Mutation([*edits, *sums], ["CP206"], lines)
            yield Mutation(edits[:1], ["CP206"], lines)


def over_rows(source: Source, statement: ast.stmt) -> bool:
    """A sum in a loop over rows, in which the forward pass or a call of it stands, and after which the update comes."""
    added = isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add)
    loops = [loop for loop in source.around(statement, ast.For) if not source.computes(loop, "update")]
    gathers = added and source.of(statement.target) not in source.updated
    return gathers and any(source.computes(loop, "pre_activation", "delta") for loop in loops)


def overwritten(source: Source, statement: ast.AugAssign) -> Edit:
    return Edit(source.span(statement.target)[1], source.span(statement.value)[0], " = ")


def sliced(source: Source, span: Span, pattern: re.Pattern[str], last: str) -> Edit | None:
    match = pattern.match(source.piece(span))
    if not match:
        return None
    names = match.groupdict()
    text = last.format(a=names["a"] or names["a2"], d=names["d"] or names["d2"])
    return Edit(span[0], span[0] + match.end(), text)


def last_entry(source: Source, span: Span) -> Edit | None:
    match = SUMS.match(source.piece(span))
    if not match:
        return None
    index = {("0", False): "-1", ("0", True): "-1:", ("1", True): ":, -1:", ("1", False): ":, -1"}
    chosen = index[match["axis"], bool(match["keep"])]
    return Edit(span[0], span[0] + match.end(), f"{match['d'] or match['d2']}[{chosen}]")
