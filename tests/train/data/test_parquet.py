"""Parquet files, as pyarrow writes them."""

import sys
from decimal import Decimal

import numpy as np
import pytest

from clearprop.train.data import DataError, MissingExtra, load

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def save(tmp_path, name="seeds.parquet", **columns):
    """The path of a Parquet file with these columns."""
    parquet.write_table(pyarrow.table(columns), tmp_path / name)
    return tmp_path / name


def test_kinds_of_columns(tmp_path):
    data = load(
        save(
            tmp_path,
            whole=[1, 2, 3, 4],
            measured=[0.5, 1.5, 2.5, 3.5],
            exact=[Decimal("1.25"), Decimal("2.50"), Decimal("3.75"), Decimal("5.00")],
            sky=pyarrow.array(["red", "blue", "red", "red"]).dictionary_encode(),
            ripe=[True, False, False, True],
            kind=["a", "b", "a", "c"],
            __index_level_0__=[5, 3, 1, 2],
        )
    )
    assert data.feature_names == ("whole", "measured", "exact", "sky=blue", "sky=red", "ripe=False", "ripe=True")
    np.testing.assert_array_equal(data.features[1], [2, 1.5, 2.5, 1, 0, 1, 0])
    assert (data.name, data.classes, data.targets.tolist()) == ("seeds", ("a", "b", "c"), [0, 1, 0, 2])


def test_missing_values(tmp_path):
    path = save(tmp_path, a=[1, None, 3], b=["x", "y", None], c=pyarrow.nulls(3), y=[0.5, 1.5, 2.5])
    with pytest.raises(DataError, match="2 values are missing, in 2 rows of 3, the first in row 2, column 'a'"):
        load(path)
    mean = load(path, missing="mean")
    np.testing.assert_array_equal(mean.features, [[1, 1, 0], [np.nan, 0, 1], [3, np.nan, np.nan]])


def test_unfit_files(tmp_path):
    path = save(tmp_path, a=[1, 2], y=[0, 1])
    content = path.read_bytes()
    for broken in (content[:-9], b"a,b\n1,2\n", b"PAR1" + bytes(99) + b"PAR1"):
        path.write_bytes(broken)
        with pytest.raises(DataError, match=r"seeds\.parquet: cannot be read as Parquet"):
            load(path)
    with pytest.raises(DataError, match="the table has 0 rows and 2 columns"):
        load(save(tmp_path, a=pyarrow.array([], "int64"), y=pyarrow.array([], "int64")))
    twice = pyarrow.Table.from_arrays([pyarrow.array([1, 2])] * 2, names=["a", "a"])
    parquet.write_table(twice, path)
    with pytest.raises(DataError, match="columns 1 and 2 are both named 'a'"):
        load(path)


def test_without_pyarrow_the_extra_is_named(tmp_path, monkeypatch):
    path = save(tmp_path, a=[1, 2], y=[0, 1])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra) as caught:
        load(path)
    assert str(caught.value) == "reading Parquet needs pyarrow; type: pip install 'clearprop[parquet]'"
