"""The tutorial and what its readers made of it: verdict, cause, line, and a label for every line that computes."""

from functools import cache

import pytest

from clearprop.read.reader import read
from clearprop.read.reading import Reading
from tests.read.variants import BIAS_STEP, DELTA, ERROR, RIGHT, SIGMOID, SLOPE, STEP, TURNED, WRONG, Variant

TUTORIALS = RIGHT[:2]

LABELS: dict[str, set[str]] = {
    "total += weights[i] * inputs[i]": {"pre_activation"},
    SIGMOID: {"activation"},
    SLOPE: {"activation_derivative"},
    "total = weighted_sum(": {"pre_activation"},
    'neuron["output"] = sigmoid(total)': {"activation"},
    ERROR: {"activation_gradient"},
    TURNED: {"activation_gradient"},
    "error += ": {"activation_gradient"},
    DELTA: {"delta"},
    STEP: {"update"},
    STEP.replace("-=", "+="): {"update"},
    BIAS_STEP: {"update"},
    BIAS_STEP.replace("-=", "+="): {"update"},
    "sum_error += sum(": {"loss"},
}
"""What the widest expression of a line that computes has to be called."""

PARTS = {
    "total = weights[-1]": {"pre_activation"},
    "total += weights[i] * inputs[i]": {"pre_activation", "activation"},
    SIGMOID: {"activation", "pre_activation", "local_derivative"},
    SLOPE: {"activation_derivative", "activation", "local_derivative"},
    "return total": {"pre_activation"},
    "total = weighted_sum(": {"pre_activation", "activation"},
    'neuron["output"] = sigmoid(total)': {"activation", "pre_activation"},
    'outputs.append(neuron["output"])': {"activation"},
    "inputs = ": {"activation"},
    "return inputs": {"activation"},
    ERROR: {"activation_gradient", "activation"},
    TURNED: {"activation_gradient", "activation"},
    "error += ": {"activation_gradient", "delta"},
    "errors.append(error)": {"activation_gradient"},
    DELTA: {"delta", "activation_gradient", "activation_derivative", "activation"},
    STEP: {"update", "weight_gradient", "delta", "activation"},
    STEP.replace("-=", "+="): {"update", "weight_gradient", "delta", "activation"},
    BIAS_STEP: {"update", "bias_gradient", "delta"},
    BIAS_STEP.replace("-=", "+="): {"update", "bias_gradient", "delta"},
    "outputs = forward(": {"activation"},
    "sum_error += sum(": {"loss", "activation_gradient", "activation"},
}
"""Every role that an expression of such a line can have; other lines have no label."""


@cache
def reading(variant: Variant) -> Reading:
    return read(variant.text)


def roles(variant: Variant) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for line in reading(variant).lines:
        found.setdefault(line.line, set()).add(line.role)
    return found


def said(variant: Variant) -> list[tuple[str, int, str]]:
    return [(finding.code, finding.line, finding.message) for finding in reading(variant).findings]


by_name = pytest.mark.parametrize("variant", RIGHT, ids=lambda variant: variant.name)


NOT_YET = {"divided_by_the_derivative": "it crashes at its third update, and two are too little to follow it by"}


def marked(variant: Variant):
    reason = NOT_YET.get(variant.name)
    return pytest.param(variant, marks=pytest.mark.xfail(reason=reason, strict=True)) if reason else variant


@pytest.mark.parametrize("variant", [marked(variant) for variant in WRONG], ids=lambda variant: variant.name)
def test_a_mistake_is_named_once_at_its_line(variant):
    wrong = [finding for finding in reading(variant).findings if finding.severity == "wrong"]
    assert reading(variant).verdict == "wrong", (reading(variant).reason, said(variant))
    assert len(wrong) == 1, said(variant)
    assert wrong[0].code in variant.codes and wrong[0].line in variant.lines, said(variant)


@by_name
def test_what_is_right_is_called_right_and_its_loss_by_name(variant):
    found = reading(variant)
    assert found.verdict == "correct", (found.reason, said(variant))
    assert not [finding for finding in found.findings if finding.severity == "wrong"]
    assert found.loss is not None and variant.loss in found.loss.name


def test_who_leaves_out_the_derivative_at_the_output_is_told_that_it_is_another_loss():
    (variant,) = (each for each in RIGHT if each.loss != "half_squared_error")
    found = reading(variant)
    told = " ".join([finding.message for finding in found.findings] + [remark.message for remark in found.remarks])
    assert "entropy" in told


@by_name
def test_every_line_that_computes_has_its_label(variant):
    lines = enumerate(variant.text.split("\n"), 1)
    wanted = {number: LABELS[piece] for number, text in lines for piece in LABELS if piece in text}
    labelled = roles(variant)
    also = {"delta"} if variant.loss == "cross_entropy" else set()  # then output minus target is ∂L/∂z
    missing = {number for number, one_of in wanted.items() if not labelled.get(number, set()) & (one_of | also)}
    assert len(missing) <= 0.05 * len(wanted), sorted(missing)


@pytest.mark.parametrize("variant", TUTORIALS, ids=lambda variant: variant.name)
def test_no_label_is_wrong(variant):
    texts = variant.text.split("\n")
    assert roles(variant)
    for number, found in roles(variant).items():
        allowed = set().union(*(parts for piece, parts in PARTS.items() if piece in texts[number - 1]))
        assert found <= allowed, (number, texts[number - 1], found - allowed)
