"""The table of numbers: every quantity, its gradient beside it, in 80 columns, for a batch or one of its rows."""

import numpy as np
import pytest

import clearprop as cp
from clearprop.render.numbers import html


def scalars(x, y, z):
    return (x + y) * z


def net(rows, features=7, hidden=5, outputs=3):
    generator = np.random.default_rng(0)
    network = cp.Network([features, hidden, outputs], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    return network.derive(generator.normal(size=(rows, features)), generator.random((rows, outputs)))


def by_columns(W1, W2, X):
    z1 = W1 @ X
    a1 = np.tanh(z1)
    z2 = W2 @ a1
    return np.sum(z2**2)


def test_values_and_gradients_stand_side_by_side():
    lines = cp.derive(scalars, -2.0, 5.0, -4.0).table().splitlines()
    rows = [line.split("  ") for line in lines]
    found = [[part.strip() for part in row if part.strip()] for row in rows]
    assert ["x", "scalar", "-2", "-4"] in found and ["z", "scalar", "-4", "3"] in found
    assert ["x + y", "scalar", "3", "-4"] in found  # a step without a name of its own
    assert ["f", "scalar", "-12", "1"] in found


@pytest.mark.parametrize("rows", [1, 10, 200])
def test_it_fits_80_columns(rows):
    table = net(rows).table()
    assert max(map(len, table.splitlines())) <= 80
    assert max(map(len, net(rows).table(columns=60).splitlines())) <= 60
    assert {"Inputs", "Forward", "Backward"} <= set(table.splitlines())
    assert (rows < 200) or "zeros" in table


def test_every_named_quantity_is_in_it_or_is_the_gradient_of_one():
    d = net(10)
    rows = d.quantities().rows
    shown = {row.name for row in rows} | {row.adjoint.name for row in rows if row.adjoint}
    assert set(d.numbers) <= shown


def test_the_gradient_beside_a_quantity_is_the_derivative_of_the_loss():
    d = net(4)
    rows = {row.name: row for row in d.quantities().rows}
    np.testing.assert_array_equal(rows["W1"].adjoint.array, d.gradients["W1"])
    np.testing.assert_array_equal(rows["z1"].adjoint.array, d.numbers["delta1"])
    assert rows["z1"].adjoint.name == "delta1" and rows["x"].adjoint is None
    assert "delta1" not in rows  # it stands beside z1
    product = next(
        row for row in rows.values() if not row.named and row.value.shape == (4, 5) and row.part == "forward"
    )
    np.testing.assert_allclose(product.adjoint.array, d.numbers["delta1"])  # x W₁ moves with z₁


def test_a_gradient_that_is_another_quantity_is_shown_with_its_own_symbol():
    d = cp.derive(lambda x, y: x * y, 2.0, 3.0)
    row = next(row for row in d.quantities().rows if row.name == "x")
    assert row.adjoint.name == "dx" and row.adjoint.array == 3.0
    assert "∂" in html.math(row.adjoint_symbol)


def test_one_row_of_the_batch():
    d = net(10)
    rows = {row.name: row.value for row in d.quantities(row=3).rows}
    np.testing.assert_array_equal(rows["z1"], d.numbers["z1"][3])
    np.testing.assert_array_equal(rows["x"], d.numbers["x"][3])
    np.testing.assert_array_equal(rows["W1"], d.numbers["W1"])
    assert d.table(row=3).startswith("row 3 of 10\n")


@pytest.mark.parametrize("rows", [7, 5, 3])  # as many rows as features, units, outputs
def test_rows_are_told_from_units_whatever_their_number(rows):
    found = {row.name: row.value.shape for row in net(rows).quantities(row=1).rows}
    assert found["W1"] == (7, 5) and found["x"] == (7,) and found["z1"] == (5,) and found["y_hat"] == (3,)


def test_rows_may_be_columns():
    generator = np.random.default_rng(0)
    d = cp.derive(
        by_columns,
        generator.normal(size=(5, 3)),
        generator.normal(size=(4, 5)),
        generator.normal(size=(3, 6)),
        wrt=(0, 1),
    )
    rows = {row.name: row.value for row in d.quantities(row=2).rows}
    np.testing.assert_array_equal(rows["z1"], d.numbers["z1"][:, 2])
    assert rows["W1"].shape == (5, 3)


def test_parameters_have_no_rows():
    def loop(W, h):
        for k in range(3):
            h = np.tanh(W[k] @ h)
        return np.sum(h)

    generator = np.random.default_rng(0)
    d = cp.derive(loop, generator.normal(size=(3, 4, 4)), generator.normal(size=(4, 6)))
    assert {row.value.shape for row in d.quantities(row=5).rows if row.name == "W"} == {(3, 4, 4)}


def test_in_doubt_rows_are_the_first_axis():
    for shape in ((4, 3), (3, 4)):
        d = cp.derive(lambda x: np.sum(np.tanh(x) ** 2), np.arange(12.0).reshape(shape))
        assert {row.value.shape for row in d.quantities(row=1).rows if row.name == "x"} == {shape[1:]}


def test_a_row_that_is_not_there():
    with pytest.raises(ValueError, match=r"row=10: there are 10 rows, numbered from 0 to 9\."):
        net(10).table(row=10)
    with pytest.raises(ValueError, match=r"row=-1: there are 10 rows"):
        net(10).table(row=-1)
    with pytest.raises(ValueError, match=r"row=0: scalars computes nothing that has rows\."):
        cp.derive(scalars, 1.0, 2.0, 3.0).table(row=0)
    with pytest.raises(ValueError, match=r"row=1: there is one row, 0\."):
        net(1).table(row=1)
    assert net(1).table(row=0)


def test_html_shows_small_arrays_whole_and_folds_large_ones():
    assert "<details" in html.array_of(np.ones((200, 3))) and "more" not in html.array_of(np.ones((200, 3)))
    assert "<details" not in html.array_of(np.ones((2, 3))) and "<pre" in html.array_of(np.ones((2, 3)))
