"""Missing values: refused until a person chooses."""

import numpy as np
import pytest

from clearprop.train.data import DataError, OptionError, Scaler, load

GAPS = "name,size,sky,y\nn,1,red,0\nm,?,blue,1\nn,3,,1\nm,NA,red,0\nn,5,red,\nm,6,blue,1\n"


def test_without_a_choice_it_is_said_how_many_and_where(write):
    with pytest.raises(DataError) as caught:
        load(write(GAPS))
    assert str(caught.value) == (
        "seeds.csv: 4 values are missing, in 4 rows of 6, the first in row 2 (line 3), column 'size'; choose "
        "--missing drop to leave these rows out, or --missing mean to fill in the column's mean."
    )
    with pytest.raises(DataError, match="1 value is missing, in 1 row of 3"):
        load(write("a,y\n1,0\n,1\n3,1\n"))


@pytest.mark.parametrize("written", ["", " ", "NA", "na", "NaN", "nan", "?", "null", "N/A", '""'])
def test_ways_to_write_that_a_value_is_missing(write, written):
    with pytest.raises(DataError, match="1 value is missing"):
        load(write(f"a,b,y\n1,2,0\n3,{written},1\n5,6,1\n"))


def test_drop_leaves_rows_out(write):
    data = load(write(GAPS), missing="drop")
    np.testing.assert_array_equal(data.features, [[0, 1, 1, 0, 1], [1, 0, 6, 1, 0]])
    np.testing.assert_array_equal(data.targets, [0, 1])
    assert data.feature_names == ("name=m", "name=n", "size", "sky=blue", "sky=red")
    assert "4 rows of 6 are dropped, since a value is missing there" in data.notes


def test_categories_of_dropped_rows_are_gone(write):
    data = load(write("sky,x,y\nred,1,0\nblue,2,1\ngreen,?,1\nred,4,1\n"), missing="drop")
    assert data.feature_names == ("sky=blue", "sky=red", "x")


def test_mean_keeps_gaps_for_the_scaler_and_drops_rows_without_a_target(write):
    data = load(write(GAPS), missing="mean")
    gap = np.nan
    np.testing.assert_array_equal(
        data.features,
        [[0, 1, 1, 0, 1], [1, 0, gap, 1, 0], [0, 1, 3, gap, gap], [1, 0, gap, 0, 1], [1, 0, 6, 1, 0]],
    )
    np.testing.assert_array_equal(data.targets, [0, 1, 1, 0, 1])
    assert "1 row of 6 is dropped, since the target 'y' is missing there" in data.notes
    assert "3 missing values filled with the mean of the training rows, in: size, sky" in data.notes
    filled = Scaler("none").fit(data.features).transform(data.features)
    np.testing.assert_allclose(filled[[1, 2, 3]], [[1, 0, 10 / 3, 1, 0], [0, 1, 3, 0.5, 0.5], [1, 0, 10 / 3, 0, 1]])


def test_gaps_in_columns_that_are_left_out_do_not_count(write):
    rows = "\n".join(f"{'?' if row == 3 else f'car {row}'},{row}.5,{row % 2}" for row in range(30))
    assert load(write("name,x,y\n" + rows)).features.shape == (30, 1)


def test_a_named_column_without_values_is_left_out(write):
    data = load(write("a,b,y\n1,,0\n2,NA,1\n3,?,1\n"))
    assert data.feature_names == ("a",)
    assert "column 'b' left out: it has no values" in data.notes


def test_what_no_choice_can_cure_is_said_first(write):
    with pytest.raises(DataError, match="one class only"):
        load(write("x,y\n1,2\n?,2\n3,\n"))


def test_no_row_left(write):
    with pytest.raises(DataError, match="no row is left, since a value is missing in every row; --missing mean"):
        load(write("a,b,y\n1,,0\n,2,1\n"), missing="drop")


def test_another_choice_is_refused(write):
    with pytest.raises(OptionError, match=r"missing='means' \(did you mean 'mean'\?\)"):
        load(write(GAPS), missing="means")


def test_arrays_have_the_same_choices(tmp_path):
    path = tmp_path / "gaps.npz"
    np.savez(path, X=[[1.0, 2, 3], [4, np.nan, 6], [7, 8, 9], [1, 2, 0]], y=[0.0, 1, 1, np.nan])
    with pytest.raises(
        DataError, match="2 values are missing, in 2 rows of 4, the first in row 2, column 'x2'; choose"
    ):
        load(path)
    assert load(path, missing="drop").features.tolist() == [[1, 2, 3], [7, 8, 9]]
    mean = load(path, missing="mean")
    np.testing.assert_array_equal(mean.features, [[1, 2, 3], [4, np.nan, 6], [7, 8, 9]])
    assert mean.targets.tolist() == [0, 1, 1]
