"""What recording promises, for scripts of every style."""

import ast
import warnings

import numpy as np
import pytest

from tests.read.tape.evaluation import NotEvaluated, evaluated
from tests.read.tape.runs import SCRIPTS, plainly, recorded, whole

NODES = {
    "add": ast.Add, "sub": ast.Sub, "mul": ast.Mult, "truediv": ast.Div, "pow": ast.Pow, "matmul": ast.MatMult,
    "floordiv": ast.FloorDiv, "mod": ast.Mod,
}  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_changes(name):
    printed, state = plainly(SCRIPTS[name])
    tape, shown, kept = whole(name)
    assert tape.error == ""
    assert shown == printed
    assert list(kept) == list(state)
    for key, value in state.items():
        assert kept[key] == value, key


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_tape_explains_itself(name):
    tape = whole(name)[0]
    unknown = set()
    for node in range(len(tape)):
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = evaluated(tape, node)
        except NotEvaluated as reason:
            unknown.add(str(reason))
            continue
        close = np.allclose(np.asarray(found, float), np.asarray(tape.values[node], float), rtol=1e-6, equal_nan=True)
        assert close, f"{node}: {tape.ops[node]} {tape.arguments[node]} is {found}, recorded was {tape.values[node]}"
        if not tape.ops[node].startswith("put"):
            assert np.size(found) == np.size(tape.values[node]), f"{node}: {tape.ops[node]}"
    assert not {op for op in unknown if not op.startswith(KNOWN_TO_BE_UNKNOWN)}


KNOWN_TO_BE_UNKNOWN = (
    "leaf", "literal", "switched", "call numpy.random", "call random", "call pandas", "statistics", "scipy.", "RandomState",
    "template o", "call RandomState", "functools", "fractions",
)  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_past_is_lost(name):
    """With other first values, nothing but what was replaced comes out of nowhere with another value."""
    text = SCRIPTS[name]
    lines = {number for number, line in enumerate(text.splitlines(), 1) if "# start" in line}
    tape = whole(name)[0]
    changed = []
    for node, op in enumerate(tape.ops):
        if op in ("leaf", "literal") and tape.site(node).line in lines and not outer(tape, node):
            number = np.asarray(tape.values[node], float)
            changed.append((tape.sites[node], tape.arguments[node][0][1], (number + 1e-7 * (number + 0.5)).tolist()))
    other = recorded(text, soft=10**9, hard=10**9, seconds=1e9, replacements=changed)[0]
    assert other.ops == tape.ops
    replaced = {(site, ordinal) for site, ordinal, _ in changed}
    assert changed
    moved = 0
    for node, op in enumerate(tape.ops):
        same = np.array_equal(tape.values[node], other.values[node], equal_nan=True)
        moved += not same
        if op in ("leaf", "literal") and (tape.sites[node], tape.arguments[node][0][1]) not in replaced:
            assert same, f"leaf at {tape.site(node)}"
        if op != "switched":
            assert constants(tape.arguments[node]) == constants(other.arguments[node]), f"{op} at {tape.site(node)}"
    assert moved > 3 * len(changed)


def outer(tape, node):
    """Whether it is a constant of the line other than a first value: a whole number as size, or a rate."""
    value = tape.values[node]
    return np.asarray(value).dtype.kind in "iub" and np.ndim(value) == 0 and int(value) not in (0,)


def constants(arguments):
    """The numbers that the templates hold themselves."""
    found = []
    for part in arguments:
        if isinstance(part, list):
            if part[0] == "c":
                found.append(repr(part[1]))
            elif part[0] in ("d", "k"):
                found += constants(part[1].values())
            else:
                found += constants(part[1:])
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_sites_are_the_expressions(name):
    text = SCRIPTS[name]
    tape = whole(name)[0]
    for node in range(len(tape)):
        site = tape.site(node)
        if site.file != "script.py":
            continue
        place = ast.Pass(
            lineno=site.line, col_offset=site.column, end_lineno=site.end_line, end_col_offset=site.end_column
        )
        segment = ast.get_source_segment(text, place)
        statement = ast.parse(segment.strip()).body[0] if not segment.startswith("f") else None
        op = tape.ops[node]
        if statement is None or "write" in op or "read" in op:
            continue
        if op == "literal":
            assert "*" in segment or abs(ast.literal_eval(segment)) == abs(tape.values[node])
        if op in NODES:
            inner = statement if isinstance(statement, ast.AugAssign) else statement.value
            if isinstance(inner, ast.BinOp | ast.AugAssign):
                assert isinstance(inner.op, NODES[op]) or op == "matmul", (op, segment)
            else:
                assert isinstance(inner, ast.Call | ast.Starred | ast.Name | ast.ListComp), (op, segment)
        if op.startswith(("call", "method")):
            assert isinstance(statement, ast.Expr | ast.AugAssign | ast.Assign), (op, segment)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_same_request_gives_the_same_tape(name):
    first, second = whole(name)[0], recorded(SCRIPTS[name], soft=10**9, hard=10**9, seconds=1e9)[0]
    assert (first.ops, first.sites, first.arguments) == (second.ops, second.sites, second.arguments)
    for a, b in zip(first.values, second.values, strict=True):
        assert np.array_equal(a, b, equal_nan=True)


ELEMENTS = """
import numpy as np
w = np.array([[0.5, 0.25], [2.0, 4.0]])
before = w[1][0]
w[0][0] = w[0][0] - 1.0
w[0] = w[0] * 3.0
after, row = w[1][0], w[1]
double = after + row
"""


def test_what_was_written_elsewhere_is_not_what_is_read():
    tape = recorded(ELEMENTS)[0]
    scalar, row = tape.operands(tape.ops.index("add"))
    written = [node for node, op in enumerate(tape.ops) if op in ("sub", "mul")]
    assert not set(written) & {*ancestors(tape, scalar), *ancestors(tape, row)}
    assert tape.passes[[name for _, _, name in tape.passes].index("before")][0] == scalar


def ancestors(tape, node):
    found = {node}
    for operand in tape.operands(node):
        found |= ancestors(tape, operand)
    return found


FILLED = """\
import numpy as np
x, picture = np.array([1.5, 0.5, 2.0]), np.zeros((3, 40))
for i in range(3):
    for j in range(40):
        picture[i, j] = x[i] * j
total = picture.sum()
"""


def test_an_array_that_is_filled_number_by_number_is_kept_once():
    tape = recorded(FILLED)[0]
    assert [tape.ops[node] for node in range(len(tape))].count("write") == 1
