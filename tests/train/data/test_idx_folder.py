"""MNIST's format: a folder with IDX files."""

import gzip

import numpy as np
import pytest

from clearprop.train.data import ColumnError, DataError, load


def idx(array):
    """The bytes of an IDX file."""
    header = bytes((0, 0, 8, array.ndim)) + b"".join(size.to_bytes(4, "big") for size in array.shape)
    return header + array.astype(np.uint8).tobytes()


IMAGES = np.arange(5 * 4 * 3).reshape(5, 4, 3) * 4
LABELS = np.array([3, 5, 3, 5, 3])


def write_idx(folder, part="train", images=IMAGES, labels=LABELS):
    """Images and labels under their official names."""
    (folder / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
    (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels))


def test_an_idx_folder(tmp_path):
    write_idx(tmp_path)
    write_idx(tmp_path, "t10k", IMAGES[:2] + 1, LABELS[[4, 1]])
    (tmp_path / "notes.txt").write_text("ignored")
    for name in ("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress((tmp_path / name).read_bytes()))
        (tmp_path / name).unlink()
    (tmp_path / "train-labels-idx1-ubyte").rename(tmp_path / "train-labels.idx1-ubyte")
    data = load(tmp_path)
    np.testing.assert_allclose(data.features, IMAGES.reshape(5, 12) / 255)
    np.testing.assert_allclose(data.test[0], (IMAGES[:2] + 1).reshape(2, 12) / 255)
    assert data.targets.tolist() == [0, 1, 0, 1, 0]
    assert data.test[1].tolist() == [0, 1]
    assert data.classes == ("3", "5")
    assert data.name == tmp_path.name
    assert "images of 4 by 3 are laid out as rows of 12 pixels; pixels are divided by 255" in data.notes
    assert any("5 images to train on; scored on the 2 images of t10k" in note for note in data.notes)


def test_an_idx_folder_without_t10k(tmp_path):
    write_idx(tmp_path)
    data = load(str(tmp_path))
    assert data.test is None
    assert data.features.shape == (5, 12)
    (tmp_path / "train-labels-idx1-ubyte").rename(tmp_path / "t10k-labels-idx1-ubyte")
    (tmp_path / "train-images-idx3-ubyte").rename(tmp_path / "t10k-images-idx3-ubyte")
    new_features, new_targets = data.schema.apply(tmp_path)
    np.testing.assert_array_equal(new_features, data.features)
    np.testing.assert_array_equal(new_targets, data.targets)
    with pytest.raises(ColumnError, match="images and labels: there is no column 'area'"):
        load(tmp_path, target="area")


def spoil(name, change):
    """A function that changes the bytes of one file of a folder."""

    def apply(folder):
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return apply


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (spoil("train-images-idx3-ubyte", lambda old: old[:-1]), "expected 76 bytes, found 75: the file is cut off"),
        (spoil("train-images-idx3-ubyte", lambda old: old[:9]), "expected 16 bytes, found 9: the file is cut off"),
        (spoil("train-images-idx3-ubyte", lambda old: old + b"!"), "expected 76 bytes, found 77: the file is too long"),
        (
            spoil("train-images-idx3-ubyte", lambda old: b"\0\0\x09" + old[3:]),
            "begins with the bytes 0 0 8 3, found 0 0 9 3",
        ),
        (spoil("train-labels-idx1-ubyte", lambda old: idx(IMAGES)), "begins with the bytes 0 0 8 1, found 0 0 8 3"),
        (spoil("train-labels-idx1-ubyte", lambda old: b""), "the file is empty"),
        (
            spoil("train-labels-idx1-ubyte", lambda old: idx(LABELS[:4])),
            "has 5 images, but train-labels-idx1-ubyte has 4 labels",
        ),
        (spoil("train-labels-idx1-ubyte", lambda old: gzip.compress(old)[:-5]), "broken gzip file"),
        (spoil("train-labels-idx1-ubyte", lambda old: b"\x1f\x8b" + old), "broken gzip file"),
        (spoil("train-labels-idx1-ubyte", lambda old: idx(LABELS * 0)), "one class only"),
        (
            lambda folder: (folder / "train-labels-idx1-ubyte").unlink(),
            "no file with the labels of train; expected train-labels",
        ),
        (
            lambda folder: (folder / "train-images-idx3-ubyte").unlink(),
            "no file with the images of train; expected train-images",
        ),
        (lambda folder: write_idx(folder, images=IMAGES[:0], labels=LABELS[:0]), "there are no rows"),
        (
            lambda folder: write_idx(folder, "t10k", IMAGES[:, :2], LABELS),
            r"train are \(4, 3\), those of t10k \(2, 3\)",
        ),
        (
            lambda folder: write_idx(folder, "t10k", IMAGES, LABELS + 1),
            "row 1, column 'label': the class '4' is unknown",
        ),
    ],
)
def test_idx_files_that_are_unfit(tmp_path, change, message):
    write_idx(tmp_path)
    change(tmp_path)
    with pytest.raises(DataError, match=message) as caught:
        load(tmp_path)
    assert tmp_path.name in str(caught.value)


def test_a_folder_without_idx_files(tmp_path):
    with pytest.raises(DataError, match="found no IDX files in this folder; expected train-images-idx3-ubyte"):
        load(tmp_path)
    (tmp_path / "seeds.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match=r"name one of its files, such as seeds\.csv\."):
        load(tmp_path)
