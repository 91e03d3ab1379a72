"""The same tutorial on real data: 210 wheat seeds, five folds, 500 epochs; and why 31 hidden units fail where 30 work."""

import itertools
import random
from pathlib import Path

import numpy as np
import pytest

import clearprop as cp
from tests.published.conftest import Published
from tests.published.tutorial import RATE, Wheat, drawn, network, row_by_row, step_of
from tests.render.running import needs_compiler

pytestmark = [pytest.mark.data, needs_compiler]


def test_the_page(data_folder: Path, published: Published) -> None:
    net = network(7, 5, 3)
    scores = Wheat.load(data_folder).scores(net, row_by_row(step_of(net), 500))
    published("accuracy in five folds", "92.857% 92.857% 97.619% 92.857% 90.476%", scores)
    published("mean accuracy", "93.333%", np.mean(scores))


def test_the_baseline(data_folder: Path, published: Published) -> None:
    """Always the class that is most frequent among the rows to train on."""
    wheat = Wheat.load(data_folder)
    random.seed(1)
    usual = [(np.bincount(wheat.classes[train]).argmax(), wheat.classes[held]) for train, held in wheat.folds()]
    published("zero rule", "28.095%", 100 * np.mean([np.mean(held == most) for most, held in usual]))


def test_the_order_of_the_classes(data_folder: Path, published: Published) -> None:
    net = network(7, 5, 3)
    train = row_by_row(step_of(net), 500)
    orders = itertools.permutations((1, 2, 3))
    means = sorted(np.mean(Wheat.load(data_folder, order).scores(net, train)) for order in orders)
    published("the six orders of the classes", "93.333% 93.333% 93.333% 93.333% 93.810% 93.810%", means)


def test_what_was_compiled_is_what_fit_does(data_folder: Path) -> None:
    wheat, net = Wheat.load(data_folder), network(7, 5, 3)
    random.seed(1)
    start = drawn([7, 5, 3])
    compiled = row_by_row(step_of(net), 2)(start, wheat.x, wheat.y)
    net.parameters.update(start)
    net.fit(wheat.x, wheat.classes, epochs=2, batch_size=1, shuffle=False, optimizer=cp.SGD(RATE))
    for name, array in net.parameters.items():
        np.testing.assert_allclose(compiled[name], array, rtol=1e-12)


CLIFF = {5: ("93.3%", ".044"), 10: ("93.8%", "8.0e-3"), 20: ("93.3%", "8.7e-5"), 30: ("93.8%", "5.5e-6"),
         31: ("42.9%", "3.2e-6"), 40: ("33.3%", "5.9e-8")}  # fmt: skip


@pytest.mark.parametrize("width", CLIFF)
def test_the_width_cliff(width: int, data_folder: Path, published: Published) -> None:
    """Weights from [0, 1) add up: the wider the layer, the further out the outputs start on their sigmoid."""
    wheat, net = Wheat.load(data_folder), network(7, width, 3)
    accuracy, slope = CLIFF[width]
    scores = wheat.scores(net, row_by_row(step_of(net), 500))
    published(f"{width} hidden units: accuracy", accuracy, np.mean(scores))
    random.seed(1)
    net.parameters.update(drawn([7, width, 3]))
    y_hat = net.predict_proba(wheat.x)
    published(f"{width} hidden units: mean σ' of the outputs at the start", slope, np.mean(y_hat * (1 - y_hat)))


def test_centred_weights(data_folder: Path, published: Published) -> None:
    """The cure: 31 hidden units, weights from (-.5, .5), a tenth of the epochs."""
    net = network(7, 31, 3)
    train = row_by_row(step_of(net), 60)
    scores = Wheat.load(data_folder).scores(net, train, draw=lambda: random.random() - 0.5)
    published("31 hidden units, centred weights, 60 epochs: accuracy", "94.3%", np.mean(scores))
