"""Run by tests/test_contributing.py beside a copy of clearprop that has one more op: what follows from it by itself.

``python use.py copysign`` ends with exit code 0 where everything is right.
"""

import ctypes
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import clearprop as cp


def with_copysign(x, y, w):
    size = np.copysign(x @ w, y)
    return np.mean(size * np.tanh(y + x[:, :1])) + np.copysign(2.0, w[0, 0]) * np.sum(w)


def with_nancumsum(x, y, w):
    path = np.nancumsum(x @ w, axis=0)
    return np.sum(np.sin(path) * y) + np.nancumsum(w)[-2] ** 2


FUNCTIONS = {"copysign": with_copysign, "nancumsum": with_nancumsum}


def differences(function, arguments, position, step=1e-5):
    gradient = np.zeros_like(arguments[position])
    for at in np.ndindex(gradient.shape):
        values = []
        for by in (step, -step):
            moved = [np.array(a) for a in arguments]
            moved[position][at] += by
            values.append(function(*moved))
        gradient[at] = (values[0] - values[1]) / (2 * step)
    return gradient


def run_c(code, arguments, gradients):
    compiler = shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        print("NO C COMPILER: the emitted C is not tested on this machine")
        return None
    folder = Path(tempfile.mkdtemp())
    (folder / "emitted.c").write_text(code)
    subprocess.run(
        [compiler, "-std=c11", "-Wall", "-Werror", "-shared", "-fPIC", "emitted.c", "-o", "emitted.so", "-lm"],
        cwd=folder,
        check=True,
    )
    arrays = [*map(np.ascontiguousarray, arguments), np.zeros(()), *map(np.zeros_like, gradients)]
    ctypes.CDLL(str(folder / "emitted.so")).value_and_gradients(*(ctypes.c_void_p(a.ctypes.data) for a in arrays))
    return arrays[len(arguments)], arrays[len(arguments) + 1 :]


def check(name):
    function = FUNCTIONS[name]
    rng = np.random.default_rng(3)
    arguments = [rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), rng.normal(size=(3, 2))]
    names = ["x", "y", "w"]
    program = cp.trace(function, *arguments)
    assert any(equation.op.name == name for equation in program.equations), "the function was not traced to the op"
    value, found = cp.value_and_grad(function, wrt=(0, 1, 2))(*arguments)
    assert np.isclose(value, function(*arguments), rtol=1e-12)
    for position, gradient in enumerate(found):
        np.testing.assert_allclose(gradient, differences(function, arguments, position), rtol=1e-5, atol=1e-7)
    derivation = cp.derive(function, *arguments)
    emitted = {}
    for language, given in (("python", [a.tolist() for a in arguments]), ("numpy", arguments)):
        namespace = {}
        exec(derivation.code(language), namespace)
        value_there, gradients = namespace["value_and_gradients"](*given)
        emitted[language] = value_there, [gradients[key] for key in names]
    in_c = run_c(derivation.code("c"), arguments, found)
    if in_c is not None:
        emitted["c"] = in_c
    for language, (value_there, gradients) in emitted.items():
        np.testing.assert_allclose(value_there, value, rtol=1e-12, err_msg=language)
        for gradient, expected in zip(gradients, found, strict=True):
            np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12, err_msg=language)
    for language in ("unicode", "latex", "mathml"):
        if hasattr(derivation, "maths"):
            assert derivation.maths(language)
    checked = cp.check_gradient(function, *arguments)
    assert checked, str(checked)
    second = cp.hessian(lambda w: function(arguments[0], arguments[1], w))(arguments[2])
    assert second.shape == (3, 2, 3, 2)


if __name__ == "__main__":
    check(sys.argv[1])
