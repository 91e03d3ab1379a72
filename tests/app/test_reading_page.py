"""What is written into the page of a script: the network of its run, as pieces and numbers that give our gradients."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import clearprop as cp
from clearprop.app.emitted.pieces import NoPiece, Sizes, pieces_of
from clearprop.app.reading.page.lines import cells
from clearprop.app.reading.page.trained import MOST_NUMBERS, trained
from clearprop.execute.interpret import interpret
from clearprop.read.taken import NAMED, Moment, Taken
from tests.app.readings import EVERY, line_of

NETWORKS = [
    (("sigmoid", "sigmoid"), "squared_error"), (("tanh", "softmax"), "half_squared_error"),
    (("relu", "softmax"), "cross_entropy"), (("elu", "sigmoid"), "binary_cross_entropy"),
    (("softsign", "identity"), "absolute_error"),
]  # fmt: skip


def outputs(pieces, name, **inputs):
    program = pieces[name]
    return interpret(program, {each.name: np.asarray(inputs[each.name]) for each in program.inputs})


@pytest.mark.parametrize("activations, loss", NETWORKS)
def test_the_pieces_give_the_gradients_of_what_the_script_descends(activations, loss):
    """``factor`` times the sum over rows; units that mix have δ without a slope."""
    rows, width, factor = 6, 4, 0.3
    hidden, output = activations
    network = cp.Network([width, width, width], activation=hidden, output=output, loss=loss, seed=2)
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(rows, width)), np.eye(width)[rng.integers(width, size=rows)]
    W1, b1, W2, b2 = network.parameters.values()
    pieces = pieces_of(Sizes(rows, width, width), activations, loss)
    z1 = outputs(pieces, "dense", x=x, W=W1, b=b1)["z"]
    a1 = outputs(pieces, hidden, z=z1)["a"]
    z2 = outputs(pieces, "dense", x=a1, W=W2, b=b2)["z"]
    if f"{loss}_of_{output}" in pieces:
        last = outputs(pieces, f"{loss}_of_{output}", z=z2, y=y, factor=factor)
        delta2 = last["delta"]
    else:
        a2 = outputs(pieces, output, z=z2)["a"]
        last = outputs(pieces, loss, y_hat=a2, y=y, factor=factor)
        delta2 = outputs(pieces, f"{output}_back", z=z2, da=last["da"])["delta"]
    back = outputs(pieces, "dense_back", x=a1, W=W2, delta=delta2)
    delta1 = outputs(pieces, f"{hidden}_back", z=z1, da=back["dx"])["delta"]
    derived = network.derive(x, y)
    assert float(last["L"]) == pytest.approx(factor * rows * derived.value, rel=1e-12)
    found = {"W2": back["dW"], "W1": outputs(pieces, "dense_back", x=x, W=W1, delta=delta1)["dW"]}
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, factor * rows * derived.gradients[name], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("name", NAMED)
def test_an_activation_that_is_recovered_is_ours_of_that_name_or_none(name):
    z = np.random.default_rng(1).normal(size=(6, 4)) * 3
    try:
        found = outputs(pieces_of(Sizes(6, 4, 4), (name,), "half_squared_error"), name, z=z)["a"]
    except NoPiece:
        return
    np.testing.assert_allclose(found, NAMED[name](z), rtol=1e-9, atol=1e-12)


def made(sizes=(3, 2), activations=("tanh",), loss="half_squared_error", rows=4, updates=3):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(rows, sizes[0])), rng.normal(size=(rows, sizes[-1]))
    moments = [
        Moment(
            x,
            y,
            tuple(rng.normal(size=pair) for pair in pairwise(sizes)),
            tuple(rng.normal(size=units) for units in sizes[1:]),
        )
        for _ in range(updates)
    ]
    return Taken(
        sizes=sizes,
        activations=activations,
        loss=loss,
        factor=1.0,
        biased=(True,) * len(activations),
        updates=tuple(moments),
    )


@pytest.mark.parametrize("name", NAMED)
def test_every_activation_with_a_piece_can_be_emitted(name):
    found = trained(made(sizes=(3, 2, 2), activations=(name, "identity")))
    assert found is None or f'"{name}_back"' in found[1]


def test_rows_that_come_again_are_written_once():
    found, _ = trained(made())
    assert len(found.updates) == 3 and len(found.batches) == 1
    assert [update.batch for update in found.updates] == [0, 0, 0]


def test_of_many_updates_the_first_are_written():
    taken = made(sizes=(8, 8), rows=400, updates=300)
    found, _ = trained(taken)
    assert 1 < len(found.updates) < 300
    assert len(found.updates) * 72 + 400 * 16 <= MOST_NUMBERS
    assert len(trained(made(sizes=(8, 8), rows=5000))[0].updates) == 1


@pytest.mark.parametrize(
    "taken",
    [
        made(sizes=(9, 2)),
        made(sizes=(2,) * 7, activations=("tanh",) * 6),
        made(activations=("gaussian",)),
        made(loss="kullback_leibler"),
    ],
    ids=["wide", "deep", "an activation without a name here", "a loss that is none of ours"],
)
def test_what_cannot_be_drawn_or_computed_is_left_out(taken):
    assert trained(taken) is None


def test_a_part_of_a_quantity_has_no_number_of_its_own():
    script, reading = EVERY["right"]()
    place = line_of(script.text, "error += neuron")
    label = next(each for each in reading.lines if each.line == place)
    part = replace(label, formula=f"one term of {label.formula}")
    for labels, scale in ((label, 1.0), (part, None)):
        (cell,) = cells(script, replace(reading, lines=(labels,)), alive=True)
        assert [note.scale for note in cell.lines[place - 1].notes] == [scale]
