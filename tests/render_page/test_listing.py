"""Lines of code know the quantities that they bind."""

import numpy as np
import pytest

import clearprop as cp
from clearprop.render.javascript.module import Emitter
from clearprop.render.javascript.side_by_side import SideBySide
from clearprop.render.page.listing import code_lines, listings


def writes(x):
    h = np.zeros(3)
    for i in range(3):
        h[i] = x[i] ** 2
    return np.sum(h)


def branch(x, limit):
    if x.sum() > limit:
        return 0.5 * (x**2).sum()
    return np.abs(x).sum()


def named(W1, x):
    z = x @ W1
    a = 1 / (1 + np.exp(-z))
    L = np.sum(a)
    return L


def bound(lines):
    return {line.text.strip(): line.binds for line in lines if line.binds}


def found(function, *arguments):
    d = cp.derive(function, *arguments)
    return d, listings(d.fused, d.signature, Emitter(SideBySide([d.program, *d.others], "run")))


@pytest.mark.parametrize("language", ["numpy", "python", "c", "javascript"])
def test_every_result_with_a_name_is_bound_by_a_line(language):
    d, languages = found(named, np.ones((3, 2)), np.ones((4, 3)))
    lines = languages[language]
    assert {name for line in lines for name in line.binds} >= {e.result.name for e in d.fused.equations}
    for line in lines:
        assert all(
            set(line.binds) & set(names)
            for name, names in line.names.items()
            if line.text.strip().startswith(f"{name} = ")
        )


def test_a_definitions_own_parameter_is_no_quantity():
    _, languages = found(named, np.ones((3, 2)), np.ones((4, 3)))
    definition = [line for line in languages["numpy"] if "np.exp(-np.abs(z))" in line.text]
    assert definition and not definition[0].names  # this z is not the author's


def test_text_is_what_code_gives():
    d, languages = found(named, np.ones((3, 2)), np.ones((4, 3)))
    for language, lines in languages.items():
        assert "\n".join(line.text for line in lines) == d.code(language).rstrip("\n")


def test_what_is_written_in_place_shares_a_name():
    _, languages = found(writes, np.array([1.0, 2.0, 3.0]))
    lines = bound(languages["numpy"])
    assert all("h" in {name.split("_")[0] for name in names} for text, names in lines.items() if text.startswith("h"))


def test_a_statement_over_several_lines_is_bound_to_its_end():
    text = "def value_and_gradients(a):\n    b = f(\n        a,\n        a,\n    )\n    return b\n"
    binds = [line.binds for line in code_lines(text, {"a": ("a",), "b": ("b",)})]
    assert binds == [(), ("b",), ("b",), ("b",), ("b",), ()]


def test_versions_of_a_name_are_told_apart_where_each_has_its_statement():
    text = "def value_and_gradients(a):\n    h = a\n    h[0] = 1\n    h[1] == 2\n"
    assert [line.binds for line in code_lines(text, {"h": ("h", "h_2")})] == [(), ("h",), ("h_2",), ()]
    assert code_lines(text, {"h": ("h", "h_2", "h_3")})[1].binds == ("h", "h_2", "h_3")


def test_a_helpers_own_variable_is_no_quantity():
    text = "b = [1.0]\n\n\ndef helper(x):\n    b = x\n    return b\n\n\ndef value_and_gradients(a):\n    b = a\n"
    assert [line.binds for line in code_lines(text, {"b": ("b",)})][4] == ()
    assert [line.binds for line in code_lines(text, {"b": ("b", "b_2")})] == [("b",), *[()] * 8, ("b_2",)]


def test_long_data_is_cut():
    A = np.random.default_rng(0).normal(size=(60, 60))
    _, languages = found(lambda x: np.sum(A @ x), np.ones(60))
    for lines in languages.values():
        assert len(lines) < 100 and any("lines of numbers" in line.text for line in lines)


def test_guards_bind_nothing():
    _, languages = found(branch, np.array([1.0, 2.0, 3.0]), 1.0)
    assert not any(line.binds for line in languages["numpy"] if "assert" in line.text)
