"""The data sets that people learn with, each as one expects it."""

import gzip

import numpy as np
import pytest

from clearprop.train.data import ColumnError, DataError, Scaler, load

pytestmark = pytest.mark.data

SEEDS = ("area", "perimeter", "compactness", "kernel_length", "kernel_width", "asymmetry", "groove_length")
OCEAN = ("<1H OCEAN", "INLAND", "ISLAND", "NEAR BAY", "NEAR OCEAN")
PENGUINS = ("Adelie", "Chinstrap", "Gentoo")


@pytest.mark.parametrize(
    ("file", "options", "shape", "classes", "target"),
    [
        ("wheat-seeds.csv", {}, (210, 7), ("1", "2", "3"), "variety"),
        ("wheat-seeds.raw.csv", {}, (210, 7), ("1", "2", "3"), "column 8"),
        ("banknote_authentication.csv", {}, (1372, 4), ("0", "1"), "column 5"),
        ("auto-mpg.csv", {}, (392, 7), None, "column 9"),
        ("auto-mpg.csv", {"target": "7"}, (392, 7), ("1", "2", "3"), "column 7"),
        ("mlm-contrived.csv", {}, (10, 2), ("0", "1"), "y"),
        ("cs231n-spiral-seed0.csv", {}, (300, 2), ("0", "1", "2"), "y"),
        (
            "penguins.csv",
            {"target": "species", "missing": "drop"},
            (333, 10),
            PENGUINS,
            "species",
        ),
        (
            "penguins.csv",
            {"target": "species", "missing": "mean"},
            (344, 10),
            PENGUINS,
            "species",
        ),
        ("penguins.csv", {"target": "body_mass_g", "missing": "mean"}, (342, 12), None, "body_mass_g"),
        (
            "california-housing.csv",
            {"missing": "drop", "target": "median_house_value"},
            (20433, 13),
            None,
            "median_house_value",
        ),
        (
            "california-housing.csv",
            {"missing": "mean"},
            (20640, 9),
            OCEAN,
            "ocean_proximity",
        ),
    ],
)
def test_tables(data_folder, file, options, shape, classes, target):
    data = load(data_folder / file, **options)
    assert (data.features.shape, data.classes, data.target_name) == (shape, classes, target)
    assert data.targets.shape == shape[:1]
    assert np.isfinite(data.features).all() == (options.get("missing") != "mean")
    assert np.isfinite(Scaler("standard").fit(data.features).transform(data.features)).all()
    features, targets = data.schema.apply(data_folder / file)
    if options.get("missing") != "mean" or data.rows == len(features):
        np.testing.assert_array_equal(features, data.features)
        np.testing.assert_array_equal(targets, data.targets)


def test_wheat_seeds_to_the_last_value(data_folder):
    data, raw = load(data_folder / "wheat-seeds.csv"), load(data_folder / "wheat-seeds.raw.csv")
    plain = np.loadtxt(data_folder / "wheat-seeds.raw.csv", delimiter=",")
    assert data.feature_names == SEEDS
    for each in (data, raw):
        np.testing.assert_array_equal(each.features, plain[:, :7])
        np.testing.assert_array_equal(each.targets, plain[:, 7] - 1)
    assert np.bincount(data.targets).tolist() == [70, 70, 70]


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (
            "penguins.csv",
            r"19 values are missing, in 11 rows of 344, the first in row 4 \(line 5\), column 'bill_length_mm'",
        ),
        ("california-housing.csv", "207 values are missing, in 207 rows of 20,640.*'total_bedrooms'"),
        ("tinyshakespeare.txt", "is it a CSV file"),
        ("wheat-seeds.names", "is it a CSV file"),
        ("PROVENANCE.md", "line 3: expected 2 values"),
        ("t10k-labels-idx1-ubyte.gz", "it is compressed by gzip"),
    ],
)
def test_what_is_unfit(data_folder, file, message):
    with pytest.raises(DataError, match=message):
        load(data_folder / file)


def test_the_name_of_a_car_is_no_target(data_folder):
    with pytest.raises(DataError, match="301 different texts in 392 rows"):
        load(data_folder / "auto-mpg.csv", target="8")
    with pytest.raises(ColumnError, match=r"did you mean 'species'\?"):
        load(data_folder / "penguins.csv", target="specie")


def test_names_in_the_folder(data_folder, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLEARPROP_DATA", str(data_folder))
    assert load("wheat-seeds").features.shape == (210, 7)
    assert load("wheat-seeds").name == "wheat-seeds"


def test_mnist(data_folder, monkeypatch):
    monkeypatch.setenv("CLEARPROP_DATA", str(data_folder))
    data = load("mnist")
    assert (data.name, data.features.shape, data.classes) == ("mnist", (60000, 784), tuple("0123456789"))
    test_features, test_targets = data.test
    assert test_features.shape == (10000, 784)
    assert (data.features.min(), data.features.max()) == (0, 1)
    assert data.targets[:8].tolist() == [5, 0, 4, 1, 9, 2, 1, 3]
    assert test_targets[:8].tolist() == [7, 2, 1, 0, 4, 1, 4, 9]
    with gzip.open(data_folder / "t10k-images-idx3-ubyte.gz") as packed:
        last = np.frombuffer(packed.read()[-784:], np.uint8)
    np.testing.assert_allclose(test_features[-1], last / 255)
    new_features, new_targets = data.schema.apply("mnist")
    np.testing.assert_array_equal(new_features, test_features)
    np.testing.assert_array_equal(new_targets, test_targets)
