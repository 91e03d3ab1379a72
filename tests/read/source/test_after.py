"""What NumPy took once is mended where a run failed on it, and nowhere else."""

import ast
import traceback

import pytest

from clearprop.read.source import mended_after, parse_source
from clearprop.read.surroundings import Request, surroundings

HEAD = "import math\nimport numpy as np\na = np.array([1.5])\nz = np.zeros((3, 2))\n"


def succeeded(text, tries=6):
    """The names after as many mendings as were needed, and how many."""
    source = parse_source(text, "s.py")
    for count in range(tries):
        names = {}
        try:
            with surroundings(Request("s.py", source.mended)):
                exec(compile(source.tree, "s.py", "exec"), names)
            return names, count
        except Exception as problem:
            lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == "s.py"]
            source = mended_after(source, str(problem), lines[-1])
            assert source is not None, problem
    raise AssertionError("never ran")


@pytest.mark.parametrize(
    ("line", "x"),
    [
        ("x = float(a)", 1.5),
        ("x = int(np.array([[3]]))", 3),
        ("x = math.exp(a - 1.5)", 1.0),
        ("x = '%.1f' % a", "1.5"),
        ("x = '%d %.1f' % (2, a)", "2 1.5"),
        ("x = '{:.1f}'.format(a)", "1.5"),
        ("x = f'{a:.1f}'", "1.5"),
        ("z[0, 1] = np.array([[2.0]]); x = z[0, 1]", 2.0),
        ("x = len(np.array([[1, 2], [3]]))", 2),
        ("x = np.vstack(row for row in ([1], [2])).shape", (2, 1)),
        ("x = np.sum(n for n in [1, 2])", 3),
        ("x = len(np.random.permutation([([1], [2, 3]), ([1], [2, 4])]))", 2),
    ],
)
def test_what_numpy_took_once_works_after_one_mending(line, x):
    names, count = succeeded(HEAD + line + "\n")
    assert names["x"] == x and count == 1


def test_what_is_printed_elsewhere_is_mended_with_it():
    assert succeeded(HEAD + "print('%f' % a)\n" + "x = '%.1f' % a\n" * 5)[1] == 1


def test_only_the_line_that_failed_is_changed():
    source = parse_source(HEAD + "x = float(a)\ny = float(a)\n")
    changed = mended_after(source, "only 0-dimensional arrays can be converted to Python scalars", 5)
    assert ast.unparse(changed.tree).count("__single__") == 1 and ast.unparse(source.tree).count("__single__") == 0
    assert changed.remarks[-1].line == 5


def test_other_errors_are_not_ours():
    source = parse_source(HEAD + "x = float(a)\n")
    assert mended_after(source, "list index out of range", 5) is None
    assert mended_after(source, "only 0-dimensional arrays can be converted to Python scalars", 1) is None
    assert mended_after(source, "only 0-dimensional arrays can be converted to Python scalars", None) is None
