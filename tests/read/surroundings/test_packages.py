"""Minimisers do steps that can be read; data that would be downloaded are made up."""

import numpy as np
import pytest

from clearprop.read.surroundings import Request, surroundings

COST = (
    "import numpy as np\ndef f(x, k): return k * (x @ x)\ndef g(x, k): return 2 * k * x\n"
    "def both(x, k): return f(x, k), g(x, k)\n"
)
START = np.array([1.0, -2.0])
AFTER = START * (1 - 0.01 * 6) ** 8  # k = 3: eight steps down the gradient 6 x


@pytest.mark.parametrize(
    "call",
    [
        (
            "import scipy.optimize as op\n"
            "x = op.minimize(f, [1, -2], args=(3,), jac=g, method='BFGS', options={'maxiter': 5}).x"
        ),
        "from scipy.optimize import minimize\nr = minimize(fun=both, x0=[1, -2], args=(3,), jac=True)\nx = r['x']",
        "from scipy import optimize\nx = optimize.fmin_bfgs(f, [1, -2], fprime=g, args=(3,))",
        "from scipy import optimize\nx, v, d = optimize.fmin_l_bfgs_b(both, [1, -2], args=(3,))",
        "from scipy import optimize\nx, n, rc = optimize.fmin_tnc(func=f, x0=[1, -2], fprime=g, args=(3,))",
        (
            "from scipy import optimize\n"
            "x, v, a, b, w = optimize.fmin_cg(f, [1, -2], fprime=g, args=(3,), full_output=True)"
        ),
        "from scipy import optimize\nx = optimize.fmin_ncg(f, [1, -2], g, args=(3,), disp=0)",
        (
            "from scipy import optimize\n"
            "x = optimize.basinhopping(f, [1, -2], minimizer_kwargs={'jac': g, 'args': (3,)}).x"
        ),
        (
            "from scipy import optimize\n"
            "x = optimize.least_squares(lambda x: 6**0.5 * x, [1, -2], jac=lambda x: 6**0.5 * np.eye(2)).x"
        ),
    ],
)
def test_a_minimiser_goes_a_few_steps_down_the_gradient(ran, call):
    names, seen = ran(f"{COST}{call}\n")
    np.testing.assert_allclose(names["x"], AFTER, rtol=1e-12)
    assert [remark.name for remark in seen.remarks] == ["minimiser"]


def test_a_minimiser_without_a_gradient_is_remarked_on(ran):
    names, seen = ran(f"{COST}from scipy.optimize import fmin\nx = fmin(f, [1, -2], args=(3,), disp=False)\n")
    assert names["x"].tolist() == [1, -2] and seen.remarks[-1].name == "no-gradient"


def test_whoever_records_runs_the_minimisers_text():
    executed = []

    def execute(text, name, namespace):
        executed.append(name)
        exec(text, namespace)

    text = "from scipy.optimize import minimize\n"
    with surroundings(Request("a.py", text), execute):
        exec(text, {})
    assert "minimising.py" in executed and "scalars.py" in executed


DATA = (
    (
        "from keras.datasets import mnist\n(x, y), (u, v) = mnist.load_data()\n"
        "assert x.shape == (256, 28, 28) and y.shape == (256,)\n"
    ),
    (
        "import tensorflow as tf\n(x, y), _ = tf.keras.datasets.cifar10.load_data()\n"
        "assert x.shape == (256, 32, 32, 3) and y.shape == (256, 1)\n"
    ),
    (
        "from tensorflow.keras.datasets import fashion_mnist\n(x, y), _ = fashion_mnist.load_data()\n"
        "assert x.dtype == 'uint8'\n"
    ),
    (
        "import mnist_loader\na, b, c = mnist_loader.load_data_wrapper()\n"
        "assert a[0][0].shape == (784, 1) and a[0][1].shape == (10, 1)\n"
    ),
    "import mnist_loader\n(x, y), b, c = mnist_loader.load_data()\nassert x.shape == (256, 784)\n",
    "from mnist import MNIST\nx, y = MNIST('data').load_training()\nassert len(x[0]) == 784\n",
    "from sklearn.datasets import load_boston\nx, y = load_boston(return_X_y=True)\nassert x.shape == (50, 13)\n",
    (
        "from sklearn.datasets import load_boston\nb = load_boston()\n"
        "assert b.data.shape == (50, 13) and len(b['target']) == 50\n"
    ),
    (
        "from sklearn.datasets import fetch_openml\n"
        "m = fetch_openml('mnist_784', version=1, as_frame=False)\n"
        "assert m['data'].shape == (256, 784) and m.target[0] == '0'\n"
    ),
    (
        "from ucimlrepo import fetch_ucirepo\nd = fetch_ucirepo(name='Wine').data\n"
        "assert d.features.shape == (60, 13) and set(d.targets['class']) == {1, 2, 3}\n"
    ),
    "from sklearn.datasets import fetch_mldata\nm = fetch_mldata('MNIST original')\nassert m.target.dtype == float\n",
)  # fmt: skip


@pytest.mark.parametrize("text", DATA)
def test_data_that_would_be_downloaded_are_made_up(ran, text):
    _, seen = ran(text)
    assert any("made-up" in remark.message for remark in seen.remarks)


def test_labels_become_one_hot_as_in_keras(ran):
    text = (
        "from keras.utils import np_utils, to_categorical\nx = to_categorical([0, 2])\n"
        "y = np_utils.to_categorical([1], 2)\n"
    )
    names, _ = ran(text)
    assert names["x"].tolist() == [[1, 0, 0], [0, 0, 1]] and names["y"].tolist() == [[0, 1]]


def test_modules_that_sklearn_moved_are_found(ran):
    names, _ = ran(
        "from sklearn.cross_validation import train_test_split\nx = train_test_split(list(range(8)), test_size=0.25)\n"
    )
    assert len(names["x"][0]) == 6


def test_a_package_that_is_missing_stays_missing(ran):
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        ran("import no_such_package\n")


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        (
            "from data_prep import features, targets, features_test\nn, m = features.shape\nfirst = features.values[0]\n",
            {"features": (40, 3), "targets": (40,), "first": (3,)},
        ),
        (
            "import load_data\nX_train, y_train, X_test, y_test = load_data.load('here')\n",
            {"X_train": (40, 3), "y_test": (40,)},
        ),
        (
            "from pars_data import load\nd = 0\ndata = load('x')\na, b = data['km'], data['price']\n",
            {"a": (40,), "b": (40,)},
        ),
        (
            "import my_loader\nsizes = [784, 30, 10]\ntraining_data, test_data = my_loader.get()\n"
            "x, y = training_data[0]\nt, label = test_data[0]\n",
            {"x": (784, 1), "y": (10, 1), "t": (784, 1), "label": ()},
        ),
    ],
)
def test_a_missing_module_that_only_hands_out_data_hands_out_others(ran, text, shapes):
    names, seen = ran(text)
    assert {name: np.shape(names[name]) for name in shapes} == shapes
    assert any("hands out data" in remark.message for remark in seen.remarks)


@pytest.mark.parametrize(
    "text", ["from my_data import features, sigmoid\n", "import load_data\nw = load_data.weights()\n"]
)
def test_a_missing_module_of_which_more_is_taken_stays_missing(ran, text):
    with pytest.raises(ModuleNotFoundError):
        ran(text)
