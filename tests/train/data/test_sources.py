"""What a name may mean, and what is loaded when the package is imported."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from clearprop.train import data as package
from clearprop.train.data import SHIPPED, DataError, MissingExtra, load

CSV = "a,b,y\n1,2,0\n3,4,1\n5,6,1\n7,8.5,0\n"


@pytest.mark.parametrize(
    ("name", "shape", "classes"),
    [
        ("iris", (150, 4), ("setosa", "versicolor", "virginica")),
        ("wine", (178, 13), ("class_0", "class_1", "class_2")),
        ("digits", (1797, 64), tuple("0123456789")),
        ("breast_cancer", (569, 30), ("benign", "malignant")),
        ("diabetes", (442, 10), None),
        ("xor", (4, 2), ("0", "1")),
        ("moons", (200, 2), ("0", "1")),
    ],
)
def test_sets_that_ship(name, shape, classes):
    data = load(name)
    assert (data.name, data.features.shape, data.classes, data.test) == (name, shape, classes, None)
    assert np.isfinite(data.features).all()


def test_every_set_that_ships_is_tested_above():
    assert set(SHIPPED) == {"iris", "wine", "digits", "breast_cancer", "diabetes", "xor", "moons"}


def test_values_are_those_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    theirs, ours = datasets.load_breast_cancer(), load("breast-cancer")
    np.testing.assert_array_equal(ours.features, theirs.data)
    np.testing.assert_array_equal(ours.targets, 1 - theirs.target)
    np.testing.assert_array_equal(load("diabetes").targets, datasets.load_diabetes().target)


def test_without_scikit_learn_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(MissingExtra) as caught:
        load("iris")
    assert str(caught.value) == "the data set iris needs sklearn; type: pip install 'clearprop[sklearn]'"
    assert load("xor").rows == 4


def test_a_file_goes_before_a_set_and_a_set_before_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "iris").write_text(CSV)
    (tmp_path / "wine").mkdir()
    assert load("iris").rows == 4
    assert load("wine").rows == 178
    assert load(Path("digits")).rows == 1797


def test_the_folder_of_data_sets(tmp_path, monkeypatch):
    folder, here = tmp_path / "sets", tmp_path / "here"
    (folder / "small").mkdir(parents=True)
    here.mkdir()
    (folder / "wheat-seeds.csv").write_text(CSV)
    (folder / "small" / "pairs.csv").write_text(CSV)
    np.savez(folder / "arrays.npz", X=[[1.0, 2], [3, 4], [5, 7]], y=[0, 1, 1])
    monkeypatch.chdir(here)
    with pytest.raises(DataError, match=r"'wheat-seeds': there is no such file.*CLEARPROP_DATA names no folder"):
        load("wheat-seeds")
    monkeypatch.setenv("CLEARPROP_DATA", str(folder))
    for name in ("wheat-seeds", "wheat-seeds.csv", "small/pairs.csv", "small/pairs"):
        assert load(name).rows == 4
    assert load("arrays").rows == 3
    (here / "wheat-seeds.csv").write_text(CSV + "9,9,1\n")
    assert load("wheat-seeds.csv").rows == 5
    with pytest.raises(DataError, match="no such file"):
        load(tmp_path / "wheat-seeds.csv")
    with pytest.raises(DataError, match="no such file"):
        load(here / "wheat-seeds")


def test_an_unknown_name_lists_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"'irsi': there is no such file \(did you mean 'iris'\?\).*iris, wine, digits"):
        load("irsi")
    (tmp_path / "measured.csv").write_text(CSV)
    with pytest.raises(DataError, match=r"did you mean 'measured\.csv'\?"):
        load(tmp_path / "mesured.csv")
    monkeypatch.setenv("CLEARPROP_DATA", str(tmp_path))
    with pytest.raises(DataError, match=r"did you mean 'measured'\?.*nor is it in .* \(CLEARPROP_DATA\)"):
        load("mesured")
    with pytest.raises(DataError, match="no such file"):
        load("x" * 5000)
    with pytest.raises(DataError, match="no such file"):
        load("a\0b")


def refuse(self, *arguments, **options):
    """Instead of a method of Path, for one who may not look."""
    raise PermissionError(13, "Permission denied", str(self))


@pytest.mark.parametrize("method", ["exists", "read_bytes", "iterdir"])
def test_what_may_not_be_read(tmp_path, monkeypatch, method):
    (tmp_path / "seeds.csv").write_text(CSV)
    monkeypatch.setattr(type(tmp_path), method, refuse)
    with pytest.raises(DataError, match=r"cannot be read: Permission denied\."):
        load(tmp_path if method == "iterdir" else tmp_path / "seeds.csv")


def test_a_folder_of_data_sets_that_may_not_be_read(tmp_path, monkeypatch):
    monkeypatch.setenv("CLEARPROP_DATA", str(tmp_path / "gone"))
    with pytest.raises(DataError, match="did you mean 'iris'"):
        load("irsi")


def test_public_names_are_sorted_and_there():
    assert package.__all__ == sorted(package.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert all(hasattr(package, name) for name in package.__all__)


def modules_after(statement):
    """The names of all modules that a fresh Python has loaded after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_only_numpy_is_loaded_until_more_is_needed():
    source = Path(package.__file__).parents[3]
    begin = f"sys.path.insert(0, {str(source)!r})\nfrom clearprop.train.data import load\n"
    assert not {"sklearn", "pyarrow", "pandas", "scipy"} & modules_after(begin + "load('xor')")
    assert "sklearn" in modules_after(begin + "load('iris')")
