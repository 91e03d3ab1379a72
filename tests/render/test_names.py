import pytest

from clearprop.render.names import PYTHON, C, Names


@pytest.mark.parametrize(
    ("wanted", "name"), [("lambda", "lambda_"), ("in", "in_"), ("sum", "sum_"), ("W1", "W1"), ("a b", "a_b")]
)
def test_python_words_get_an_underscore(wanted: str, name: str) -> None:
    assert Names(PYTHON).claim(wanted) == name


@pytest.mark.parametrize("wanted", ["double", "y0", "j1", "exp", "expf", "gamma", "main", "isnan", "assert", "NAN"])
def test_c_words_get_an_underscore(wanted: str) -> None:
    assert Names(C, ascii_only=True).claim(wanted) == f"{wanted}_"


def test_names_never_collide() -> None:
    names = Names(C, ascii_only=True)
    claimed = [
        names.claim(wanted) for wanted in ("double", "double_", "double", "σ", "β", "_", "x", "x", "x1", "x1", "x1")
    ]
    assert len(set(claimed)) == len(claimed)
    assert all(name.isidentifier() and name.isascii() for name in claimed)


def test_letters_avoid_the_codes_own_names() -> None:
    names = Names(())
    names.claim("i")
    letters = names.letters(["k"])
    assert [next(letters) for _ in range(3)] == ["j", "m", "n"]
