"""Where a package is not installed, what scripts take of it stands in, and behaves like the real one."""

import numpy as np
import pytest
from scipy import special
from sklearn import model_selection, preprocessing

from clearprop.read.surroundings.packages import datasets, modules, scipy, sklearn, sklearn_small


@pytest.fixture
def without(monkeypatch):
    """A function: as if these packages were not installed."""

    def hide(*names):
        real = modules.installed
        for module in (datasets, scipy, sklearn):
            monkeypatch.setattr(module, "installed", lambda name: name.split(".")[0] not in names and real(name))

    return hide


@pytest.mark.parametrize(("name", "rows", "columns"), [(n, *s[:2]) for n, s in sklearn_small.SHAPES.items()])
def test_data_sets_have_their_shapes(ran, without, name, rows, columns):
    without("sklearn")
    names, seen = ran(
        f"from sklearn.datasets import load_{name} as load\nx, y = load(return_X_y=True)\nd = load()\n"
        "from sklearn.model_selection import train_test_split\na, b, c, e = train_test_split(x, y, test_size=0.2)\n"
    )
    assert names["x"].shape == names["d"]["data"].shape == (rows, columns) and len(names["y"]) == rows
    assert abs(len(names["b"]) - rows / 5) < 1 and "not installed" in seen.remarks[0].message


def test_made_sets_and_old_modules(ran, without):
    without("sklearn")
    names, _ = ran(
        "from sklearn import datasets\nfrom sklearn.cross_validation import train_test_split\nimport sklearn\n"
        "x, y = datasets.make_moons(n_samples=50, noise=0.1, random_state=2)\n"
        "b, c = sklearn.datasets.make_blobs(n_samples=30, centers=3, random_state=1)\n"
        "m = datasets.fetch_openml('mnist_784')['data'].shape\n"
        "from sklearn.metrics import confusion_matrix\nconfusion_matrix(y, y)\n"
    )
    assert names["x"].shape == (50, 2) and set(names["c"]) == {0, 1, 2} and names["m"] == (256, 784)


@pytest.mark.parametrize("name", ["StandardScaler", "MinMaxScaler"])
def test_scalers_do_what_sklearns_do(name):
    rows = np.random.default_rng(0).normal(size=(9, 3)) * [1, 5, 0]
    ours, theirs = getattr(sklearn_small, name)(), getattr(preprocessing, name)()
    np.testing.assert_allclose(ours.fit_transform(rows), theirs.fit_transform(rows), atol=1e-12)
    np.testing.assert_allclose(ours.transform(rows + 1), theirs.transform(rows + 1), atol=1e-12)


@pytest.mark.parametrize("labels", [["b", "a", "c", "a"], ["n", "y", "y"], [2, 0, 1, 1]])
def test_encoders_do_what_sklearns_do(labels):
    pairs = [(getattr(sklearn_small, n)(), getattr(preprocessing, n)()) for n in ("LabelEncoder", "LabelBinarizer")]
    for ours, theirs in pairs:
        assert ours.fit_transform(labels).tolist() == theirs.fit_transform(labels).tolist()
    column = np.reshape(labels, (-1, 1))
    ours, theirs = (m.OneHotEncoder().fit_transform(column).toarray() for m in (sklearn_small, preprocessing))
    assert ours.tolist() == theirs.tolist()


def test_splitting_keeps_rows_together():
    rows = np.arange(10)
    for split in (sklearn_small.train_test_split, model_selection.train_test_split):
        a, b, c, d = split(rows, rows * 2, test_size=0.3, random_state=1)
        assert (a * 2 == c).all() and (b * 2 == d).all() and (len(a), len(b)) == (7, 3)
        assert sorted([*a, *b]) == rows.tolist()


def test_scipy_in_small(ran, without):
    without("scipy")
    names, seen = ran(
        "import numpy as np\nimport scipy.special\nfrom scipy.special import expit, softmax, logsumexp\n"
        "from scipy.stats import truncnorm\n"
        "from scipy.optimize import minimize\nz = np.array([[0.5, -2.0], [1.0, 3.0]])\n"
        "a, b, c = expit(z), softmax(z, axis=1), logsumexp(z, axis=1)\n"
        "w = truncnorm(-1, 1, loc=0, scale=2).rvs((4, 3))\n"
        "x = minimize(lambda x: x @ x, [1.0], jac=lambda x: 2 * x).x\n"
        "from scipy.io import loadmat\nd = loadmat('ex4data1.mat')\n"
    )
    z = names["z"]
    np.testing.assert_allclose(names["a"], special.expit(z), rtol=1e-12)
    np.testing.assert_allclose(names["b"], special.softmax(z, axis=1), rtol=1e-12)
    np.testing.assert_allclose(names["c"], special.logsumexp(z, axis=1), rtol=1e-12)
    assert (
        abs(names[("w")]).max() <= 2
        and names["w"].shape == (4, 3)
        and names["x"][0] < 1
        and names["d"]["X"].shape[1] == 400
    )
    assert "scipy is not installed" in seen.remarks[0].message


def test_files_of_arrays(ran, without):
    without("h5py", "idx2numpy")
    names, seen = ran(
        "import h5py\nimport numpy as np\nwith h5py.File('datasets/train_catvnoncat.h5', 'r') as f:\n"
        "    x = np.array(f['train_set_x'][:])\n    y = np.array(f['train_set_y'][:])\n"
        "import idx2numpy\nz = idx2numpy.convert_from_file('train-images-idx3-ubyte')\n"
    )
    assert names["x"].shape == (20, 64, 64, 3) and names["y"].shape == (20,) and names["z"].shape == (256, 28, 28)
    assert seen.made_up == ["train_catvnoncat.h5", "train-images-idx3-ubyte"]


def test_a_courses_helper_modules(ran):
    names, _ = ran(
        "from planar_utils import load_planar_dataset, sigmoid, plot_decision_boundary\n"
        "X, Y = load_planar_dataset()\na = sigmoid(0.0)\n"
        "from dnn_utils_v2 import relu, sigmoid_backward\nb, cache = relu(-1.0)\nfrom testCases_v2 import *\n"
        "from lr_utils import load_dataset\nx, y, u, v, classes = load_dataset()\n"
    )
    assert names["X"].shape == (2, 40) and names["Y"].shape == (1, 40) and names["a"] == 0.5
    assert (
        (names["b"], names[("cache")]) == (0.0, -1.0)
        and names["x"].shape == (20, 64, 64, 3)
        and names["y"].shape == (1, 20)
    )


def test_points_of_a_book(ran, without):
    without("nnfs")
    names, seen = ran(
        "import nnfs\nfrom nnfs.datasets import spiral_data, sine_data\nnnfs.init()\n"
        "x, y = spiral_data(samples=7, classes=3)\na, b = sine_data(5)\n"
    )
    assert names["x"].shape == (21, 2) and names["y"].tolist() == [0] * 7 + [1] * 7 + [2] * 7
    np.testing.assert_allclose(names["b"], np.sin(2 * np.pi * names["a"]))
    assert "spiral_data" in seen.remarks[0].message


def test_what_would_only_make_a_film_stands_in_but_nothing_that_reads_pictures(ran):
    names, _ = ran("import imageio\nw = imageio.get_writer('a.gif')\nw.append_data(1)\nx = 2.0\n")
    assert names["x"] == 2.0
    with pytest.raises(ModuleNotFoundError):
        ran("import imageio\nx = imageio.imread('a.png') / 255\n")
