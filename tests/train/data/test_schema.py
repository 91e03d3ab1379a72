"""New data, read as the training data was."""

import json

import numpy as np
import pytest

from clearprop.train.data import DataError, Schema, load

TRAIN = "sky,size,name,kind\nred,1,an,a\nblue,2.5,bo,b\nred,3,cy,a\ngreen,4,di,b\n"


@pytest.fixture
def schema(write):
    """The schema of TRAIN, after a journey through JSON."""
    found = load(write(TRAIN)).schema
    back = Schema.from_json(json.loads(json.dumps(found.to_json())))
    assert back == found
    return back


def test_the_training_data_is_read_the_same(write, schema):
    data = load(write(TRAIN))
    features, targets = schema.apply(write(TRAIN))
    np.testing.assert_array_equal(features, data.features)
    np.testing.assert_array_equal(targets, data.targets)
    assert schema.feature_names == data.feature_names == ("sky=blue", "sky=green", "sky=red", "size")


@pytest.mark.parametrize(
    ("content", "targets"),
    [
        ("size,sky\n7,green\n", None),
        ("size;more;sky\n7;9;green\n", None),
        ("kind,size,sky\nb,7,green\n", [1]),
        ("kind,size,sky\n,7,green\n", None),
        ("green,7,ed,b\n", [1]),
        ("green,7,ed\n", None),
    ],
)
def test_columns_in_another_order_without_names_or_without_target(write, schema, content, targets):
    features, found = schema.apply(write(content, "new.csv"))
    np.testing.assert_array_equal(features, [[0, 1, 0, 7]])
    assert (found if found is None else found.tolist()) == targets


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "siez,sky\n7,green\n",
            r"1 column that the model was trained with is not there: size \(did you mean 'siez'\?\)",
        ),
        ("width,air\n7,green\n", "2 columns that the model was trained with are not there: sky, size"),
        ("7,8\n", "expected 3 columns, or 4 with the target, as the model was trained with; found 2"),
        (
            "size,sky\n7,green\n8,grey\n",
            r"row 2 \(line 3\), column 'sky': the category 'grey' is unknown; known are blue",
        ),
        ("size,sky\n7,green\nbig,red\n", r"row 2 \(line 3\), column 'size': expected a number, found 'big'"),
        ("size,sky\n7,green\ninf,red\n", "column 'size': found infinity"),
        ("size,sky,kind\n7,green,c\n", "column 'kind': the class 'c' is unknown; the classes are a, b"),
        ("size,sky\n7,green\n,red\n", "1 value is missing.*train the model again with --missing mean"),
        ("size,sky\n", "only a header"),
    ],
)
def test_new_data_that_is_unfit(write, schema, content, message):
    with pytest.raises(DataError, match=message):
        schema.apply(write(content, "new.csv"))


def test_why_there_is_no_score_is_said(write, schema):
    new = schema.read(write("size,sky,kind\n7,green,\n8,red,a\n", "new.csv"))
    assert new.targets is None
    assert new.notes == ("not scored: the target 'kind' is missing in 1 row",)


def test_a_target_in_the_middle_without_names(write):
    schema = load(write("1.5,0,2\n2.5,1,3\n4.5,1,9\n"), target="2").schema
    with_target, without = write("7,1,8\n", "new.csv"), write("7,8\n", "other.csv")
    assert [part.tolist() for part in schema.apply(with_target)] == [[[7, 8]], [1]]
    features, targets = schema.apply(without)
    assert (features.tolist(), targets) == ([[7, 8]], None)


def test_numeric_classes_and_regression(write):
    schema = load(write("x,y\n1,10\n2,9\n3,10\n")).schema
    assert schema.apply(write("x,y\n5,10.0\n6,9\n", "new.csv"))[1].tolist() == [1, 0]
    schema = load(write("x,y\n1,10.5\n2,9\n3,10\n")).schema
    assert schema.apply(write("x,y\n5,100\n", "new.csv"))[1].tolist() == [100]


