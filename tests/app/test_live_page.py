"""What the page is made of: pieces that put together give our gradients, and code that is ours line by line."""

from itertools import pairwise

import numpy as np
import pytest

import clearprop as cp
from clearprop.app.emitted.pieces import Sizes, pieces
from clearprop.app.emitted.script import BUILT_FOR
from clearprop.app.live_page.presets import BUILDERS
from clearprop.app.live_page.programs import of_program
from clearprop.app.live_page.slips import SLIPS, edited, wrong_pieces
from clearprop.app.live_page.templates import ENDINGS, HIDDEN, templates
from clearprop.execute.interpret import interpret

NETWORKS = [
    ("sigmoid", "sigmoid", "half_squared_error"), ("tanh", "softmax", "cross_entropy"),
    ("relu", "sigmoid", "binary_cross_entropy"), ("leaky_relu", "identity", "half_squared_error"),
    ("softplus", "tanh", "half_squared_error"),
]  # fmt: skip


def outputs(name: str, **inputs: np.ndarray) -> dict[str, np.ndarray]:
    """What a piece gives, by the interpreter, for arrays whose sizes it is built for."""
    rows, width = next(inputs[key] for key in ("z", "y_hat", "x") if key in inputs).shape
    sizes = inputs["W"].shape if "W" in inputs else (width, width)
    program = pieces(Sizes(rows, *sizes))[name]
    return interpret(program, {v.name: np.asarray(inputs[v.name]) for v in program.inputs})


@pytest.mark.parametrize("activation, output, loss", NETWORKS)
def test_the_pieces_put_together_give_the_gradients_of_a_network(activation, output, loss):
    network = cp.Network([3, 4, 5], activation=activation, output=output, loss=loss, seed=2)
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(6, 3)), np.eye(5)[rng.integers(5, size=6)]
    W1, b1, W2, b2 = network.parameters.values()
    z1 = outputs("dense", x=x, W=W1, b=b1)["z"]
    a1 = outputs(activation, z=z1)["a"]
    z2 = outputs("dense", x=a1, W=W2, b=b2)["z"]
    a2 = outputs(output, z=z2)["a"]
    logits = f"{loss}_of_{output}"
    if logits in pieces(BUILT_FOR[0]):
        last = outputs(logits, z=z2, y=y)
        delta2 = last["delta"]
    else:
        last = outputs(loss, y_hat=a2, y=y)
        delta2 = outputs(f"{output}_back", z=z2, da=last["da"])["delta"]
    back = outputs("dense_back", x=a1, W=W2, delta=delta2)
    delta1 = outputs(f"{activation}_back", z=z1, da=back["dx"])["delta"]
    first = outputs("dense_back", x=x, W=W1, delta=delta1)
    derived = network.derive(x, y)
    assert float(last["L"]) == pytest.approx(derived.value, rel=1e-13)
    found = {"W1": first["dW"], "b1": first["db"], "W2": back["dW"], "b2": back["db"]}
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, derived.gradients[name], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", [*pieces(BUILT_FOR[0]), *wrong_pieces(BUILT_FOR[0])])
def test_every_piece_is_sound_for_every_size(name):
    for sizes in BUILT_FOR:
        program = (pieces(sizes) | wrong_pieces(sizes))[name].check()
        read = {variable for equation in program.equations for variable in equation.variables()}
        assert {variable for variable in program.inputs if variable not in read} == set()


@pytest.mark.parametrize("ending", ENDINGS, ids="/".join)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_lines_of_a_layer_are_those_of_our_code(hidden, ending):
    """Filled in for two layers, they are the lines that are emitted for two layers."""
    network = cp.Network([2, 3, 4], activation=hidden, output=ending[0], loss=ending[1], seed=1)
    lines = of_program(network.derive(np.ones((9, 2)), np.eye(4)[np.arange(9) % 4]).program, 2)
    emitted = [line.text.split("  # f64")[0].strip() for line in lines if line.quantities]
    first, last = templates().hidden[hidden], templates().endings["/".join(ending)]

    def filled(text: str, layer: int) -> str:
        before = "x" if layer == 1 else "a1"
        return text.replace("a{k}", before if not text.startswith("da{k}") else "a{k}").format(
            l=layer, k=layer - 1, n=9
        )

    forward = [filled(line.text, k) for k, part in ((1, first), (2, last)) for line in part.forward]
    backward = [filled(line.text, k) for k, part in ((2, last), (1, first)) for line in part.backward]
    assert forward + [text for text in backward if not text.startswith("da0")] == emitted


def test_presets_fit_together():
    built = [build() for build in BUILDERS]
    assert len({preset.name for preset in built}) == len(built)
    for preset in built:
        sizes = preset.architecture.sizes
        assert np.shape(preset.x) == (len(preset.y), sizes[0]) and np.shape(preset.y)[1] == sizes[-1]
        assert [np.shape(W) for W in preset.weights] == list(pairwise(sizes))
        assert [len(b) for b in preset.biases] == list(sizes[1:])
        assert len(preset.inputs) == sizes[0] and len(preset.outputs) == sizes[-1]


def test_each_mistake_was_read_and_named():
    (tutorial,) = (build() for build in BUILDERS if build.__name__ == "tutorial")
    found = {mistake.name: mistake.finding and mistake.finding.code for mistake in tutorial.mistakes}
    assert found == {
        "no_derivative": "CP101",
        "half_a_sign_fix": "CP301",
        "last_weight": "CP305",
        "slope_of_z": "CP102",
        "bias": "CP303",
        "too_early": "CP205",
        "older_dialect": None,
    }
    assert all(mistake.finding.fix for mistake in tutorial.mistakes if mistake.finding)


def test_a_mistake_changes_one_place():
    with pytest.raises(ValueError, match="stands 0 times"):
        edited("nothing of it", SLIPS[0].edits)
