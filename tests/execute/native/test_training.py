"""Training by compiled code: the interpreter's numbers, whatever the network, and the same answers where it goes wrong."""

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import clearprop as cp
from clearprop.execute.native import compiler, libraries
from clearprop.execute.native.compiled import Passing
from clearprop.train.diverged import Diverged

TOLERANCE = {"float64": 1e-12, "float32": 3e-5}


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(libraries, "folder", lambda: tmp_path / "native")


def trained(engine: str, layers: list[Any], data: tuple[np.ndarray, np.ndarray], **options: Any) -> cp.Network:
    of_fit = {name: options.pop(name) for name in ("optimizer", "batch_size", "epochs") if name in options}
    network = cp.Network(layers, seed=3, **options)
    network.fit(*data, engine=engine, **{"epochs": 2, "batch_size": 8, **of_fit})
    return network


def rows_for(layers: list[Any], outputs: int, rows: int = 21) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(0)
    return generator.normal(size=(rows, layers[0])), generator.random((rows, outputs))


def assert_same(one: cp.Network, other: cp.Network, tolerance: float) -> None:
    for name, array in one.arrays.items():
        np.testing.assert_allclose(other.arrays[name], array, rtol=tolerance, atol=tolerance, err_msg=name)
    assert [r.loss for r in other.history] == pytest.approx([r.loss for r in one.history], rel=tolerance)


sizes = st.lists(st.integers(1, 40), min_size=2, max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    layers=sizes,
    activation=st.sampled_from(["sigmoid", "tanh", "relu", "gelu", "softplus"]),
    output=st.sampled_from(["identity", "sigmoid", "softmax"]),
    optimizer=st.sampled_from([cp.SGD(0.01), cp.Momentum(0.01), cp.Adam(0.001)]),
    batch_size=st.integers(1, 21),
    dtype=st.sampled_from(["float64", "float32"]),
)
def test_any_network_trains_to_the_same_numbers(layers, activation, output, optimizer, batch_size, dtype):
    if output == "softmax" and layers[-1] == 1:
        layers = [*layers[:-1], 2]
    x, y = rows_for(layers, layers[-1])
    y = y / y.sum(axis=1, keepdims=True) if output == "softmax" else y
    options = {"activation": activation, "output": output, "optimizer": optimizer, "batch_size": batch_size}
    one, other = (trained(engine, layers, (x, y), dtype=dtype, **options) for engine in ("numpy", "native"))
    assert_same(one, other, TOLERANCE[dtype])


@pytest.mark.parametrize("layer", [cp.Dropout(0.3), cp.BatchNorm(), cp.LayerNorm()], ids=["dropout", "batch", "layer"])
def test_layers_that_draw_or_keep_statistics_do_so_natively(layer):
    layers = [5, 12, layer, 3]
    data = rows_for(layers, 3)
    assert_same(trained("numpy", layers, data), trained("native", layers, data), 1e-12)


def test_a_function_of_the_users_own_is_compiled_as_any():
    def bent(z):
        return z / (1 + np.abs(z))

    data = rows_for([4, 9, 2], 2)
    both = [trained(engine, [4, 9, 2], data, activation=bent) for engine in ("numpy", "native")]
    assert_same(*both, 1e-12)


@pytest.mark.parametrize("rate", [1e3, 1e200])
def test_what_diverges_is_told_alike_and_leaves_the_same_numbers(rate):
    data = rows_for([3, 4, 1], 1)
    found = []
    for engine in ("numpy", "native"):
        network = cp.Network([3, 4, 1], output="identity", seed=1)
        with pytest.raises(Diverged) as problem:
            network.fit(*data, epochs=20, batch_size=4, optimizer=cp.SGD(rate), engine=engine)
        found.append((str(problem.value), network))
    assert found[0][0] == found[1][0]
    for name, array in found[0][1].parameters.items():
        np.testing.assert_allclose(found[1][1].parameters[name], array, rtol=1e-9)


def test_an_interruption_keeps_a_whole_update(monkeypatch):
    data = rows_for([3, 4, 1], 1, rows=40)
    network = cp.Network([3, 4, 1], seed=1)
    before = {name: array.copy() for name, array in network.parameters.items()}
    go_on, times = Passing.go_on, []

    def interrupted(passing: Passing) -> None:
        times.append(1)
        if len(times) == 4:
            raise KeyboardInterrupt
        go_on(passing)

    monkeypatch.setattr(Passing, "go_on", interrupted)
    with pytest.raises(KeyboardInterrupt):
        network.fit(*data, epochs=9, batch_size=10, engine="native", callbacks=[lambda record: None])
    assert len(network.history) == 3
    assert all(np.any(array != before[name]) for name, array in network.parameters.items())
    again = cp.Network([3, 4, 1], seed=1)
    again.fit(*data, epochs=3, batch_size=10)
    assert_same(again, network, 1e-12)


def test_without_a_compiler_numpy_trains_and_it_is_said(monkeypatch):
    def none() -> tuple[str, ...]:
        raise compiler.NotCompiled("no C compiler was found.")

    monkeypatch.setattr(compiler, "compiler", none)
    monkeypatch.setattr(compiler, "version", none)
    monkeypatch.setattr(libraries, "version", none)
    data = rows_for([3, 4, 1], 1)
    with pytest.warns(RuntimeWarning, match="by NumPy, more slowly: no C compiler was found"):
        network = trained("native", [3, 4, 1], data)
    assert_same(trained("numpy", [3, 4, 1], data), network, 0)


def test_an_engine_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="engine='cuda': expected one of 'auto', 'numpy', 'native'"):
        trained("cuda", [3, 4, 1], rows_for([3, 4, 1], 1))


def test_the_process_keeps_its_denormal_numbers():
    trained("native", [3, 4, 1], rows_for([3, 4, 1], 1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert np.float64(1e-310) * np.float64(0.5) > 0 and np.float32(1e-40) * np.float32(0.5) > 0
