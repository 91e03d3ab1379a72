"""Every row is tested once, classes are in proportion, and a seed decides."""

import numpy as np
import pytest

from clearprop.train.data import DataError, OptionError, fold_notes, folds, hold_out, one_hot

LABELS = np.repeat([0, 1, 2], [13, 7, 3])


@pytest.mark.parametrize("labels", [None, LABELS])
@pytest.mark.parametrize("k", [2, 3, 5, 22, 23])
def test_every_row_is_tested_once(k, labels):
    pairs = folds(23, k, 1, labels)
    assert len(pairs) == k
    np.testing.assert_array_equal(np.sort(np.concatenate([test for _, test in pairs])), np.arange(23))
    for train, test in pairs:
        np.testing.assert_array_equal(np.sort(np.concatenate([train, test])), np.arange(23))
    sizes = [len(test) for _, test in pairs]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("k", [2, 3, 5])
def test_classes_are_spread_evenly(k):
    mixed = np.random.default_rng(4).permutation(LABELS)
    counts = np.array([np.bincount(mixed[test], minlength=3) for _, test in folds(23, k, 1, mixed)])
    assert (counts.max(axis=0) - counts.min(axis=0) <= 1).all()


@pytest.mark.parametrize("labels", [None, LABELS])
def test_a_seed_decides(labels):
    first, again, other = ([test.tolist() for _, test in folds(23, 4, seed, labels)] for seed in (1, 1, 2))
    assert first == again != other
    assert hold_out(23, 0.3, 1, labels)[1].tolist() == hold_out(23, 0.3, 1, labels)[1].tolist()
    assert hold_out(23, 0.3, 1, labels)[1].tolist() != hold_out(23, 0.3, 2, labels)[1].tolist()


def test_rows_are_shuffled():
    tests = [test for _, test in folds(40, 4, 1)]
    assert any((np.diff(test) != 4).any() for test in tests)
    assert any((np.diff(test) != 1).any() for test in tests)


@pytest.mark.parametrize(
    ("k", "message"), [(1, "1 fold: expected at least 2"), (-3, "at least 2"), (24, "24 folds for 23 rows")]
)
def test_folds_that_cannot_be(k, message):
    with pytest.raises(OptionError, match=message):
        folds(23, k, 1)


def test_a_rare_class_is_a_note_and_no_error():
    assert fold_notes(3, LABELS, ("a", "b", "c")) == ()
    assert fold_notes(5, LABELS, ("a", "b", "c")) == ("class 'c' has only 3 rows for 5 folds: not every fold tests it",)
    assert len(folds(23, 5, 1, LABELS)) == 5


@pytest.mark.parametrize("share", [0.01, 0.2, 0.3, 0.5, 0.8, 0.99])
@pytest.mark.parametrize("labels", [None, LABELS])
def test_a_share_is_held_out(share, labels):
    train, test = hold_out(23, share, 1, labels)
    np.testing.assert_array_equal(np.sort(np.concatenate([train, test])), np.arange(23))
    assert len(test) == min(max(round(23 * share), 1), 22)
    if labels is not None:
        assert (abs(np.bincount(labels[test], minlength=3) - np.bincount(labels) * len(test) / 23) <= 1).all()


def test_a_single_row_of_a_class_stays_in_training():
    for before in range(3, 16):
        labels = np.array([0] * before + [1] + [2] * (18 - before))
        assert before in hold_out(19, 0.5, 1, labels)[0]
    assert len(hold_out(2, 0.5, 1, np.array([0, 1]))[1]) == 1


def test_shares_that_cannot_be():
    for share in (0, 1, -0.5, 2):
        with pytest.raises(OptionError, match="expected a number between 0 and 1"):
            hold_out(23, share, 1)
    with pytest.raises(DataError, match="1 row: at least two"):
        hold_out(1, 0.5, 1)
    with pytest.raises(DataError, match="23 labels for 22 rows"):
        folds(22, 2, 1, LABELS)


def test_one_hot():
    np.testing.assert_array_equal(
        one_hot(np.array([2, 0, 2, 1]), 4), [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]]
    )
    assert one_hot(np.array([], np.int64), 3).shape == (0, 3)
    for wrong in (4, -1):
        with pytest.raises(DataError, match=f"from 0 to 3, found {wrong}"):
            one_hot(np.array([0, wrong]), 4)
    with pytest.raises(DataError, match="found float64"):
        one_hot(np.array([0.0, 1.0]), 4)