def test_dropped_rows_are_known(write):
    schema = load(write("x,z,y\n1,1,a\n2,2,b\n?,3,a\n"), missing="drop").schema
    new = schema.read(write("x,z,y\n5,1,b\n?,2,a\n7,3,a\n", "new.csv"))
    assert (new.features.tolist(), new.targets.tolist(), new.rows.tolist()) == ([[5, 1], [7, 3]], [1, 0], [0, 2])
    assert new.notes == ("1 row of 3 is dropped, since a value is missing there",)


def test_dropped_rows_of_arrays(tmp_path):
    np.savez(tmp_path / "train.npz", X=[[1.0, 2], [3, 4], [5, 6], [7, np.nan]], y=[0, 1, 1, 0])
    schema = load(tmp_path / "train.npz", missing="drop").schema
    np.savez(tmp_path / "new.npz", X=[[1.0, np.nan], [3, 4], [5, 6]], y=[0, 1, 0])
    new = schema.read(tmp_path / "new.npz")
    assert (new.features.tolist(), new.targets.tolist(), new.rows.tolist()) == ([[3, 4], [5, 6]], [1, 0], [1, 2])


def test_gaps_stay_for_the_scaler(write):
    schema = load(write("x,z,y\n1,1,a\n2,2,b\n?,3,a\n"), missing="mean").schema
    new = schema.read(write("x,z\n5,1\n?,2\n", "new.csv"))
    np.testing.assert_array_equal(new.features, [[5, 1], [np.nan, 2]])
    assert new.rows.tolist() == [0, 1]
    gone = schema.read(write("x,z\n,1\n?,2\n", "new.csv"))
    assert np.isnan(gone.features[:, 0]).all()


def test_arrays(tmp_path, write):
    images = np.arange(6 * 2 * 2, dtype=np.uint8).reshape(6, 2, 2) * 10
    np.savez(tmp_path / "train.npz", X=images, y=[4, 6, 4, 6, 4, 6])
    schema = load(tmp_path / "train.npz").schema
    np.savez(tmp_path / "new.npz", X=images[:2])
    features, targets = schema.apply(tmp_path / "new.npz")
    assert targets is None
    np.testing.assert_allclose(features, images[:2].reshape(2, 4) / 255)
    np.savez(tmp_path / "new.npz", X=images[:2].reshape(2, 4), y=[6, 4])
    features, targets = schema.apply(tmp_path / "new.npz")
    np.testing.assert_allclose(features, images[:2].reshape(2, 4) / 255)
    assert targets.tolist() == [1, 0]
    features, targets = schema.apply(write("0,51,102,255,6\n", "new.csv"))
    np.testing.assert_allclose(features, [[0, 0.2, 0.4, 1]])
    assert targets.tolist() == [1]
    np.savez(tmp_path / "new.npz", X=[[0, 0.25, 0.5, 1]])
    np.testing.assert_array_equal(schema.apply(tmp_path / "new.npz")[0], [[0, 0.25, 0.5, 1]])
    np.savez(tmp_path / "new.npz", X=images[:2, :1])
    with pytest.raises(DataError, match="expected 4 features, as the model was trained with, found 2"):
        schema.apply(tmp_path / "new.npz")


def test_the_test_part_is_read_where_there_is_one(tmp_path):
    x = np.arange(12.0).reshape(6, 2)
    np.savez(tmp_path / "both.npz", x_train=x, y_train=x[:, 0] + 0.5, x_test=x[:2] + 1, y_test=[3.5, 4])
    new = load(tmp_path / "both.npz").schema.read(tmp_path / "both.npz")
    assert (new.features.tolist(), new.targets.tolist()) == ((x[:2] + 1).tolist(), [3.5, 4])
    assert new.notes == ("2 rows: the part of both.npz to test on",)
