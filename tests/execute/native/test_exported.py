"""The training that is written as one C file: no warning, nothing that sanitizers find, and the numbers of ``fit``."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import clearprop as cp

COMPILER = shutil.which("gcc") or shutil.which("clang")
STRICT = ("-std=c11", "-Wall", "-Wextra", "-Werror", "-march=native", "-ffp-contract=fast")
SANITIZED = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")

pytestmark = pytest.mark.skipif(COMPILER is None, reason="no C compiler")


def bent(z):
    return z / (1 + np.abs(z))


SIGMOIDS = {"activation": "sigmoid", "output": "sigmoid", "loss": "half_squared_error"}
NETWORKS = {
    "tutorial": ([7, 5, 3], SIGMOIDS, 1, cp.SGD(0.5)),
    "classes": ([4, 40, 33, 3], {"activation": "relu", "output": "softmax"}, 16, cp.Adam(0.01)),
    "kept and drawn": ([5, 20, cp.BatchNorm(), 18, cp.Dropout(0.3), 2], {"dtype": "float32"}, 13, cp.Momentum(0.05)),
    "own": ([3, 30, 20, 1], {"activation": bent, "output": "identity"}, 50, cp.SGD(0.1)),
    "far": ([300, 450, 2], {"activation": "tanh", "dtype": "float32"}, 30, cp.SGD(0.01)),
}


@pytest.fixture(params=NETWORKS)
def network(request):
    layers, options, size, rule = NETWORKS[request.param]
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(50, layers[0])), generator.random((50, layers[-1]))
    y = y / y.sum(axis=1, keepdims=True) if options.get("output") == "softmax" else y
    return cp.Network(layers, seed=3, **options), x, y, {"batch_size": size, "optimizer": rule}


def run(
    place: Path, x: np.ndarray, y: np.ndarray, epochs: int, *flags: str
) -> tuple[list[float], dict[str, np.ndarray]]:
    """The losses and the arrays that the program prints."""
    rows = place.with_suffix(".txt")
    np.savetxt(rows, np.hstack([x, y]), fmt="%.17g")
    program = place.with_suffix("")
    made = subprocess.run([COMPILER, *STRICT, *flags, place, "-o", program, "-lm"], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    environment = os.environ | {"ASAN_OPTIONS": "detect_leaks=1"}
    done = subprocess.run([program, rows, str(epochs)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    losses = [float(line.split()[-1]) for line in lines[:epochs]]
    arrays = dict(
        zip(lines[epochs::2], (np.array(line.split(), float) for line in lines[epochs + 1 :: 2]), strict=True)
    )
    return losses, arrays


@pytest.mark.parametrize("flags", [("-O3",), SANITIZED], ids=["fast", "sanitized"])
def test_the_exported_program_trains_as_fit_does(network, flags, tmp_path):
    net, x, y, options = network
    place = tmp_path / "training.c"
    net.export_c(place, len(x), **options)
    losses, arrays = run(place, x, y, 3, *flags)
    net.fit(x, y, epochs=3, shuffle=False, engine="numpy", **options)
    tolerance = 1e-12 if net.dtype == np.float64 else 3e-5
    assert losses == pytest.approx([record.loss for record in net.history], rel=tolerance)
    for name, array in net.arrays.items():
        np.testing.assert_allclose(arrays[name], array.ravel(), rtol=tolerance, atol=tolerance, err_msg=name)


def test_it_goes_on_from_where_training_is(tmp_path):
    generator = np.random.default_rng(1)
    x, y = generator.normal(size=(20, 3)), generator.random((20, 2))
    options = {"batch_size": 8, "optimizer": cp.Adam(0.01), "shuffle": False, "engine": "numpy"}
    net = cp.Network([3, 6, 2], seed=1)
    net.fit(x, y, epochs=2, **options)
    net.export_c(tmp_path / "more.c", 20, batch_size=8, optimizer=cp.Adam(0.01))
    losses, _ = run(tmp_path / "more.c", x, y, 2, "-O2")
    net.fit(x, y, epochs=2, **options)
    assert losses == pytest.approx([record.loss for record in net.history][2:], rel=1e-12)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "expected a file of rows, and how many epochs to train"),
        (["missing.txt", "2"], "missing.txt: cannot be read"),
        (["short.txt", "2"], "short.txt: expected as many rows"),
        (["long.txt", "2"], "long.txt: expected as many rows"),
        (["text.txt", "2"], "text.txt: expected as many rows"),
    ],
)
def test_what_does_not_fit_is_said(words, said, tmp_path):
    cp.Network([2, 1], seed=1).export_c(tmp_path / "training.c", 2)
    subprocess.run([COMPILER, *STRICT, tmp_path / "training.c", "-o", tmp_path / "training", "-lm"], check=True)
    for name, text in {"short": "1 2 3\n4 5", "long": "1 2 3\n4 5 6\n7 8 9", "text": "1, two, 3\n4 5 6"}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    done = subprocess.run(["./training", *words], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.parametrize("rows", [0, 2.5, "many"])
def test_rows_are_a_whole_number(rows, tmp_path):
    with pytest.raises(ValueError, match="expected a whole number of at least 1"):
        cp.Network([2, 1]).export_c(tmp_path / "training.c", rows)
