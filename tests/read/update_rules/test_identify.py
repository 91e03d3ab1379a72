"""Every rule and every mistake is told from every other, by its numbers, and nothing is called by a wrong name."""

import pytest

from clearprop.read.update_rules import Run, identify, mistakes
from clearprop.read.update_rules.rules import RULES
from clearprop.read.update_rules.wrong import WRONG_DECAYS, WRONG_RULES

from . import scripts

RIGHT = {
    "SGD": "gradient_descent",
    "StepDecay": "gradient_descent, free schedule",
    "InverseTime": "gradient_descent, inverse_time schedule",
    "Exponential": "gradient_descent, exponential schedule",
    "BiasRate": "gradient_descent",
    "L2": "gradient_descent, l2 decay",
    "L2Everywhere": "gradient_descent, l2 decay",
    "L1": "gradient_descent, l1 decay",
    "Heavy": "momentum",
    "HeavyMean": "momentum",
    "HeavyWithL2": "momentum, l2 decay",
    "HeavyCorrected": "momentum_corrected",
    "QuasiHyperbolic": "quasi_hyperbolic",
    "NesterovCS231n": "nesterov",
    "NesterovTorch": "nesterov",
    "HeavyDecayingOutside": "momentum, exponential schedule",
    "HeavyDecayingInside": "momentum, exponential schedule",
    "AdaGrad": "adagrad",
    "AdaGradInside": "adagrad_epsilon_inside",
    "RMSProp": "rmsprop",
    "RMSPropInside": "rmsprop_epsilon_inside",
    "RMSPropMomentum": "rmsprop_with_momentum",
    "RMSPropAccumulates": "adagrad",
    "Adadelta": "adadelta",
    "Adam": "adam",
    "OddAdam": "adam",
    "AdamInside": "adam_epsilon_inside",
    "AdamTensorFlow": "adam_epsilon_before_correction",
    "AdamW": "adam, decoupled decay",
    "ShrunkAfterwards": "gradient_descent, afterwards decay",
    "HeavyShrunkAfterwards": "momentum, afterwards decay",
    "AdamL2": "adam, l2 decay",
    "AdamRateFalls": "adam, exponential schedule",
    "AMSGrad": "amsgrad",
    "AdaMax": "adamax",
    "Nadam": "nadam",
    "ClipValue": "gradient_descent, value clipping",
    "ClipNorm": "gradient_descent, norm clipping",
    "ClipEachNorm": "gradient_descent, tensor_norm clipping",
    "AlwaysNormalised": "gradient_descent, always norm clipping",
    "ClippedMomentum": "momentum, value clipping",
}
WRONG = {
    "NotReset": "gradient_not_reset",
    "AdamNotReset": "adam_gradient_not_reset",
    "MomentumSign": "momentum_with_wrong_sign",
    "LastGradient": "velocity_of_one_gradient",
    "LateVelocity": "velocity_used_before_update",
    "RMSPropNoRoot": "rmsprop_without_root",
    "RMSPropNoSquare": "rmsprop_without_square",
    "AdaGradNoRoot": "adagrad_without_root",
    "RMSPropOverwrites": "squares_overwritten",
    "NoFirstCorrection": "adam_without_first_correction",
    "NoSecondCorrection": "adam_without_second_correction",
    "NoCorrections": "adam_without_corrections",
    "CounterStays": "adam_without_corrections",
    "CounterAhead": "adam_counter_ahead",
    "CounterCountsParameters": "adam_counter_counts_parameters",
    "CounterCountsLayers": "adam_counter_counts_layers",
    "CorrectionsSwapped": "adam_corrections_swapped",
    "SecondCorrectedAsFirst": "adam_second_corrected_as_first",
    "FirstCorrectedAsSecond": "adam_first_corrected_as_second",
    "KeepsFirst": "adam_keeps_corrected_first",
    "KeepsSecond": "adam_keeps_corrected_second",
    "KeepsBoth": "adam_keeps_corrected_moments",
    "SquaresMoment": "adam_squares_first_moment",
    "NoSquare": "adam_without_square",
    "NoRoot": "adam_without_root",
    "FirstFromSecond": "adam_first_continues_second",
    "DecaySign": "gradient_descent, decay_with_wrong_sign decay",
    "DecayBySquares": "gradient_descent, decay_by_squares decay",
    "DecayBySize": "gradient_descent, decay_by_size decay",
    "DecayByPenalty": "gradient_descent, decay_by_penalty decay",
    "AdamWSign": "adam, decoupled_decay_with_wrong_sign decay",
}
NONE = ("Squashed", "Shuffled", "Noisy")
QUICK = ("SGD", "Heavy", "NesterovTorch", "Adam", "RMSProp", "NotReset", "NoFirstCorrection", "DecaySign", "Squashed")
EXPECTED = {**RIGHT, **WRONG, **dict.fromkeys(NONE, "")}


def answer(runs: list[Run]) -> str:
    """The label of the right rule, else of all the wrong ones."""
    rule = identify(runs)
    return rule.label if rule else " | ".join(found.label for found in mistakes(runs))


@pytest.mark.slow
@pytest.mark.parametrize(("problem", "seed"), [(scripts.quadratic, 0), (scripts.logistic, 1)])
def test_everything_is_called_by_its_name_and_by_no_other(problem, seed):
    answers = {}
    for name in EXPECTED:
        runs = scripts.runs(getattr(scripts, name), problem=problem, seed=seed, unit=1 / 7, steps=7)
        answers[name] = answer(runs)
    amiss = {name: found for name, found in answers.items() if found != EXPECTED[name]}
    assert not amiss, "\n" + "\n".join(f"{n:24} {EXPECTED[n]:44} {found}" for n, found in amiss.items())


@pytest.mark.parametrize("name", QUICK)
def test_the_commonest_are_called_by_their_names(name):
    assert answer(scripts.runs(getattr(scripts, name), unit=3.0, steps=4)) == EXPECTED[name]


def test_every_wrong_rule_and_decay_has_a_script():
    covered = " ".join(WRONG.values())
    elsewhere = {"velocity_shared", "adam_moments_shared"}
    for wrong in (*WRONG_RULES, *WRONG_DECAYS):
        assert wrong.name in covered or wrong.name in elsewhere, wrong.name


def test_every_right_rule_has_a_script():
    assert {rule.name for rule in RULES} == {label.split(",")[0] for label in RIGHT.values()}
