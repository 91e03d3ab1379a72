"""What from-scratch code takes of sklearn, where it is not installed: data sets, splitting, scaling, encoding, scores."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.packages.provider import Provider, module

SHAPES = {
    "iris": (150, 4, 3),
    "wine": (178, 13, 3),
    "breast_cancer": (569, 30, 2),
    "digits": (360, 64, 10),
    "diabetes": (442, 10, 0),
}


def small_modules(provider: Provider) -> dict[str, ModuleType]:
    """The modules by name; any name that they do not have is Nothing."""
    loaders = {f"load_{name}": loader(name, provider) for name in SHAPES}
    parts: dict[str, dict[str, Any]] = {
        "datasets": {**loaders, **{each.__name__: each for each in MADE}},
        "model_selection": {"train_test_split": train_test_split},
        "preprocessing": {each.__name__: each for each in (*SCALERS, label_binarize, scale)},
        "metrics": {"accuracy_score": accuracy_score, "mean_squared_error": mean_squared_error},
        "utils": {"shuffle": shuffle},
    }
    modules = {f"sklearn.{name}": module(f"sklearn.{name}", **contents) for name, contents in parts.items()}
    modules["sklearn.cross_validation"] = modules["sklearn.model_selection"]
    own = module("sklearn", **{name.partition(".")[2]: made for name, made in modules.items()})
    return {"sklearn": own, **modules}


class Bunch(dict[str, Any]):
    """Values that are items and attributes."""

    def __getattr__(self, name: str) -> Any:
        if name in self:
            return self[name]
        raise AttributeError(name)


def loader(name: str, provider: Provider) -> Callable[..., Any]:
    """sklearn.datasets.load_<name>: made-up rows in the number and the shape of the true ones."""

    def load(return_X_y: bool = False, **named: Any) -> Any:
        rows, columns, classes = SHAPES[name]
        provider.say(f"sklearn is not installed; {rows} made-up rows of {columns} columns stand in for {name}.")
        data, target = make_blobs(rows, columns, classes or 5, random_state=3)
        if not classes:
            target = data @ np.arange(1.0, columns + 1)
        names = [f"x{place}" for place in range(columns)]
        found = Bunch(
            data=data, target=target, feature_names=names, target_names=np.array([f"class {k}" for k in range(classes)])
        )
        return (data, target) if return_X_y else found

    return load


def chance_of(random_state: Any) -> Any:
    """The generator that sklearn would take."""
    return np.random.RandomState(random_state) if isinstance(random_state, int) else np.random


def make_blobs(
    n_samples: int = 100,
    n_features: int = 2,
    centers: Any = 3,
    cluster_std: float = 1.0,
    random_state: Any = None,
    **named: Any,
) -> Any:
    chance = chance_of(random_state)
    middle = chance.uniform(-5, 5, (centers, n_features)) if isinstance(centers, int) else np.asarray(centers, float)
    labels = np.arange(n_samples) % len(middle)
    return middle[labels] + cluster_std * chance.normal(size=(n_samples, middle.shape[1])), labels


def make_moons(n_samples: int = 100, *, noise: float | None = None, random_state: Any = None, **named: Any) -> Any:
    labels = np.arange(n_samples) % 2
    angle = np.linspace(0, np.pi, n_samples)
    places = np.column_stack([np.cos(angle), np.sin(angle)]) * np.where(labels, -1, 1)[:, None] + labels[:, None] * [
        1,
        0.5,
    ]
    return places + (noise or 0) * chance_of(random_state).normal(size=places.shape), labels


def make_circles(
    n_samples: int = 100, *, noise: float | None = None, factor: float = 0.8, random_state: Any = None, **named: Any
) -> Any:
    labels = np.arange(n_samples) % 2
    angle = np.linspace(0, 2 * np.pi, n_samples)
    places = np.column_stack([np.cos(angle), np.sin(angle)]) * np.where(labels, factor, 1)[:, None]
    return places + (noise or 0) * chance_of(random_state).normal(size=places.shape), labels


def make_classification(
    n_samples: int = 100, n_features: int = 20, n_classes: int = 2, random_state: Any = None, **named: Any
) -> Any:
    return make_blobs(n_samples, n_features, n_classes, random_state=random_state)


def make_regression(
    n_samples: int = 100, n_features: int = 100, noise: float = 0.0, random_state: Any = None, **named: Any
) -> Any:
    chance = chance_of(random_state)
    rows = chance.normal(size=(n_samples, n_features))
    return rows, rows @ chance.uniform(0, 100, n_features) + noise * chance.normal(size=n_samples)


def train_test_split(
    *arrays: Any, test_size: Any = None, random_state: Any = None, shuffle: bool = True, **named: Any
) -> list[Any]:
    """For every array its two parts, in one order for all."""
    count = len(arrays[0])
    share = 0.25 if test_size is None else test_size
    tests = share if isinstance(share, int) else int(np.ceil(share * count))
    order = chance_of(random_state).permutation(count) if shuffle else np.roll(np.arange(count), tests)
    return [taken(array, part) for array in arrays for part in (order[tests:], order[:tests])]


def shuffle(*arrays: Any, random_state: Any = None, **named: Any) -> Any:
    order = chance_of(random_state).permutation(len(arrays[0]))
    return [taken(array, order) for array in arrays] if len(arrays) > 1 else taken(arrays[0], order)


def taken(array: Any, places: Any) -> Any:
    """These rows of an array, a list or a frame."""
    if hasattr(array, "iloc"):
        return array.iloc[places]
    return [array[place] for place in places] if isinstance(array, list) else np.asarray(array)[places]


class Transformer:
    """fit, transform, and both."""

    def __init__(self, **named: Any) -> None: ...

    def fit(self, values: Any, y: Any = None) -> "Transformer":
        raise NotImplementedError

    def transform(self, values: Any) -> Any:
        raise NotImplementedError

    def fit_transform(self, values: Any, y: Any = None) -> Any:
        return self.fit(values).transform(values)


class StandardScaler(Transformer):
    """Columns with mean 0 and deviation 1."""

    def fit(self, values: Any, y: Any = None) -> "StandardScaler":
        self.mean_, deviation = np.mean(values, axis=0), np.std(values, axis=0)
        self.scale_ = np.where(deviation == 0, 1, deviation)
        return self

    def transform(self, values: Any) -> Any:
        return (np.asarray(values) - self.mean_) / self.scale_

    def inverse_transform(self, values: Any) -> Any:
        return np.asarray(values) * self.scale_ + self.mean_


class MinMaxScaler(Transformer):
    """Columns between 0 and 1."""

    def fit(self, values: Any, y: Any = None) -> "MinMaxScaler":
        self.data_min_, widest = np.min(values, axis=0), np.max(values, axis=0)
        self.data_range_ = np.where(widest == self.data_min_, 1, widest - self.data_min_)
        return self

    def transform(self, values: Any) -> Any:
        return (np.asarray(values) - self.data_min_) / self.data_range_


class LabelEncoder(Transformer):
    """Labels as numbers from 0."""

    def fit(self, values: Any, y: Any = None) -> "LabelEncoder":
        self.classes_ = np.unique(values)
        return self

    def transform(self, values: Any) -> Any:
        return np.searchsorted(self.classes_, values)


class OneHotEncoder(LabelEncoder):
    """Labels as one-hot rows."""

    def transform(self, values: Any) -> Any:
        return Dense(np.eye(len(self.classes_))[np.searchsorted(self.classes_, np.ravel(values))])


class LabelBinarizer(LabelEncoder):
    """Labels as one-hot rows; two classes as one column."""

    def transform(self, values: Any) -> Any:
        return label_binarize(values, classes=self.classes_)


class Dense(np.ndarray[Any, Any]):
    """An array that can be asked for itself, like sklearn's sparse ones."""

    def __new__(cls, values: Any) -> "Dense":
        return np.asarray(values).view(cls)

    def toarray(self) -> Any:
        return np.asarray(self)


def label_binarize(values: Any, *, classes: Any) -> Any:
    rows = np.eye(len(classes), dtype=int)[np.searchsorted(classes, np.ravel(values))]
    return rows[:, 1:] if len(classes) == 2 else rows


def scale(values: Any, **named: Any) -> Any:
    return StandardScaler().fit_transform(values)


def accuracy_score(wanted: Any, given: Any, **named: Any) -> float:
    return float(np.mean(np.asarray(wanted) == np.asarray(given)))


def mean_squared_error(wanted: Any, given: Any, **named: Any) -> float:
    return float(np.mean((np.asarray(wanted) - np.asarray(given)) ** 2))


MADE = (make_blobs, make_moons, make_circles, make_classification, make_regression)
SCALERS = (StandardScaler, MinMaxScaler, LabelEncoder, OneHotEncoder, LabelBinarizer)
