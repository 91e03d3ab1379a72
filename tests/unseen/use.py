"""Run by tests/test_contributing.py beside a copy of clearprop that has one more op: what follows from it by itself.

``python use.py copysign gradients`` and ``... views`` end with exit code 0 where everything is right.
"""

import ctypes
import json
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np

import clearprop as cp


def with_copysign(x, y, w):
    size = np.copysign(x @ w, y)
    return np.mean(size * np.tanh(y + x[:, :1])) + np.copysign(2.0, w[0, 0]) * np.sum(w)


def with_nancumsum(x, y, w):
    path = np.nancumsum(x @ w, axis=0)
    return np.sum(np.sin(path) * y) + np.nancumsum(w)[-2] ** 2


def layers_with_copysign(x, y, w):
    z = x @ w + 0.1
    a = np.copysign(z, y)
    return np.mean((np.tanh(a) - y) ** 2)


def layers_with_nancumsum(x, y, w):
    z = x @ w + 0.1
    a = np.nancumsum(z, axis=1)
    return np.mean((np.tanh(a) - y) ** 2)


FUNCTIONS = {"copysign": with_copysign, "nancumsum": with_nancumsum}
LAYERS = {"copysign": layers_with_copysign, "nancumsum": layers_with_nancumsum}


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
    arrays = [*map(np.ascontiguousarray, arguments), np.zeros(()), *map(np.zeros_like, gradients)]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "emitted.c").write_text(code)
        subprocess.run(
            [compiler, "-std=c11", "-Wall", "-Werror", "-shared", "-fPIC", "emitted.c", "-o", "emitted.so", "-lm"],
            cwd=folder,
            check=True,
        )
        library = ctypes.CDLL(str(Path(folder, "emitted.so")))
    library.value_and_gradients(*(ctypes.c_void_p(a.ctypes.data) for a in arrays))
    return arrays[len(arguments)], arrays[len(arguments) + 1 :]


def run_javascript(module, arguments, names):
    node = shutil.which("node")
    if node is None:
        print("NO NODE: the emitted JavaScript is not tested on this machine")
        return None
    start = f"const {{ outputs }} = run(...{json.dumps([a.tolist() for a in arguments])});"
    end = "console.log(JSON.stringify(outputs, (key, part) => (ArrayBuffer.isView(part) ? [...part] : part)));"
    command = [node, "--input-type=module", "--eval", "\n".join([module, start, end])]
    outputs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return outputs["value"], [np.reshape(outputs[f"d{n}"]["data"], outputs[f"d{n}"]["shape"]) for n in names]


def drawn():
    rng = np.random.default_rng(3)
    return [rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), rng.normal(size=(3, 2))]


def gradients(name):
    function = FUNCTIONS[name]
    arguments = drawn()
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
        value_there, by_name = namespace["value_and_gradients"](*given)
        emitted[language] = value_there, [by_name[key] for key in names]
    in_c = run_c(derivation.code("c"), arguments, found)
    if in_c is not None:
        emitted["c"] = in_c
    in_javascript = run_javascript(derivation.code("javascript"), arguments, names)
    if in_javascript is not None:
        emitted["javascript"] = in_javascript
    for language, (value_there, there) in emitted.items():
        np.testing.assert_allclose(value_there, value, rtol=1e-12, err_msg=language)
        for gradient, expected in zip(there, found, strict=True):
            np.testing.assert_allclose(gradient, expected, rtol=1e-10, atol=1e-12, err_msg=language)
    checked = cp.check_gradient(function, *arguments)
    assert checked, str(checked)
    second = cp.hessian(lambda w: function(arguments[0], arguments[1], w))(arguments[2])
    assert second.shape == (3, 2, 3, 2)


def views(name):
    """Mathematics, picture, page, factors, paths and answers know the op without having heard of it."""
    function, arguments = LAYERS[name], drawn()
    derivation = cp.derive(function, *arguments, wrt=("w",))
    assert name in derivation.maths("unicode") and name in derivation.maths("latex")
    ElementTree.fromstring(derivation.maths("mathml"))
    picture = derivation.picture()
    ElementTree.fromstring(picture)
    assert 'data-quantity="w"' in picture
    page = derivation.to_html()
    assert name in page and "<svg" in page and "<math" in page
    measured = differences(function, arguments, 2)
    for index in np.ndindex(3, 2):
        factors = derivation.factors("w", index)
        assert factors.uses[0].z.name == "z" and factors.uses[0].a.name == "a", factors.uses
        products = [np.dot(row.error_signal, row.slope) * row.input for row in factors.rows]
        np.testing.assert_allclose([row.product for row in factors.rows], products, rtol=1e-12)
        np.testing.assert_allclose(sum(products), measured[index], rtol=1e-5, atol=1e-8)
        paths = derivation.paths("w", index, most=None)
        np.testing.assert_allclose(sum(path.product for path in paths), measured[index], rtol=1e-5, atol=1e-8)
        answer = derivation.why("w", index)
        assert np.isclose(answer.facts[0].numbers["gradient"], measured[index], rtol=1e-5, atol=1e-8)
        assert answer.changes, "there is a gradient, so a step along it is tried"
        for effect in answer.changes:
            assert np.isclose(effect.loss, function(*arguments), rtol=1e-12)
        step = answer.changes[-1]
        assert np.isclose(step.predicted_loss - step.loss, step.actual_loss - step.loss, rtol=0.2), str(step)


if __name__ == "__main__":
    {"gradients": gradients, "views": views}[sys.argv[2]](sys.argv[1])
