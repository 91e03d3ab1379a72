"""Classes or numbers: found out from the target's values, and said."""

import numpy as np
import pytest

from clearprop.train.data import DataError, load


def load_targets(write, values, **options):
    """The data set whose target has these values."""
    return load(write("\n".join(["x,y", *(f"{row}.5,{value}" for row, value in enumerate(values))])), **options)


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        (["b", "a", "b"], ("a", "b")),
        ([10, 9, 10, 9], ("9", "10")),
        ([0, 1, 1, 0], ("0", "1")),
        ([-1, 1, 1], ("-1", "1")),
        (["1.0", "2", "2.00", "01"], ("1", "2")),
        ([0, 1, 2, 0, 1, 2], ("0", "1", "2")),
        ([3, 1, 2, 2, 1, 3, 1], ("1", "2", "3")),
        ([5, 7, 9] * 5, ("5", "7", "9")),
        (list(range(3, 23)) * 5, tuple(map(str, range(3, 23)))),
        (["True", "False", "True"], ("False", "True")),
        (["2x", "3", "1x", "3"], None),
    ],
)
def test_classes_are_found(write, values, classes):
    data = load_targets(write, values)
    if classes is None:
        classes = tuple(sorted(set(values)))
    assert data.task == "classification"
    assert data.classes == classes
    assert data.targets.dtype == np.int64
    texts = [classes[number] for number in data.targets]
    assert [text if text == str(value) else float(text) for text, value in zip(texts, values, strict=True)] == [
        text if text == str(value) else float(value) for text, value in zip(texts, values, strict=True)
    ]
    assert any(f"classification with {len(classes)} classes" in note and "because" in note for note in data.notes)


@pytest.mark.parametrize(
    "values",
    [
        [0.5, 1, 2],
        [0, 0.5],
        [5, 7, 9] * 4 + [5, 7],
        [0, 1, 2, 2, 1],
        [2, 3, 4, 2, 3, 4],
        list(range(3, 24)) * 9,
        list(range(12)),
    ],
)
def test_measured_numbers_are_found(write, values):
    data = load_targets(write, values)
    assert data.task == "regression"
    assert data.classes is None
    assert data.targets.dtype == np.float64
    np.testing.assert_array_equal(data.targets, values)
    assert any("regression, because the target has" in note for note in data.notes)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, 1, 1], r"has one class only \('1'\)"),
        (["a", "a"], r"has one class only \('a'\)"),
        ([2.5, 2.5], r"is 2.5 in every row"),
        ([1], "has one class only"),
        ([f"car {row}" for row in range(21)], "has 21 different texts in 21 rows, such as 'car 0'"),
        (["", "NA", "?"], "target column 'y' has no values"),
    ],
)
def test_a_target_that_teaches_nothing_is_refused(write, values, message):
    with pytest.raises(DataError, match=message):
        load_targets(write, values)


def test_letters_are_classes_where_they_come_again(write):
    letters = [chr(ord("a") + row % 26) for row in range(130)]
    assert len(load_targets(write, letters).classes) == 26
    with pytest.raises(DataError, match="26 different texts"):
        load_targets(write, letters[:129])


def test_one_class_only_after_rows_are_dropped(write):
    with pytest.raises(DataError, match="one class only"):
        load(write("x,y\n1,a\n?,b\n3,a\n"), missing="drop")
