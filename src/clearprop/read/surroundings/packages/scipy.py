"""scipy: its minimisers do a few plain steps that can be read; its files are found or made up."""

import importlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.contents import matlab
from clearprop.read.surroundings.files.missing import Shelf, exists, missing, name_of
from clearprop.read.surroundings.packages.modules import in_place, installed
from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Execute
from clearprop.read.surroundings.rewritten import text_of

MINIMISERS = (
    "minimize", "fmin_bfgs", "fmin_cg", "fmin_ncg", "fmin_l_bfgs_b", "fmin_tnc", "fmin", "fmin_powell", "basinhopping",
    "least_squares",
)  # fmt: skip


@contextmanager
def scipy_driven(shelf: Shelf, execute: Execute) -> Iterator[None]:
    """Only if the script speaks of scipy: importing it takes longer than most scripts."""
    if "scipy" not in shelf.request.text:
        yield
        return
    minimisers: dict[str, Any] = {"no_gradient": lambda: no_gradient(shelf), "__name__": "minimising"}
    execute(text_of("minimising"), "minimising.py", minimisers)
    minimisers["no_gradient"] = lambda: no_gradient(shelf)
    chosen = {name: told(minimisers[name], name, shelf) for name in MINIMISERS}
    with ExitStack() as stack:
        if not installed("scipy"):
            stack.enter_context(in_place(stand_ins(shelf, execute, chosen)))
        else:
            stack.enter_context(replaced(importlib.import_module("scipy.optimize"), **chosen))
            files = importlib.import_module("scipy.io")
            stack.enter_context(replaced(files, loadmat=loading(files.loadmat, shelf)))
        yield


def no_gradient(shelf: Shelf) -> None:
    shelf.seen.remark("no-gradient", "The minimiser is given no gradient; there is no backward pass to read.")


def told(function: Any, name: str, shelf: Shelf) -> Any:
    """The function; that it stands for scipy's is remarked on."""

    def called(*arguments: Any, **named: Any) -> Any:
        shelf.seen.remark("minimiser", f"{name} was replaced by a few steps x = x - 0.01 * gradient.")
        return function(*arguments, **named)

    return called


def loading(own: Any, shelf: Shelf) -> Any:
    """loadmat, with made-up arrays for a missing file."""

    def load(file: Any, *more: Any, **named: Any) -> Any:
        name = name_of(str(file))
        name = name if name.endswith(".mat") else f"{name}.mat"
        place = next((path for path in (str(file), f"{file}.mat", name) if exists(path)), None)
        if place is not None and own is not None:
            return own(place, *more, **named)
        made = matlab(name, shelf.request.text, shelf.request.guess)
        if made is None:
            raise FileNotFoundError(2, missing(name), str(file))
        shelf.say(name, ", ".join(f"{key} {np.shape(value)}" for key, value in made.items()))
        return made

    return load


def stand_ins(shelf: Shelf, execute: Execute, minimisers: dict[str, Any]) -> dict[str, ModuleType]:
    """What scripts take of scipy, where it is not installed."""
    special: dict[str, Any] = {"__name__": "special"}
    execute(text_of("special"), "special.py", special)
    contents: dict[str, dict[str, Any]] = {
        "scipy": {}, "scipy.optimize": minimisers, "scipy.special": special,
        "scipy.io": {"loadmat": loading(None, shelf), "savemat": lambda *values: None},
        "scipy.stats": {"truncnorm": Truncated},
    }  # fmt: skip
    modules = {name: ModuleType(name) for name in contents}
    for name, module in modules.items():
        vars(module).update({key: value for key, value in contents[name].items() if not key.startswith("__")})
        if name != "scipy":
            setattr(modules["scipy"], name.partition(".")[2], module)
    shelf.seen.remark("scipy", "scipy is not installed; what the script takes of it stands in.")
    return modules


class Truncated:
    """scipy.stats.truncnorm: normal numbers kept between two bounds."""

    def __init__(self, a: float, b: float, loc: float = 0.0, scale: float = 1.0) -> None:
        self.bounds, self.loc, self.scale = (a, b), loc, scale

    def rvs(self, size: Any = None) -> Any:
        normal = np.random.normal(size=size)  # noqa: NPY002 - the generator that the script seeds
        return self.loc + self.scale * np.clip(normal, *self.bounds)
