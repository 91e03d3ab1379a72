"""What stands beside a quantity as its gradient: held against central differences, and named where the Program holds it."""

import numpy as np

import clearprop as cp
from clearprop.execute.interpret import interpret
from clearprop.explain.adjoints import unheld


def chain(x, k):
    h = x * k
    s = np.sin(h) + h
    return np.sum(s * s) + x[0]


def by_name(d):
    return {variable.name: adjoint for variable, adjoint in d.adjoints.items()}


def test_adjoints_of_named_steps_are_those_of_differences():
    x, k = np.array([0.3, -1.2, 0.8]), 1.5
    found = by_name(cp.derive(chain, x, k, wrt="x"))

    def after_h(h):
        return np.sum((np.sin(h) + h) ** 2)

    h, step = x * k, 1e-6
    measured = [(after_h(h + step * e) - after_h(h - step * e)) / (2 * step) for e in np.eye(3)]
    np.testing.assert_allclose(found["h"].array, measured, rtol=1e-7)
    np.testing.assert_allclose(found["s"].array, 2 * (np.sin(h) + h))
    assert (found["h"].name, found["s"].name, found["x"].name) == ("dh", "ds", "dx")


def test_what_does_not_move_with_the_arguments_has_none():
    found = by_name(cp.derive(chain, np.ones(3), 1.5, wrt="x"))
    assert "k" not in found
    assert set(by_name(cp.derive(chain, np.ones(3), 1.5, wrt="k"))) >= {"k", "h"}


def test_an_adjoint_that_is_another_quantity_keeps_the_gradients_name():
    found = by_name(cp.derive(lambda x, y: x * y, 2.0, 3.0))
    assert found["x"].name == "dx" and found["x"].array == 3.0


def test_an_authors_own_variable_called_dx_is_not_taken_for_the_gradient():
    def steps(x):
        h = 2.0 * x
        dh = 5.0 * h
        return np.sum(dh * h)

    d = cp.derive(steps, np.array([1.0, 2.0]))
    np.testing.assert_allclose(by_name(d)["h"].array, 2 * 5.0 * 2.0 * np.array([1.0, 2.0]))
    assert by_name(d)["h"].name == "dh_2"


def test_a_constant_function_has_no_adjoints():
    assert cp.derive(lambda x: 1.0 + 0.0 * np.sum(x), np.ones(2)).adjoints is not None


def test_a_program_computes_those_that_no_quantity_holds_for_other_inputs_too():
    x, k = np.array([0.3, -1.2, 0.8]), 1.5
    d, other = cp.derive(chain, x, k, wrt="x"), cp.derive(chain, 2 * x, 0.5, wrt="x")
    program = unheld(d.program, d.run, d.adjoints)
    found = interpret(program, {"x": 2 * x, "k": 0.5})
    wanted = {f"d{v.name}": adjoint.array for v, adjoint in other.adjoints.items() if not adjoint.name}
    assert found.keys() == wanted.keys() and found
    for name, array in wanted.items():
        np.testing.assert_allclose(found[name], array)


def test_a_constant_function_needs_no_such_program():
    d = cp.derive(lambda x: 1.0, 2.0)
    assert unheld(d.program, d.run, d.adjoints) is None
