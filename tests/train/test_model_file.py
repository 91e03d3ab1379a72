"""The model file: JSON and safetensors in one, written whole or not at all."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from clearprop.train.data.errors import DataError
from clearprop.train.model_file import read_model, write_model

ARRAYS = {"W1": np.arange(6.0).reshape(3, 2).T, "b1": np.float32([1.5]), "s": np.array(2.0)}


def test_there_and_back(tmp_path: Path) -> None:
    write_model(tmp_path / "m", {"name": "σ"}, ARRAYS)
    description, arrays = read_model(tmp_path / "m")
    assert description == {"name": "σ"}
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(arrays[name], array)


def test_anyone_can_read_it(tmp_path: Path) -> None:
    write_model(tmp_path / "m", {"name": "x"}, ARRAYS)
    with safe_open(tmp_path / "m", framework="np") as file:
        assert json.loads(file.metadata()["clearprop"]) == {"version": 1, "name": "x"}


def test_what_was_there_stays_until_the_new_one_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m"
    write_model(path, {"name": "old"}, ARRAYS)

    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_model(path, {"name": "new"}, ARRAYS)
    assert read_model(path)[0] == {"name": "old"}
    assert os.listdir(tmp_path) == ["m"]


def test_what_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no such file"):
        read_model(tmp_path / "nothing")
    (tmp_path / "text").write_text("x,y\n1,2\n")
    with pytest.raises(DataError, match="this is no model file"):
        read_model(tmp_path / "text")
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(DataError, match="this is no model file"):
        read_model(tmp_path / "empty")
    with pytest.raises(DataError, match="this is no model file"):
        read_model(tmp_path)
    save_file({"W": np.ones(2)}, tmp_path / "other")
    with pytest.raises(DataError, match="not saved by clearprop"):
        read_model(tmp_path / "other")
    save_file({"W": np.ones(2)}, tmp_path / "later", {"clearprop": json.dumps({"version": 99})})
    with pytest.raises(DataError, match="another version"):
        read_model(tmp_path / "later")
