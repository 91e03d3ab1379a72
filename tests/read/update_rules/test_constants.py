"""What is reported beside the name: constants, rates, decays, in the units that were given."""

import numpy as np
import pytest

from clearprop.read.update_rules import explain, follows, identify, mistakes

from . import scripts


def found(script, **options):
    rule = identify(scripts.runs(script, **options))
    assert rule is not None
    return rule


def test_the_rate_is_in_the_units_of_the_gradients():
    assert found(scripts.SGD).rate == 0.1
    assert found(scripts.SGD, unit=1 / 20).rate == 2.0
    assert found(scripts.SGD, unit=-1.0).rate == -0.1


def test_climbing_is_said():
    assert found(scripts.SGD).descends
    rule = found(scripts.Adam, unit=-1.0)
    assert rule.name == "adam" and not rule.descends


def test_momentum_and_its_rate():
    heavy, mean = found(scripts.Heavy), found(scripts.HeavyMean)
    assert heavy.constants == {"momentum": 0.9} and heavy.rate == pytest.approx(0.05)
    assert mean.constants == {"momentum": 0.8} and mean.rate == pytest.approx(0.06)


def test_adam_s_constants():
    rule = found(scripts.OddAdam)
    assert rule.constants == {"beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3} and rule.rate == pytest.approx(0.02)
    assert found(scripts.OddAdam, unit=10.0).constants["epsilon"] == pytest.approx(1e-2)
    assert found(scripts.Adam).constants == {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


def test_a_rate_of_its_own_is_a_ratio():
    rule = found(scripts.BiasRate)
    assert rule.rate is None
    assert rule.ratios == pytest.approx({"W1": 1, "b1": 0.3, "W2": 1, "b2": 0.3})


def test_the_sign_of_one_parameter_is_its_ratio():
    runs = scripts.runs(scripts.Heavy)
    for run in runs:
        for gradients in run.gradients:
            gradients["b1"] = -gradients["b1"]
    rule = identify(runs)
    assert rule is not None and rule.name == "momentum"
    assert rule.ratios == pytest.approx({"W1": 1, "b1": -1, "W2": 1, "b2": 1})


def test_decay_is_said_for_each_parameter():
    assert found(scripts.L2).decay == pytest.approx({"W1": 0.05, "b1": 0, "W2": 0.05, "b2": 0})
    assert found(scripts.L2Everywhere, unit=2.0).decay == pytest.approx(dict.fromkeys(scripts.SHAPES, 0.1))
    assert found(scripts.AdamW, unit=2.0).decay == pytest.approx(dict.fromkeys(scripts.SHAPES, 0.01))
    assert found(scripts.L1).decay == pytest.approx(dict.fromkeys(scripts.SHAPES, 0.02))


def test_many_parameters_share_a_decay():
    shapes = {f"{kind}{i}": () for i in range(10) for kind in "Wb"}
    rule = found(scripts.L2, shapes=shapes)
    assert rule.label == "gradient_descent, l2 decay"
    assert rule.decay == pytest.approx({name: 0.05 * (name[0] == "W") for name in shapes})


def test_the_schedule_is_said():
    rule = found(scripts.InverseTime)
    assert rule.schedule == pytest.approx([1 / (1 + 0.25 * k) for k in range(6)])
    assert rule.constants == pytest.approx({"rate_decay": 0.25})
    assert found(scripts.StepDecay).schedule == pytest.approx([1, 1, 1, 0.9, 0.9, 0.9])


def test_rates_that_were_recorded_are_a_schedule_for_adam_too():
    class AdamStepping(scripts.Adam):
        def update(self, p, g):
            super().update(p, g)
            self.rate = 0.02 if self.t < 3 else 0.013

    runs = scripts.runs(AdamStepping)
    assert identify(runs) is None
    rule = identify(runs, rates=[0.02] * 3 + [0.013] * 3)
    assert rule is not None and rule.label == "adam, given schedule"
    assert identify(runs, rates=[0.02] * 2 + [0.013] * 4) is None


def test_the_bound_of_clipping():
    rule = found(scripts.ClipValue, unit=3.0)
    assert rule.constants == pytest.approx({"clip": 1.2}) and rule.rate == pytest.approx(0.1 / 3)
    always = found(scripts.AlwaysNormalised)
    assert always.constants == {} and always.rate == pytest.approx(0.1)


def test_frozen_parameters_are_left_out_or_have_the_rate_zero():
    class Partly(scripts.SGD):
        def update(self, p, g):
            before = p["b2"]
            super().update(p, g)
            p["b2"] = before

    runs = scripts.runs(Partly)
    rule = identify(runs, excluded={"b2"})
    assert rule is not None and rule.rate == 0.1 and rule.covers == ("W1", "b1", "W2")
    rule = identify(runs)
    assert rule is not None and rule.rates["b2"] == 0


def test_parameters_that_follow_another_rule_are_told_apart():
    class Partly(scripts.NotReset):
        def update(self, p, g):
            own = {n: x - 0.1 * g[n] for n, x in p.items()}
            super().update(p, g)
            p.update({n: own[n] for n in ("W1", "W2")})
            p["b2"] = own["b2"] + 0.01 * g["b2"] ** 2

    runs = scripts.runs(Partly)
    explanation = explain(runs)
    assert explanation.rule is not None and explanation.rule.covers == ("W1", "W2")
    assert [rule.name for rule in explanation.others["b1"]] == ["gradient_not_reset"]
    assert explanation.others["b2"] == ()
    assert follows(explanation.rule, runs, ["W2"]) is not None
    assert follows(explanation.rule, runs, ["b1"]) is None


def test_another_gradient_is_tried_against_a_known_rule():
    runs = scripts.runs(scripts.AdamL2)
    true = [[dict(g) for g in run.gradients] for run in runs]
    for run in runs:
        for gradients in run.gradients:
            gradients["W1"] = gradients["W1"] ** 2
    explanation = explain(runs)
    assert explanation.rule is not None and set(explanation.rule.covers) == {"b1", "W2", "b2"}
    assert follows(explanation.rule, runs, ["W1"]) is None
    for run, gradients in zip(runs, true, strict=True):
        run.gradients[:] = gradients
    assert follows(explanation.rule, runs, ["W1"]) is not None


def test_mistakes_across_parameters_of_one_shape():
    shapes = {"W1": (4, 3), "W2": (4, 3)}
    assert [r.name for r in mistakes(scripts.runs(scripts.SharedVelocity, shapes))] == ["velocity_shared"]
    assert [r.name for r in mistakes(scripts.runs(scripts.SharedMoments, shapes))] == ["adam_moments_shared"]
    shapes = {"W1": (4, 3), "b1": (3,), "W2": (3, 3), "b2": (3,)}
    rules = mistakes(scripts.runs(scripts.DecayOfAnother, shapes))
    assert [(r.decay_name, r.code) for r in rules] == [("decay_of_another", "CP307")]
    assert "b2 is pulled by λ b1" in rules[0].equals


def test_what_is_wrong_carries_its_finding():
    (rule,) = mistakes(scripts.runs(scripts.NotReset))
    assert (rule.code, rule.right, rule.rate) == ("CP207", False, pytest.approx(0.1))
    (rule,) = mistakes(scripts.runs(scripts.NoSecondCorrection))
    assert rule.code == "CP308" and "v̂" in rule.equals and rule.constants["beta2"] == 0.999


def test_single_precision_takes_a_looser_tolerance():
    class Single(scripts.Heavy):
        def update(self, p, g):
            for n in p:
                p[n] = np.float32(p[n])
            super().update(p, {n: np.float32(x) for n, x in g.items()})

    runs = scripts.runs(Single)
    assert identify(runs) is None
    rule = identify(runs, tolerance=1e-4)
    assert rule is not None and rule.name == "momentum"
    assert rule.constants["momentum"] == pytest.approx(0.9, abs=1e-4)
