"""Files that only define things are driven: each script here trains, and its sizes are pairwise different."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from clearprop.read.driving import Driver, drivers, needs_driving
from clearprop.read.driving.rehearsal import rehearsed
from clearprop.read.source import load_source, parse_source

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.py"))
FIRST_THAT_RUNS = {  # the way in which a person would drive it
    "activation_by_name": "fit called with the activation 'tanh'",
    "counts_called_inputs_and_outputs": "train called: 7 rows of 3 inputs with one-hot rows, row by row",
    "data_in_the_constructor": "steps called in turn",
    "descent_among_methods": "fit called: 7 rows of 3 inputs with labels",
    "dictionary_by_layer": "deep_model was called: 7 rows of 3 inputs as columns",
    "each_matrix_given": "train was called",
    "epoch_of_columns": "epoch called: 7 rows of 3 inputs as columns",
    "fields_of_a_dataclass": "train_batch called",
    "functions_step_by_step": "as columns with zeros and ones",
    "goes_on_from_an_output": "steps called in turn: 7 rows of 2 inputs",
    "gradient_and_step_apart": "steps called in turn",
    "gradients_by_name": "a tenth of the gradients that they gave was subtracted: 7 rows of 3 inputs as columns",
    "gradients_left_to_others": "a tenth of the gradients that they gave was subtracted: 7 rows of 3 inputs",
    "kit_of_parts": "put together and trained with the file's optimiser",
    "labels_counted_by_the_code": "fit called: 7 rows of 3 inputs with labels",
    "layers_added_to_a_network": "Chain was given two layers and trained",
    "linear_estimator": "fit called: 7 rows of 3 inputs with labels",
    "lists_and_labels": "perceptron was called: 7 rows of 3 inputs as lists with labels",
    "loose_layers": "two layers Affine were called",
    "main_never_called": "driven by main()",
    "model_of_columns": "model was called: 7 rows of 3 inputs as columns",
    "network_that_makes_its_layers": "Model was given two layers and trained",
    "one_layer_of_units": "train called: 7 rows of 3 inputs with one-hot rows",
    "one_step_that_hands_back": "functions were called in turn",
    "optimiser_for_each_layer": "put together and trained with the file's optimiser",
    "passes_by_another_name": "train called: 7 rows of 3 inputs with one-hot rows",
    "passes_made_of_passes": "its functions were called in turn: 7 rows of 3 inputs as columns",
    "passes_told_to_the_constructor": "fit called",
    "recurrent_over_time": "train called: 7 sequences of 4 steps of 3 inputs, each step with one-hot rows",
    "rows_for_trees_in_the_constructor": "train called: 7 rows of 3 inputs with one-hot rows",
    "rows_with_the_label_last": "train_net was called: 7 rows of 3 inputs as lists with labels",
    "sizes_fixed_inside": "train called: 7 rows of 2 inputs with zeros and ones",
    "sizes_in_a_list_and_pairs": "descend called: 7 rows of 3 inputs with one-hot rows, each a column",
    "slope_among_the_methods": "steps called in turn: 7 rows of 3 inputs with one-hot rows, row by row",
    "table_of_points": "move was called: 7 points",
    "theta_given": "descend was called: 7 rows of 3 inputs with labels",
    "three_counts_and_a_rate": "train called: 7 rows of 3 inputs with one-hot rows, row by row",
}


def namespace_of(path):
    source = load_source(path)

    def fresh():
        names = {"__name__": "__main__"}
        exec(compile(source.tree, source.file, "exec"), names)
        return names

    return source, fresh


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_file_that_only_defines_things_is_driven_as_a_person_would(path):
    source, fresh = namespace_of(path)
    assert needs_driving(source)
    found = drivers(source)
    first = rehearsed(fresh, [driver.code for driver in found[:24]], 1)
    assert first, [driver.says for driver in found[:24]]
    assert FIRST_THAT_RUNS[path.stem] in found[first[0]].says


def test_every_script_has_its_expectation():
    assert {path.stem for path in SCRIPTS} == set(FIRST_THAT_RUNS)


def test_every_activation_is_driven():
    found = drivers(load_source(Path(__file__).parent / "scripts" / "activation_by_name.py"))
    for name in ("sigmoid", "relu", "tanh"):
        assert any(f"activation='{name}'" in driver.code for driver in found[:24]), name


def test_a_driver_trains_on_several_rows_in_several_passes():
    source, fresh = namespace_of(Path(__file__).parent / "scripts" / "sizes_fixed_inside.py")
    names = fresh()
    updates = []
    own = names["Gate"].backward

    def counted(self, X, y):
        updates.append(X.shape)
        own(self, X, y)

    names["Gate"].backward = counted
    exec(drivers(source)[0].code, names)
    assert len(updates) >= 4 and set(updates) == {(7, 2)}


def test_a_driver_with_a_mistake_is_no_rehearsal():
    _, fresh = namespace_of(Path(__file__).parent / "scripts" / "theta_given.py")
    assert rehearsed(fresh, ["descend()", "descend(1, 2)", "theta = 1"], 1) == [2]


def test_a_driver_that_never_ends_runs():
    assert rehearsed(dict, ["while True: pass"], 1) == [0]


def test_what_a_person_gives_is_run_as_it_is():
    driver = Driver.given("Network(2, 3, 1).train(X, y)")
    assert driver.code == "Network(2, 3, 1).train(X, y)" and "Network(2, 3, 1)" in driver.says
    with pytest.raises(SyntaxError):
        Driver.given("Network(2, 3")


TRAINS = (
    "w = 1.0\nfor i in range(9):\n    w -= 0.1 * w\n",
    "def go(w):\n    for i in range(9):\n        w = w - 0.1 * w\n    return w\nif __name__ == '__main__':\n    go(1.0)\n",
    "class N:\n    def __init__(self): self.w = 1.0\n    def fit(self): self.w -= 0.1 * self.w\nn = N()\nn.fit()\n",
    "class N:\n    def __init__(self):\n        self.w = 1.0\n        for i in range(3): self.w -= 0.1 * self.w\nN()\n",
    "def moved(w, g): return [a - b for a, b in zip(w, g)]\nw = [1.0]\nfor i in range(3):\n    w = moved(w, w)\n",
    "def made():\n    w = 1.0\n    def back(d):\n        nonlocal w\n        w -= d\n    return back\nb = made()\nb(1)\n",
    "from scipy.optimize import minimize\nr = minimize(lambda w: w, 0)\n",
    "w = 1.0\nfor i in range(9):\n    new = w - 0.1 * w\n    w = new\n",
    "w, b = 1.0, 2.0\nwhile w > 0.1:\n    nw = w - 0.1 * w\n    nb = b - 0.1 * w\n    w, b = nw, nb\n",
    (
        "import numpy as np\nw = np.ones(2)\nroom = np.zeros(2)\nfor i in range(9):\n"
        "    for j in range(2):\n        room[j] = w[j] - 0.1 * w[j]\n    w = room.copy()\n"
    ),
)
DOES_NOT = (
    "class N:\n    def fit(self):\n        self.w -= 0.1 * self.w\n",
    "def go(w):\n    for i in range(9):\n        w = w - 0.1 * w\n    return w\n",
    "import numpy as np\nX = np.ones((3, 2))\ndef sigmoid(z): return 1 / (1 + np.exp(-z))\nprint(sigmoid(0))\n",
    "def f(w):\n    w -= 1\n    return w\nfor i in range(3):\n    print(i)\n",
    "class N:\n    def fit(self): self.w -= self.g\nn = N()\nprint(n)\n",
    "w = 1.0\nfor i in range(3):\n    step = w - 0.1 * i\n    other = step\n",
)


@pytest.mark.parametrize("text", TRAINS)
def test_a_script_that_trains_needs_no_driver(text):
    assert not needs_driving(parse_source(text))


@pytest.mark.parametrize("text", DOES_NOT)
def test_a_file_that_trains_nothing_needs_one(text):
    assert needs_driving(parse_source(text))


CLASS = (
    "import numpy as np\nclass A:\n    def __init__(self, n_in, n_out, {}):\n        self.w = np.zeros((n_in, n_out))\n"
)
METHOD = "    def fit(self, X, y):\n        for i in range(50):\n            self.w -= 0.1 * X.T @ (X @ self.w - y)\n"


@pytest.mark.parametrize(
    "parameter", ["hidden_layer_weights=None", "output_bias=None", "batch=(False, 0)", "out_type='linear'"]
)
def test_what_has_a_default_of_another_kind_is_left_to_it(parameter):
    found = drivers(parse_source(CLASS.format(parameter) + METHOD))
    assert found and parameter.partition("=")[0] not in found[0].code


def test_made_up_sizes_are_pairwise_different():
    text = "import numpy as np\nclass A:\n    def fit(self, X, y): self.w -= 0.1 * X.T @ y\n"
    names = {}
    exec(drivers(parse_source(text))[0].code.partition("given_network")[0], names)
    shapes = {*np.shape(names["given_inputs"]), *np.shape(names["given_targets"])}
    assert len(shapes) == 3


def test_what_a_step_hands_back_is_what_the_next_one_gets():
    _, fresh = namespace_of(Path(__file__).parent / "scripts" / "one_step_that_hands_back.py")
    names = fresh()
    seen = []
    own = names["backprop_step"]

    def watched(x, y, w1, w2, lr=0.3):
        seen.append((w1, *own(x, y, w1, w2, lr)))
        return seen[-1][1:]

    names["backprop_step"] = watched
    source = load_source(Path(__file__).parent / "scripts" / "one_step_that_hands_back.py")
    exec(drivers(source)[0].code, names)
    assert len(seen) >= 4 and all(later[0] is earlier[1] for earlier, later in pairwise(seen))
