"""Scaling is learned from the training rows and nothing else."""

import json

import numpy as np
import pytest

from clearprop.train.data import DataError, OptionError, Scaler, TargetScaler

TRAIN = np.array([[1.0, 10, 7, 0.1], [2, 30, 7, 0.1], [6, 20, 7, 0.1]])
NEW = np.array([[0.0, 40, 8, 0.1], [3.5, 20, 7, 0.3]])


def test_minmax():
    scaler = Scaler("minmax").fit(TRAIN)
    np.testing.assert_allclose(scaler.transform(TRAIN), [[0, 0, 0, 0], [0.2, 1, 0, 0], [1, 0.5, 0, 0]])
    np.testing.assert_allclose(scaler.transform(NEW), [[-0.2, 1.5, 1, 0], [0.5, 0.5, 0, 0.2]], atol=1e-15)


def test_standard():
    scaler = Scaler("standard").fit(TRAIN)
    scaled = scaler.transform(TRAIN)
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(scaled.std(axis=0), [1, 1, 0, 0])
    deviation = np.sqrt(((1 - 3) ** 2 + (2 - 3) ** 2 + (6 - 3) ** 2) / 3)
    np.testing.assert_allclose(scaler.transform(NEW)[:, 0], [-3 / deviation, 0.5 / deviation])


def test_a_constant_that_has_no_exact_mean_becomes_zero():
    column = np.full((6, 1), 0.1)
    assert column.mean() != 0.1 or column.std() != 0
    assert not Scaler("standard").fit(column).transform(column).any()
    assert not Scaler("minmax").fit(column).transform(column).any()


def test_none_changes_nothing_but_gaps():
    np.testing.assert_array_equal(Scaler("none").fit(TRAIN).transform(NEW), NEW)


@pytest.mark.parametrize("kind", ["minmax", "standard", "none"])
def test_gaps_are_filled_with_the_training_mean(kind):
    train = np.array([[1.0, np.nan, np.nan], [np.nan, 4, np.nan], [3, 8, np.nan], [5, 6, np.nan]])
    scaler = Scaler(kind).fit(train)
    filled = np.where(np.isnan(train), [3, 6, 0], train)
    np.testing.assert_array_equal(scaler.transform(train), Scaler(kind).fit(filled).transform(filled))
    new = np.array([[np.nan, 100, np.nan]])
    np.testing.assert_array_equal(scaler.transform(new), scaler.transform(np.array([[3.0, 100, 0]])))
    assert np.isnan(new[0, 0])


@pytest.mark.parametrize("kind", ["minmax", "standard", "none"])
def test_inverse_and_json(kind):
    scaler = Scaler(kind).fit(TRAIN)
    before = NEW.copy()
    np.testing.assert_allclose(scaler.inverse(scaler.transform(NEW)), NEW)
    back = Scaler.from_json(json.loads(json.dumps(scaler.to_json())))
    assert back.kind == kind
    np.testing.assert_array_equal(back.transform(NEW), scaler.transform(NEW))
    np.testing.assert_array_equal(NEW, before)


def test_one_row_is_scaled_to_zero():
    assert Scaler("standard").fit(TRAIN[:1]).transform(TRAIN[:1]).tolist() == [[0, 0, 0, 0]]


def test_misuse_is_said():
    with pytest.raises(OptionError, match=r"scale 'minimax' \(did you mean 'minmax'\?\)"):
        Scaler("minimax")
    with pytest.raises(ValueError, match="call fit"):
        Scaler().transform(NEW)
    with pytest.raises(DataError, match=r"found the shape \(0, 4\)"):
        Scaler().fit(TRAIN[:0])
    with pytest.raises(DataError, match=r"shape \[rows, 4\], as in training; found \[2, 3\]"):
        Scaler().fit(TRAIN).transform(NEW[:, :3])


def test_targets():
    targets = np.array([10.0, 20, 60])
    scaler = TargetScaler().fit(targets)
    scaled = scaler.transform(targets)
    np.testing.assert_allclose([scaled.mean(), scaled.std()], [0, 1], atol=1e-15)
    np.testing.assert_allclose(scaler.inverse(np.array([[0.0], [1]])), [[30], [30 + targets.std()]])
    assert TargetScaler.from_json(json.loads(json.dumps(scaler.to_json()))).to_json() == scaler.to_json()
    for constant in (np.full(6, 0.1), np.full(5, 2.0)):
        assert TargetScaler().fit(constant).transform(constant).tolist() == [0] * len(constant)
    with pytest.raises(DataError):
        TargetScaler().fit(targets[:0])
