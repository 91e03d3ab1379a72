"""Layers as part of a network, in training and in prediction: gradients, and every view of them."""

import numpy as np
import pytest

from clearprop.execute.interpret import interpret
from clearprop.ir import parse
from clearprop.nn import Adam
from clearprop.ops import OPS
from tests.render.running import COMPILER, assert_equal, evaluated, needs_compiler, run_c, run_numpy, run_python

from .networks import NETWORKS, X, differences, network, targets

MODES = pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
ALL = pytest.mark.parametrize("name", NETWORKS)


@MODES
@ALL
def test_gradients_are_those_of_differences(name: str, training: bool) -> None:
    net = network(name)
    d = net.derive(X, targets(net), training=training)
    assert set(d.gradients) == set(net.parameters)
    for parameter, gradient in d.gradients.items():
        expected = differences(net, training, parameter)
        np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=2e-8, err_msg=parameter)
    moving = {parameter for parameter, gradient in d.gradients.items() if np.abs(gradient).max() > 1e-4}
    dead = {parameter for parameter in net.parameters if parameter not in moving}
    shifted = {"batch_norm": {"b1"}, "last": {"b2"}}  # the batch's mean takes a shift away
    assert dead == (shifted.get(name, set()) if training else set())


@MODES
@ALL
def test_every_view_gives_the_same_numbers(name: str, training: bool) -> None:
    net = network(name)
    d = net.derive(X, targets(net), training=training)
    program, inputs = d.program.check(), {v.name: np.asarray(d.inputs[v.name]) for v in d.program.inputs}
    expected = {"value": np.asarray(d.value), **{f"d{key}": gradient for key, gradient in d.gradients.items()}}
    for found in (evaluated(program, inputs), run_python(d.fused, inputs), run_numpy(d.fused, inputs)):
        assert_equal(found, expected)
    assert str(parse(str(program), OPS)) == str(program)
    for form in ("unicode", "latex", "mathml"):
        assert d.maths(form) and d.maths(form, per_element=True)


@needs_compiler
@pytest.mark.native
@MODES
@pytest.mark.parametrize("name", ["nested", "first"])
def test_c_gives_the_same_numbers(name: str, training: bool) -> None:
    assert COMPILER
    net = network(name)
    d = net.derive(X, targets(net), training=training)
    inputs = {v.name: np.asarray(d.inputs[v.name]) for v in d.program.inputs}
    expected = {"value": np.asarray(d.value), **{f"d{key}": gradient for key, gradient in d.gradients.items()}}
    assert_equal(run_c(d.fused, inputs), expected)


@ALL
def test_a_training_step_is_the_derivation_and_the_update(name: str) -> None:
    net = network(name)
    program = net.step_program(len(X), "sgd").check()
    x, y, _ = net.data_of(X, targets(net))
    out = interpret(program, {**net.arrays, "step": 1, "key": net.seed, "x": x, "y": y})
    d = net.derive(X, targets(net), training=True)
    assert out["L"] == pytest.approx(d.value, rel=1e-12)
    for parameter, array in net.parameters.items():
        np.testing.assert_allclose(out[parameter], array - 0.1 * d.gradients[parameter], rtol=1e-12, atol=1e-13)
    assert set(out) == {*net.parameters, *net.statistics, "L", "y_hat"}


@ALL
def test_float32_stays_float32(name: str) -> None:
    net = network(name, dtype="float32")
    program = net.step_program(len(X), "adam").check()
    assert {v.type.dtype for v in program.variables() if v.type.shape} <= {"f32", "bool"}
    record = net.fit(X, targets(net), epochs=1)[0]
    assert np.isfinite(record.loss)
    assert {array.dtype.name for array in net.arrays.values()} == {"float32"}


def test_the_order_of_what_goes_in_and_comes_out() -> None:
    program = network("nested").step_program(6, "momentum")
    names = [variable.name for variable in program.inputs]
    parameters = ["gamma1", "beta1", "W2", "b2", "W4", "b4", "gamma5", "beta5", "W6", "b6"]
    states = [f"velocity_{name}" for name in parameters]
    running = ["running_mean5", "running_var5"]
    assert names == [*parameters, *states, *running, "step", "key", "x", "y"]
    assert list(program.outputs) == [*parameters, *states, *running, "L", "y_hat"]
    titles = {variable.name for variable in program.variables()}
    assert {"u3", "mask3", "r3", "x1_hat", "mean5", "var5", "running_var5_new", "a5", "r5", "dgamma5"} <= titles


def test_predictions_need_neither_key_nor_step() -> None:
    d = network("nested").derive(X, network("nested").predict(X))
    assert {"running_mean5", "running_var5"} <= set(d.inputs) and not {"key", "step"} & set(d.inputs)
    trained = network("nested").derive(X, network("nested").predict(X), training=True)
    assert {"key", "step"} <= set(trained.inputs) and "running_mean5" not in {v.name for v in trained.program.inputs}


@pytest.mark.parametrize("name", ["dropout", "layer_norm", "batch_norm", "residual"])
def test_they_learn(name: str) -> None:
    generator = np.random.default_rng(0)
    rows = generator.normal(size=(90, 4))
    labels = (rows[:, 0] > 0).astype(int) + (rows[:, 1] > 0.5)
    net = network(name)
    history = net.fit(rows, labels, epochs=40, optimizer=Adam(0.02))
    assert net.evaluate(rows, labels)["accuracy"] > 0.8
    assert history[-1].loss < 0.6 * history[0].loss
