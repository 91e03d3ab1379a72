"""Readings made by hand of scripts that ship or stand here, so that what is shown can be tested without running anything."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from clearprop.app.reading.script import Script, example
from clearprop.read.reading import (
    Evidence,
    Finding,
    Fix,
    Reading,
    ReadLayer,
    ReadLine,
    ReadLoss,
    ReadParameter,
    Recorded,
    Relation,
    Remark,
)

SAME = Relation(sign=1, scale=1.0, reduction="none")
HALF_SQUARES = ReadLoss(
    name="half_squared_error", formula="½ Σₖ (ŷₖ − yₖ)²", reduction="one-row", scale=1.0, inferred=True
)
RECORDED = Recorded(updates=36, rows=12, seconds=0.41, stopped="enough recorded")
LAYERS = (
    ReadLayer(layer=1, inputs=2, units=2, activation="sigmoid"),
    ReadLayer(layer=2, inputs=2, units=2, activation="sigmoid"),
)
PARAMETERS = (
    ReadParameter(name="network[0][*]['weights']", layer=1, shape=(2, 3), holds="both"),
    ReadParameter(name="network[1][*]['weights']", layer=2, shape=(2, 3), holds="both"),
)


def label(text, within, piece, role, layer, formula, example="", relation=SAME, cell=None):
    """A label on a piece of the first line that has ``within``."""
    lines = text.split("\n")
    line = next(number for number, each in enumerate(lines, 1) if within in each)
    column = lines[line - 1].index(piece, max(0, lines[line - 1].index(within) if piece in within else 0))
    return ReadLine(
        line=line,
        column=column,
        end_line=line,
        end_column=column + len(piece),
        role=role,
        layer=layer,
        formula=formula,
        relation=relation,
        largest_difference=2.2e-16,
        cell=cell,
        example=example,
    )


def line_of(text, within):
    return next(number for number, each in enumerate(text.split("\n"), 1) if within in each)


def tutorial_labels(text):
    def on(within, piece, *rest, **more):
        return label(text, within, piece, *rest, **more)

    slope, stepped = 'errors[j] * sigmoid_slope(neuron["output"])', Relation(sign=1, scale=0.5, reduction="none")
    return (
        on(
            "total += weights",
            "total += weights[i] * inputs[i]",
            "pre_activation",
            None,
            "zₗ = Wₗ aₗ₋₁ + bₗ",
            "1.8 2.1",
        ),
        on("return 1.0 / (1.0", "1.0 / (1.0 + exp(-total))", "activation", None, "aₗ = σ(zₗ)", "0.8582 0.8909"),
        on("return output * (1.0", "output * (1.0 - output)", "activation_derivative", None, "σ′(zₗ)", "0.1217 0.0972"),
        on(
            '["output"] - expected',
            'layer[j]["output"] - expected[j]',
            "activation_gradient",
            2,
            "∂L/∂a₂ = a₂ − y",
            "-0.2567 0.8071",
        ),
        on(
            "error += neuron",
            'error += neuron["weights"][j] * neuron["delta"]',
            "activation_gradient",
            1,
            "∂L/∂a₁ = W₂ᵀ δ₂",
            "0.0401 0.0832",
        ),
        on("error += neuron", 'neuron["delta"]', "delta", 2, "δ₂ = ∂L/∂z₂", "-0.0490 0.1256"),
        on(slope, slope, "delta", 1, "δ₁ = ∂L/∂a₁ ⊙ σ′(z₁)", "0.0049 0.0081"),
        on(slope, slope, "delta", 2, "δ₂ = ∂L/∂a₂ ⊙ σ′(z₂)", "-0.0490 0.1256"),
        on(slope, "errors[j]", "activation_gradient", 2, "∂L/∂a₂", "-0.2567 0.8071"),
        on(slope, 'sigmoid_slope(neuron["output"])', "activation_derivative", 2, "σ′(z₂)", "0.1908 0.1557"),
        on(
            "[j] -= rate",
            'neuron["weights"][j] -= rate * neuron["delta"] * inputs[j]',
            "update",
            None,
            "Wₗ ← Wₗ − η ∂L/∂Wₗ",
            relation=stepped,
        ),
        on("[j] -= rate", 'rate * neuron["delta"] * inputs[j]', "update", 1, "η ∂L/∂W₁", "0.0068", stepped),
        on("[j] -= rate", 'neuron["delta"] * inputs[j]', "weight_gradient", 1, "∂L/∂W₁ = δ₁ xᵀ", "0.0136"),
        on(
            "[-1] -= rate",
            'neuron["weights"][-1] -= rate * neuron["delta"]',
            "update",
            None,
            "bₗ ← bₗ − η ∂L/∂bₗ",
            relation=stepped,
        ),
    )


@cache
def tutorial():
    path = example("tutorial")
    script = Script.of("tutorial.py", path.read_bytes(), path)
    remark = Remark(
        name="printed-loss-differs",
        line=line_of(script.text, "sum_error += "),
        message="what is printed is the squared error; what is descended is half of it. That only changes the rate.",
    )
    return script, Reading(
        file="tutorial.py",
        verdict="correct",
        loss=HALF_SQUARES,
        layers=LAYERS,
        parameters=PARAMETERS,
        lines=tutorial_labels(script.text),
        remarks=(remark,),
        recorded=RECORDED,
    )


@cache
def wrong():
    """The tutorial without the derivative of the activation."""
    right, reading = tutorial()
    slope = 'errors[j] * sigmoid_slope(neuron["output"])'
    text = right.text.replace(slope, "errors[j]")
    line = line_of(text, 'neuron["delta"] = errors[j]')
    finding = Finding(
        code="CP101",
        name="missing-activation-derivative",
        severity="wrong",
        line=line,
        layer=1,
        quantity="neuron['delta'] (δ₁)",
        message="The derivative of the sigmoid is left out: ∂L/∂a₁ is stored, but δ₁ = ∂L/∂a₁ ⊙ σ′(z₁) belongs here.",
        equals="∂L/∂a₁ = W₂ᵀ δ₂",
        evidence=Evidence(points=5, largest_difference=1.1e-15),
        related=(line_of(text, "error += neuron"),),
        fix=Fix(
            line=line,
            replacement='            neuron["delta"] = errors[j] * sigmoid_slope(neuron["output"])',
            verified=True,
        ),
        effect="After 20 epochs the loss is 2.91; with the fix it is 1.13.",
    )
    kept = tuple(each for each in reading.lines if each.line != line)
    return Script.of("homework.py", text.encode()), replace(
        reading, file="homework.py", verdict="wrong", findings=(finding,), lines=kept, remarks=()
    )


@cache
def suspicious():
    right, reading = tutorial()
    finding = Finding(
        code="CP105",
        name="loss-gradient-mismatch",
        severity="suspicious",
        line=line_of(right.text, '["output"] - expected'),
        layer=2,
        quantity="errors",
        message="The code computes the squared error, but descends the cross-entropy.",
        equals="∂H/∂z₂",
        evidence=Evidence(points=3, largest_difference=0.0),
    )
    return Script.of("suspicious.py", right.text.encode()), replace(reading, file="suspicious.py", findings=(finding,))


@cache
def unread():
    script = Script.of("needs_data.py", b"import missing\n\nprint(missing.train())\n")
    return script, Reading(
        file="needs_data.py",
        verdict="unread",
        reason="It imports `missing`, which is not installed; put missing.py beside the script",
    )


@cache
def no_descent():
    script = Script.of("plot.py", b"import numpy as np\n\nprint(np.arange(10))\n")
    return script, Reading(
        file="plot.py",
        verdict="not-gradient-descent",
        reason="No value is updated again and again from data",
        recorded=Recorded(updates=0, rows=0, seconds=0.1, stopped="script ended"),
    )


NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {"cell_type": "markdown", "source": ["# A line\n"]},
        {"cell_type": "code", "source": ["w, b = 0.1, 0.0\n", "data = [(1.0, 2.0), (2.0, 3.5)]"]},
        {
            "cell_type": "code",
            "source": [
                "for epoch in range(100):\n",
                "    for x, y in data:\n",
                "        p = w * x + b\n",
                "        e = p - y\n",
                "        w -= 0.1 * e * x\n",
                "        b -= 0.1 * e",
            ],
        },
    ],
}


@cache
def notebook():
    script = Script.of("line.ipynb", json.dumps(NOTEBOOK).encode())
    text = "\n".join(script.cells[1].lines)
    return script, Reading(
        file="line.ipynb",
        verdict="correct",
        loss=HALF_SQUARES,
        layers=(ReadLayer(layer=1, inputs=1, units=1, activation="identity"),),
        lines=(
            label(text, "p = w", "w * x + b", "pre_activation", 1, "z₁ = w x + b", "0.1", cell=3),
            label(text, "e = p", "p - y", "delta", 1, "δ₁ = ∂L/∂z₁ = ŷ − y", "-1.9", cell=3),
            label(text, "w -= ", "e * x", "weight_gradient", 1, "∂L/∂w = δ₁ x", "-1.9", cell=3),
        ),
        recorded=RECORDED,
    )


EVERY = {
    "right": tutorial,
    "wrong": wrong,
    "suspicious": suspicious,
    "unread": unread,
    "no descent": no_descent,
    "notebook": notebook,
}


def written(folder: Path, case: str) -> Path:
    """The case's script as a file."""
    script, _ = EVERY[case]()
    path = folder / script.name
    path.write_text(script.text, encoding="utf-8")
    return path
