"""Schedules: the formula by hand, the same in a step's Program and in the code that it is emitted as."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from clearprop.execute.interpret import interpret
from clearprop.network import Network
from clearprop.nn import SCHEDULES, SGD, schedule_over
from clearprop.nn.schedules import Cosine, Exponential, Linear, Piecewise, Schedule, StepDecay, WarmUp
from tests.render.running import needs_compiler, run_c, run_numpy, run_python

STEPS = range(1, 41)
BY_HAND: list[tuple[Schedule, Callable[[int], float]]] = [
    (Linear(0.3, 20), lambda t: 0.3 * max(0.0, 1 - (t - 1) / 20)),
    (Cosine(0.3, 20), lambda t: 0.15 * (1 + math.cos(math.pi * min(1, (t - 1) / 20)))),
    (Cosine(0.3, 20, 0.1), lambda t: 0.1 + 0.1 * (1 + math.cos(math.pi * min(1, (t - 1) / 20)))),
    (StepDecay(0.3, 7, 0.2), lambda t: 0.3 * 0.2 ** ((t - 1) // 7)),
    (Exponential(0.3, 7, 0.2), lambda t: 0.3 * 0.2 ** ((t - 1) / 7)),
    (Piecewise([0.3, 0.1, 0.2], [5, 11]), lambda t: 0.3 if t <= 5 else 0.1 if t <= 11 else 0.2),
    (WarmUp(0.3, 5), lambda t: 0.3 * min(1, t / 5)),
    (WarmUp(Linear(0.3, 20), 5), lambda t: 0.3 * t / 5 if t <= 5 else 0.3 * max(0.0, 1 - (t - 6) / 20)),
    (WarmUp(lambda step: 0.5 / step, 2), lambda t: 0.25 * t if t <= 2 else 0.5 / (t - 2)),  # type: ignore[list-item]
]
IDS = [f"{number}-{schedule.name}" for number, (schedule, _) in enumerate(BY_HAND)]


def given(step: int, dtype: str = "float64") -> dict[str, object]:
    return {"W1": np.zeros((2, 1), dtype), "b1": [0.0], "x": [[1.0, 2.0]], "y": [[-1.0]], "step": step}


@pytest.mark.parametrize(("schedule", "by_hand"), BY_HAND, ids=IDS)
def test_by_hand_and_in_a_program(schedule: Schedule, by_hand: Callable[[int], float]) -> None:
    """The first bias is minus the rate: the gradient is 1."""
    program = Network([2, 1], init="zeros").step_program(1, SGD(schedule)).check()
    for step in STEPS:
        assert float(schedule(np.int64(step))) == pytest.approx(by_hand(step), rel=1e-13, abs=1e-16)
        assert interpret(program, given(step))["b1"][0] == pytest.approx(-by_hand(step), rel=1e-13, abs=1e-16)


def test_every_schedule_is_tried_and_begins_with_its_rate() -> None:
    assert {type(schedule) for schedule, _ in BY_HAND} == set(SCHEDULES.values())
    for name in SCHEDULES:
        schedule = schedule_over(name, 0.3, 100)
        rates = [float(schedule(np.int64(step))) for step in range(1, 201)]  # type: ignore[operator]
        assert max(rates) == pytest.approx(0.3) and min(rates) >= 0
        assert rates[99] < 0.01 and rates[20] > 0.05
    assert schedule_over("constant", 0.3, 100) == 0.3
    with pytest.raises(ValueError, match="no schedule 'cosin'; did you mean 'cosine'"):
        schedule_over("cosin", 0.3, 100)


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_training_may_be_short(name: str, steps: int) -> None:
    assert float(schedule_over(name, 0.3, steps)(np.int64(1))) > 0  # type: ignore[operator]


@pytest.mark.parametrize("schedule", [schedule for schedule, _ in BY_HAND], ids=IDS)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_rate_has_a_name_and_the_update_its_dtype(schedule: Schedule, dtype: str) -> None:
    program = Network([2, 1], init="zeros", dtype=dtype).step_program(1, SGD(schedule)).check()
    assert [v.type.dtype for v in program.variables() if v.name == "learning_rate"] == ["f64"]
    assert '"schedule"' in str(program)
    assert interpret(program, given(3, dtype))["W1"].dtype == dtype


@needs_compiler
@pytest.mark.parametrize("schedule", [schedule_over(name, 0.3, 20) for name in SCHEDULES], ids=repr)
def test_emitted_code_has_the_same_rate(schedule: Schedule) -> None:
    program = Network([2, 1], init="zeros").step_program(1, SGD(schedule)).check()
    for step in (1, 8, 30):
        inputs = {name: np.asarray(value) for name, value in given(step).items()}
        expected = interpret(program, inputs)
        for found in (run_python(program, inputs), run_numpy(program, inputs), run_c(program, inputs)):
            for name, array in expected.items():
                np.testing.assert_allclose(np.reshape(found[name], array.shape), array, rtol=1e-13, err_msg=name)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Linear(0.0, 5), "rate=0.0: expected a learning rate above 0"),
        (lambda: Cosine(float("inf"), 5), "rate=inf"),
        (lambda: Cosine(0.1, 0), "steps=0: expected a number of updates"),
        (lambda: Cosine(0.1, 5, 0.2), "final=0.2: expected a number from 0 to the rate, 0.1"),
        (lambda: StepDecay(0.1, 2.5), r"every=2\.5"),  # type: ignore[arg-type]
        (lambda: Exponential(0.1, 5, 1.5), r"factor=1\.5: expected a number above 0 and at most 1"),
        (lambda: Piecewise([0.1, 0.2], [3, 5]), "2 rates and 2 boundaries"),
        (lambda: Piecewise([0.1], []), "1 rates and 0 boundaries"),
        (lambda: Piecewise([0.1, 0.2, 0.3], [5, 5]), "expected steps that increase"),
        (lambda: WarmUp(-0.1, 5), "then=-0.1"),
        (lambda: WarmUp(0.1, 0), "steps=0"),
    ],
)
def test_numbers_that_do_not_fit(make: Callable[[], Schedule], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()


def test_json() -> None:
    assert SGD(WarmUp(Piecewise([0.3, 0.1], [5]), 3)).to_json()["sgd"]["learning_rate"] == {
        "warm_up": {"then": {"piecewise": {"rates": [0.3, 0.1], "boundaries": [5]}}, "steps": 3}
    }


def test_training_follows_it() -> None:
    """Three updates at the rates 0.3, 0.1 and 0.1 are those of three fits at constant rates."""
    X, Y = np.random.default_rng(0).normal(size=(4, 2)), np.array([1.0, -1.0, 0.5, 2.0])
    once, thrice = Network([2, 1], seed=1), Network([2, 1], seed=1)
    once.fit(X, Y, epochs=3, batch_size=None, optimizer=SGD(Piecewise([0.3, 0.1], [1])))
    for rate in (0.3, 0.1, 0.1):
        thrice.fit(X, Y, epochs=1, batch_size=None, optimizer=SGD(rate))
    np.testing.assert_allclose(once.parameters["W1"], thrice.parameters["W1"], rtol=1e-14)
