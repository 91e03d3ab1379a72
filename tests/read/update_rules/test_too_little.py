"""Where too little was recorded, or nothing fits, nothing is said; odd input does no harm."""

import numpy as np
import pytest

from clearprop.read.update_rules import Run, explain, identify, mistakes

from . import scripts

SCALARS = {"w": (), "b": ()}


def test_nothing_recorded():
    for runs in ([], [Run([], [], [])], [Run([{}], [{}], [{}])]):
        assert identify(runs) is None and mistakes(runs) == () and explain(runs).rule is None


def test_nothing_moved():
    zero = {"w": np.zeros(4)}
    assert identify([Run([{"w": np.ones(4)}] * 3, [zero] * 3, [zero] * 3)]) is None
    assert identify([Run([{"w": np.ones(4)}] * 3, [{"w": np.ones(4)}] * 3, [zero] * 3)]) is None


def test_numbers_that_are_none():
    runs = scripts.runs(scripts.SGD)
    runs[1].changes[2]["b1"][0] = np.nan
    assert identify(runs) is None


def test_one_change_of_one_number_proves_nothing():
    assert identify(scripts.runs(scripts.SGD, {"w": ()}, points=1, steps=1)) is None
    assert identify(scripts.runs(scripts.SGD, {"w": ()}, points=1, steps=2)) is None
    rule = identify(scripts.runs(scripts.SGD, {"w": ()}, points=1, steps=3))
    assert rule is not None and rule.name == "gradient_descent"


@pytest.mark.parametrize("name", ["Adam", "RMSProp", "AdaGrad", "NoCorrections", "RMSPropOverwrites"])
def test_the_first_step_hides_what_divides_by_the_gradient(name):
    runs = scripts.runs(getattr(scripts, name), steps=1)
    assert identify(runs) is None and mistakes(runs) == ()


def test_the_first_step_of_momentum_is_gradient_descent():
    rule = identify(scripts.runs(scripts.Heavy, steps=1))
    assert rule is not None and rule.name == "gradient_descent"


def test_two_steps_do_not_tell_nesterov_from_momentum():
    rule = identify(scripts.runs(scripts.NesterovTorch, steps=2))
    assert rule is not None and rule.name == "momentum"
    assert rule.constants["momentum"] == pytest.approx(0.7**2 / 1.7)


def test_two_steps_do_for_adam():
    rule = identify(scripts.runs(scripts.Adam, steps=2))
    assert rule is not None and rule.label == "adam" and rule.constants["beta2"] == pytest.approx(0.999)


@pytest.mark.parametrize("name", ["SGD", "Heavy", "NesterovTorch", "Adam", "RMSProp", "AdaGrad", "L2"])
def test_scalars_are_enough_with_a_few_points(name):
    rule = identify(scripts.runs(getattr(scripts, name), {"W": (), "b": ()}, steps=4))
    expected = {"Heavy": "momentum", "SGD": "gradient_descent", "NesterovTorch": "nesterov", "L2": "gradient_descent"}
    assert rule is not None and rule.name == expected.get(name, name.lower())


def test_entries_that_get_no_gradient_do_not_disturb():
    class Dead(scripts.Adam):
        def update(self, p, g):
            super().update(p, g)

    runs = scripts.runs(Dead, {"W": (6, 4)})
    for run in runs:
        for k in range(6):
            run.gradients[k]["W"][:2] = 0
            run.changes[k]["W"][:2] = 0
    rule = identify(runs)
    assert rule is not None and rule.name == "adam"


def test_gradients_of_rounding_do_not_disturb_what_divides_by_them():
    runs = scripts.runs(scripts.Adam, {"W": (6, 4)})
    noise = np.random.default_rng(1)
    for run in runs:
        for k in range(6):
            run.gradients[k]["W"][0] = 1e-17 * noise.normal(size=4)
            run.changes[k]["W"][0] = 1e-11 * noise.normal(size=4)
    rule = identify(runs)
    assert rule is not None and rule.name == "adam"


def test_changes_drowned_in_rounding_prove_nothing():
    runs = scripts.runs(scripts.Squashed)
    drowned = [
        Run(
            r.parameters,
            r.gradients,
            r.changes,
            [{n: np.full(np.shape(u), 10.0) for n, u in c.items()} for c in r.changes],
        )
        for r in runs
    ]
    assert identify(drowned) is None and mistakes(drowned) == ()


def test_a_tiny_rate_beside_large_parameters():
    class Tiny(scripts.SGD):
        def __init__(self):
            super().__init__(1e-9)

    rule = identify(scripts.runs(Tiny, start=30.0))
    assert rule is not None and rule.name == "gradient_descent" and rule.rate == pytest.approx(1e-9, rel=1e-5)


def test_a_gradient_that_stays_the_same():
    def constant(rng, shapes):
        g = {n: rng.normal(size=s) for n, s in shapes.items()}
        return lambda p: g

    rule = identify(scripts.runs(scripts.SGD, problem=constant))
    assert rule is not None and rule.label == "gradient_descent"
    rule = identify(scripts.runs(scripts.Heavy, problem=constant))
    assert rule is not None and rule.name == "momentum"
    assert all(r.name != "adam" for r in mistakes(scripts.runs(scripts.Heavy, problem=constant)))


def test_one_amiss_in_a_million_is_noticed():
    runs = scripts.runs(scripts.SGD)
    runs[2].changes[4]["W2"][1, 2] *= 1 + 1e-6
    assert identify(runs) is None
