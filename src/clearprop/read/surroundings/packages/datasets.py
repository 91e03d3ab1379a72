"""Data that packages would download: keras, mnist, sklearn's fetchers and what is gone from it. A few rows stand in."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.digits import FEW, pictures
from clearprop.read.surroundings.packages.modules import in_place
from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Request, Seen
from clearprop.read.surroundings.stand_ins import StandIn

SETS = {"mnist": (28, 28), "fashion_mnist": (28, 28), "cifar10": (32, 32, 3), "cifar100": (32, 32, 3)}
FULL = 60000


class Provider:
    """Makes rows up and says so; as many as the code counts on, where it writes 60000."""

    def __init__(self, request: Request, seen: Seen) -> None:
        self.seen, self.rows = seen, FULL if "60000" in request.text else FEW

    def pictures(self, name: str, rows: int, shape: tuple[int, ...]) -> tuple[Any, Any]:
        size = " × ".join(map(str, shape))
        self.seen.remark("made-up-data", f"{name} cannot be downloaded; {rows} made-up pictures of {size} stand in.")
        return pictures(rows, shape)

    def load_data(self, name: str) -> Callable[..., Any]:
        """keras.datasets.<name>.load_data."""

        def load(*arguments: Any, **named: Any) -> Any:
            shape = (-1, 1) if name.startswith("cifar") else (-1,)
            parts = [self.pictures(name, rows, SETS[name]) for rows in (self.rows, self.rows // 6)]
            return tuple((images, labels.reshape(shape)) for images, labels in parts)

        return load


def to_categorical(labels: Any, num_classes: int | None = None, dtype: str = "float32") -> Any:
    """Labels as one-hot rows."""
    whole = np.asarray(labels, int).ravel()
    return np.eye(num_classes or int(whole.max()) + 1, dtype=dtype)[whole]


def keras_modules(provider: Provider) -> dict[str, ModuleType]:
    """What keras and tensorflow are, as far as data go."""
    modules: dict[str, ModuleType] = {}
    for top in ("keras", "tensorflow.keras", "tensorflow.python.keras"):
        sets = {name: module(f"{top}.datasets.{name}", load_data=provider.load_data(name)) for name in SETS}
        utils = module(
            f"{top}.utils", to_categorical=to_categorical, np_utils=SimpleNamespace(to_categorical=to_categorical)
        )
        own = module(top, datasets=module(f"{top}.datasets", **sets), utils=utils)
        modules |= {each.__name__: each for each in (own, own.datasets, utils, *sets.values())}
        modules[f"{top}.utils.np_utils"] = module(f"{top}.utils.np_utils", to_categorical=to_categorical)
    modules["tensorflow.python"] = module("tensorflow.python", keras=modules["tensorflow.python.keras"])
    modules["tensorflow"] = module("tensorflow", keras=modules["tensorflow.keras"], __version__="0")
    return modules


def module(name: str, **contents: Any) -> Any:
    made = StandIn(name)
    vars(made).update(contents)
    return made


def mnist_modules(provider: Provider) -> dict[str, ModuleType]:
    """The packages mnist, python-mnist and the module mnist_loader of a well-known book."""
    rows, shape = provider.rows, (28, 28)

    class MNIST:
        """python-mnist: lists of 784 numbers."""

        def __init__(self, *arguments: Any, **named: Any) -> None: ...

        def load_training(self) -> Any:
            images, labels = provider.pictures("MNIST", rows, shape)
            return images.reshape(rows, -1).tolist(), labels.tolist()

        load_testing = load_training

    def columns() -> Any:
        images, labels = provider.pictures("MNIST", FEW, shape)
        inputs = [image.reshape(784, 1) / 255.0 for image in images]
        return inputs, labels.tolist()

    def wrapped() -> Any:
        inputs, labels = columns()
        targets = [to_categorical([label], 10, "float64").reshape(10, 1) for label in labels]
        tests = list(zip(inputs, labels, strict=True))
        return list(zip(inputs, targets, strict=True)), tests[:32], tests[:64]

    def flat() -> Any:
        images, labels = provider.pictures("MNIST", FEW, shape)
        part = (images.reshape(FEW, 784) / np.float32(255), labels.astype(int))
        return part, part, part

    parts = {
        f"{part}_{kind}": lambda place=place: provider.pictures("MNIST", rows, shape)[place]
        for part in ("train", "test")
        for place, kind in enumerate(("images", "labels"))
    }
    return {
        "mnist": module("mnist", MNIST=MNIST, **parts),
        "mnist_loader": module("mnist_loader", load_data=flat, load_data_wrapper=wrapped),
    }


@contextmanager
def made_up_data(request: Request, seen: Seen) -> Iterator[None]:
    """Stand-ins for packages that are missing, and for those that would only download."""
    provider = Provider(request, seen)
    downloaded = keras_modules(provider) if any(top in request.text for top in ("keras", "tensorflow")) else {}
    lacking = {n: m for n, m in mnist_modules(provider).items() if importlib.util.find_spec(n) is None}
    with ExitStack() as stack:
        stack.enter_context(in_place(downloaded | lacking))
        if "sklearn" in request.text and importlib.util.find_spec("sklearn") is not None:
            stack.enter_context(sklearn_of_old(provider))
        yield


@contextmanager
def sklearn_of_old(provider: Provider) -> Iterator[None]:
    """Give sklearn the modules and data sets back that it had once."""
    datasets = importlib.import_module("sklearn.datasets")
    selection = importlib.import_module("sklearn.model_selection")

    def boston(return_X_y: bool = False) -> Any:
        provider.seen.remark(
            "made-up-data", "load_boston is gone from sklearn; 50 made-up rows of 13 columns stand in."
        )
        chance = np.random.RandomState(5)
        rows = chance.uniform(0, 1, (50, 13))
        target = 20 + rows @ chance.uniform(-5, 5, 13)
        return (rows, target) if return_X_y else bunch(rows, target)

    def fetched(name: str = "mnist_784", *arguments: Any, **named: Any) -> Any:
        images, labels = provider.pictures(str(name), FEW, (784,))
        target = labels.astype(float) if "original" in str(name).lower() else labels.astype(str).astype(object)
        return (images.astype(float), target) if named.get("return_X_y") else bunch(images.astype(float), target)

    def bunch(data: Any, target: Any) -> Any:
        names = [f"x{place}" for place in range(data.shape[1])]
        return datasets.load_iris().__class__(data=data, target=target, feature_names=names, DESCR="")

    with ExitStack() as stack:
        stack.enter_context(replaced(datasets, load_boston=boston, fetch_mldata=fetched, fetch_openml=fetched))
        stack.enter_context(
            in_place({"sklearn.cross_validation": aliased(selection), "sklearn.grid_search": aliased(selection)})
        )
        yield


def aliased(real: ModuleType) -> ModuleType:
    made = ModuleType(real.__name__)
    vars(made).update({name: value for name, value in vars(real).items() if not name.startswith("__")})
    return made
