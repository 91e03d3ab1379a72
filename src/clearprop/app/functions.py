"""``FILE.py:function`` and the values of its arguments, as the command line gives them."""

import importlib.util
import inspect
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.train.data.errors import DataError


@dataclass(frozen=True)
class Chosen:
    """A function of a file, and the values at which it is looked at."""

    function: Callable[..., Any]
    arguments: dict[str, Any]

    def positional(self) -> tuple[list[Any], dict[str, Any]]:
        """The arguments as the function takes them."""
        kinds = inspect.signature(self.function).parameters
        named = {n: v for n, v in self.arguments.items() if kinds[n].kind is inspect.Parameter.KEYWORD_ONLY}
        return [v for n, v in self.arguments.items() if n not in named], named


def chosen(spec: str, at: Sequence[str], shapes: Sequence[str], seed: int) -> Chosen:
    """The function, with values from --at, else --shape, else its defaults, else EXAMPLE in the file.

    ValueError for a function or a value that is not there (exit code 2), DataError for a file that is unfit (3).
    """
    function, module = load(spec)
    return Chosen(function, values(function, module, at, shapes, seed))


def load(spec: str) -> tuple[Callable[..., Any], Any]:
    """The function that ``FILE.py:function`` names, and its module."""
    file, colon, name = spec.rpartition(":")
    if not colon or not file.endswith(".py") or not name.isidentifier():
        raise ValueError(f"{spec!r} does not name a function; expected FILE.py:function, such as net.py:loss.")
    module = module_of(Path(file))
    function = getattr(module, name, None)
    if inspect.isfunction(function):
        return function, module
    there = [n for n, f in vars(module).items() if inspect.isfunction(f) and f.__module__ == module.__name__]
    near = get_close_matches(name, there, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(there) or 'none'}."
    raise ValueError(f"{file} has no function {name!r}; {hint}")


def module_of(path: Path) -> Any:
    if not path.is_file():
        raise DataError(f"{path}: no such file.")
    name = f"clearprop_user_{path.stem}"
    module_spec = importlib.util.spec_from_file_location(name, path)
    if module_spec is None or module_spec.loader is None:
        raise DataError(f"{path} is not a Python file that can be loaded.")
    module = importlib.util.module_from_spec(module_spec)
    sys.modules[name] = module
    sys.path.insert(0, str(path.parent.resolve()))
    try:
        module_spec.loader.exec_module(module)
    except SyntaxError as error:
        raise DataError(f"{path}, line {error.lineno}: {error.msg}.") from error
    except Exception as error:
        raise DataError(f"{path} cannot be loaded: it raises {type(error).__name__}: {error}.") from error
    return module


def values(
    function: Callable[..., Any], module: Any, at: Sequence[str], shapes: Sequence[str], seed: int
) -> dict[str, Any]:
    """A value for each parameter. ValueError for one that has none, or for a name that is no parameter."""
    parameters = {
        name: parameter
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    }
    given = drawn(shapes, seed) | written(at, module)
    for name in given:
        if name not in parameters:
            near = get_close_matches(name, parameters, 1)
            hint = f"did you mean {near[0]}?" if near else f"its parameters are {', '.join(parameters)}."
            raise ValueError(f"{function.__name__} has no parameter {name!r}; {hint}")
    example = getattr(module, "EXAMPLE", {})
    found: dict[str, Any] = {}
    for name, parameter in parameters.items():
        if name in given:
            found[name] = given[name]
        elif parameter.default is not inspect.Parameter.empty:
            found[name] = parameter.default
        elif name in example:
            found[name] = example[name]
        else:
            missing = [n for n, p in parameters.items() if p.default is p.empty and n not in {**given, **example}]
            raise ValueError(
                f"{function.__name__} needs a value for {', '.join(missing)}: give --at {name}=EXPR or --shape {name}=3,4, "
                "or put EXAMPLE = {...} into the file."
            )
    return found


def written(at: Sequence[str], module: Any) -> dict[str, Any]:
    """Values from ``--at NAME=EXPR`` (an expression of Python, with np and math and the file's own names) or a .npz file."""
    found: dict[str, Any] = {}
    for text in at:
        name, equals, source = text.partition("=")
        if not equals and text.endswith(".npz"):
            found |= archive(Path(text))
            continue
        if not equals or not name.strip().isidentifier():
            raise ValueError(f"--at {text!r} gives no value; expected NAME=EXPR or a file that ends in .npz.")
        try:
            found[name.strip()] = eval(source, {"np": np, "math": math, **vars(module)})
        except Exception as error:
            raise ValueError(f"--at {text!r} cannot be evaluated: {type(error).__name__}: {error}.") from error
    return {name: np.array(value, dtype=float) if is_number_list(value) else value for name, value in found.items()}


def is_number_list(value: Any) -> bool:
    """Whether the value is a plain nested list of numbers: people mean an array."""
    if not isinstance(value, list):
        return False
    try:
        return np.asarray(value).dtype.kind == "f"
    except ValueError:
        return False


def archive(path: Path) -> dict[str, Any]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read as .npz: {error}.") from error


def drawn(shapes: Sequence[str], seed: int) -> dict[str, Any]:
    """Values from ``--shape W1=3,4``: normal numbers by the seed; ``b=`` is a single number."""
    generator = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for text in shapes:
        name, equals, sizes = text.partition("=")
        try:
            shape = tuple(int(size) for size in sizes.split(",") if size.strip())
            if not equals or min(shape, default=1) < 0:
                raise ValueError
        except ValueError:
            raise ValueError(f"--shape {text!r} gives no shape; expected NAME=SIZES, such as W1=3,4 or b=4.") from None
        found[name.strip()] = generator.normal(size=shape) if shape else float(generator.normal())
    return found
