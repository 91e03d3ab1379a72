"""Data that packages would download: keras, tensorflow, mnist, h5py, nnfs. A few rows stand in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.digits import FEW, TESTS
from clearprop.read.surroundings.files.missing import Shelf
from clearprop.read.surroundings.packages.course import course_modules
from clearprop.read.surroundings.packages.hdf5 import hdf5_modules
from clearprop.read.surroundings.packages.modules import in_place, installed
from clearprop.read.surroundings.packages.nnfs import nnfs_modules
from clearprop.read.surroundings.packages.provider import Provider, module
from clearprop.read.surroundings.packages.sklearn import sklearn
from clearprop.read.surroundings.packages.uci import uci_modules
from clearprop.read.surroundings.request import Execute, Request, Seen

SETS = {"mnist": (28, 28), "fashion_mnist": (28, 28), "cifar10": (32, 32, 3), "cifar100": (32, 32, 3)}


def load_data(name: str, provider: Provider) -> Callable[..., Any]:
    """keras.datasets.<name>.load_data."""

    def load(*arguments: Any, **named: Any) -> Any:
        shape = (-1, 1) if name.startswith("cifar") else (-1,)
        parts = [provider.pictures(name, rows, SETS[name]) for rows in (FEW, TESTS)]
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
        sets = {name: module(f"{top}.datasets.{name}", load_data=load_data(name, provider)) for name in SETS}
        utils = module(
            f"{top}.utils", to_categorical=to_categorical, np_utils=SimpleNamespace(to_categorical=to_categorical)
        )
        own = module(top, datasets=module(f"{top}.datasets", **sets), utils=utils)
        modules |= {each.__name__: each for each in (own, own.datasets, utils, *sets.values())}
        modules[f"{top}.utils.np_utils"] = module(f"{top}.utils.np_utils", to_categorical=to_categorical)
    modules["tensorflow.python"] = module("tensorflow.python", keras=modules["tensorflow.python.keras"])
    modules["tensorflow"] = module("tensorflow", keras=modules["tensorflow.keras"], __version__="0")
    return modules


def mnist_modules(provider: Provider) -> dict[str, ModuleType]:
    """The packages mnist, python-mnist and the module mnist_loader of a well-known book."""
    rows, shape = FEW, (28, 28)

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
def made_up_data(request: Request, seen: Seen, shelf: Shelf, execute: Execute) -> Iterator[None]:
    """Stand-ins for packages that are missing, and for those that would only download."""
    provider = Provider(request, seen)
    downloaded = keras_modules(provider) if any(top in request.text for top in ("keras", "tensorflow")) else {}
    known = mnist_modules(provider) | hdf5_modules(shelf) | course_modules(provider, request.text, execute)
    known |= uci_modules(provider) if "ucimlrepo" in request.text else {}
    known |= nnfs_modules(provider) if "nnfs" in request.text else {}
    lacking = {name: made for name, made in known.items() if not installed(name)}
    with ExitStack() as stack:
        stack.enter_context(in_place(downloaded | lacking))
        stack.enter_context(sklearn(provider))
        yield
