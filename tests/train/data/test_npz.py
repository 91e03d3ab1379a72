"""NumPy's .npz files."""

import zipfile

import numpy as np
import pytest

from clearprop.train.data import ColumnError, DataError, load

X = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 10], [0, 1, 0]])
Y = np.array([0, 1, 2, 1])


def save(tmp_path, **arrays):
    """The path of an .npz file with these arrays."""
    np.savez(tmp_path / "set.npz", **arrays)
    return tmp_path / "set.npz"


@pytest.mark.parametrize(
    ("x", "y"), [("X", "y"), ("x", "Y"), ("features", "targets"), ("data", "target"), ("x_train", "y_train")]
)
def test_names_of_arrays(tmp_path, x, y):
    data = load(save(tmp_path, **{x: X, y: Y + 0.5, "unused": np.zeros(7)}))
    np.testing.assert_array_equal(data.features, X)
    np.testing.assert_array_equal(data.targets, Y + 0.5)
    assert (data.name, data.target_name, data.feature_names) == ("set", y, ("x1", "x2", "x3"))
    assert data.test is None


def test_train_and_test(tmp_path):
    data = load(save(tmp_path, x_train=X, y_train=Y % 2, x_test=X[:2] + 1, y_test=[1, 0]))
    np.testing.assert_array_equal(data.test[0], X[:2] + 1)
    assert data.test[1].tolist() == [1, 0]
    assert data.classes == ("0", "1")
    assert any("scored on the 2 rows of x_test" in note for note in data.notes)


def test_keras_spelling_of_mnist_with_pixels(tmp_path):
    images = np.arange(5 * 2 * 3, dtype=np.uint8).reshape(5, 2, 3) * 8
    data = load(save(tmp_path, x_train=images, y_train=[3, 7, 3, 7, 3], x_test=images[:1], y_test=[7]))
    np.testing.assert_allclose(data.features, images.reshape(5, 6) / 255)
    np.testing.assert_allclose(data.test[0], images[:1].reshape(1, 6) / 255)
    assert data.feature_names[-1] == "pixel_1_2"
    assert "images of 2 by 3 are laid out as rows of 6 pixels; pixels are divided by 255" in data.notes
    assert (data.classes, data.test[1].tolist()) == (("3", "7"), [1])


def test_images_of_floats_are_only_laid_out(tmp_path):
    images = np.linspace(0, 9, 5 * 2 * 3).reshape(5, 2, 3)
    np.testing.assert_array_equal(load(save(tmp_path, X=images, y=[0, 1, 0, 1, 0])).features, images.reshape(5, 6))


@pytest.mark.parametrize(
    ("targets", "classes", "numbers"),
    [
        (["b", "a", "b", "c"], ("a", "b", "c"), [1, 0, 1, 2]),
        ([True, False, True, True], ("False", "True"), [1, 0, 1, 1]),
        ([[0.0, 1, 0], [1, 0, 0], [0, 1, 0], [1, 0, 0]], ("0", "1"), [1, 0, 1, 0]),
        ([[1.5], [2], [3], [4]], None, [1.5, 2, 3, 4]),
    ],
)
def test_shapes_and_kinds_of_targets(tmp_path, targets, classes, numbers):
    data = load(save(tmp_path, X=X, y=targets))
    assert data.classes == classes
    assert data.targets.tolist() == numbers


def test_one_feature_without_a_second_axis(tmp_path):
    assert load(save(tmp_path, X=X[:, 0], y=Y + 0.5)).features.shape == (4, 1)


def test_another_array_as_target(tmp_path):
    path = save(tmp_path, X=X, y=Y, mass=Y * 1.5)
    assert load(path, target="mass").targets.tolist() == [0, 1.5, 3, 1.5]
    both = save(tmp_path, X=X, y=Y, mass=Y * 1.5, x_test=X, y_test=Y)
    assert load(both).test is not None
    assert load(both, target="mass").test is None
    with pytest.raises(ColumnError, match=r"no array 'mas' \(did you mean 'mass'\?\); its arrays are X, y, mass"):
        load(path, target="mas")


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({}, "no arrays in it; expected X and y"),
        ({"p": X, "q": Y}, "found the arrays p, q; expected X and y"),
        ({"X": X}, "there are no targets; expected an array y"),
        ({"X": X, "y": Y[:3]}, "4 rows of features but 3 of targets"),
        ({"X": X, "y": X}, "the targets have 3 columns; expected one, or one-hot rows"),
        ({"X": X, "y": np.eye(4)[:, :2]}, "the targets have 2 columns; expected one, or one-hot rows"),
        ({"X": X, "y": np.array(3)}, "4 rows of features but one of targets"),
        ({"X": X[:0], "y": Y[:0]}, r"the shape \(0, 3\): there are no rows or no columns"),
        ({"X": np.array(["a", "b"]), "y": Y[:2]}, "the features are <U1, expected numbers"),
        ({"X": X, "y": Y + 1j}, "the targets are complex128, expected numbers or texts"),
        ({"X": X * [1, np.inf, 1], "y": Y}, "row 1, column 'x2': found infinity"),
        ({"X": X, "y": [1, 2, np.inf, 4]}, "row 3, column 'y': found infinity"),
        ({"X": X, "y": np.zeros(4)}, "one class only"),
        (
            {"x_train": X, "y_train": Y, "x_test": X[:, :2], "y_test": Y},
            "x_train has the shape .3,., one of x_test .2,.",
        ),
        (
            {"x_train": X, "y_train": Y % 2, "x_test": X, "y_test": Y},
            "row 3, column 'y_test': the class '2' is unknown",
        ),
    ],
)
def test_arrays_that_are_unfit(tmp_path, arrays, message):
    with pytest.raises(DataError, match=message) as caught:
        load(save(tmp_path, **arrays))
    assert "set.npz" in str(caught.value)


def test_a_pickle_is_never_opened(tmp_path):
    path = save(tmp_path, X=X, y=np.array([{}, [], 3, None], dtype=object))
    with pytest.raises(DataError, match="the array 'y' holds Python objects as a pickle, which is never opened"):
        load(path)
    unused = save(tmp_path, X=X, y=Y, more=np.array([{}], dtype=object))
    assert load(unused).rows == 4


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda content: content[:200], "the file is broken"),
        (lambda content: content[:90] + b"\xff" * 9 + content[99:], "the file is broken"),
        (lambda content: b"a,b\n1,2\n", "not an .npz file"),
        (lambda content: b"\x80\x04K\x01.", "not an .npz file: it is a Python pickle"),
        (lambda content: b"", "the file is empty"),
    ],
)
def test_a_broken_npz(tmp_path, spoil, message):
    path = save(tmp_path, X=X, y=Y)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(DataError, match=message):
        load(path)


def test_a_zip_that_is_no_npz(tmp_path):
    with zipfile.ZipFile(tmp_path / "set.npz", "w") as archive:
        archive.writestr("X", "words")
    with pytest.raises(DataError):
        load(tmp_path / "set.npz")
