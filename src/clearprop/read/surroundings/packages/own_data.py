"""A module of the script's own that only hands out data, and was not handed on: made-up data of the kinds that it uses."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from clearprop.read.surroundings.files.digits import pictures
from clearprop.read.surroundings.packages.modules import installed
from clearprop.read.surroundings.packages.provider import Provider
from clearprop.read.surroundings.stand_ins import Fill, Finder

MODULE = re.compile(r"\w*(data|loader|mnist|samples)\w*")
FUNCTION = re.compile(r"(load|init|get|read|import|fetch|make|prepare|create|generate|parse)\w*")
INPUTS = re.compile(r"x|xs|features?|inputs?|images?|imgs?|data_?x|x_?data")
TARGETS = re.compile(r"y|ys|targets?|labels?|outputs?|classes|data_?y|y_?data")
PART = re.compile(r"_?(train|test|valid|val|dev|cv)(ing|ation)?_?(?=$|_|x|y|[filot])")
PAIRS = re.compile(r"(train|test|valid|eval)\w*(data|set)?|data|dataset|pairs|samples")
TESTS = re.compile(r"te?st|valid|eval")
PIXELS = re.compile(r"\b784\b|28 ?\* ?28")
TABLE = re.compile(r"\.(?:values|iloc|columns|to_numpy|drop|head)\b")
ROWS = 40


@dataclass(frozen=True)
class Taken:
    """What a script takes of a module: a value under a name, or what a function gives, by the names that it is put under."""

    name: str
    called: bool
    targets: tuple[str, ...]


def own_data(provider: Provider) -> Finder:
    """Asked after everybody else; for modules of which nothing but data are taken."""
    tree = ast.parse(provider.text)
    found = {
        module: taken(tree, module) for module in modules(tree) if MODULE.fullmatch(module) and not installed(module)
    }
    kept = {module: parts for module, parts in found.items() if parts and all(map(is_data, parts))}
    fills: dict[str, Fill] = {module: partial(fill, provider, parts) for module, parts in kept.items()}
    return Finder(set(kept), fills, provider.text)


def modules(tree: ast.Module) -> Iterator[str]:
    """The names of modules that it imports, packages apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if "." not in alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module and "." not in node.module and not node.level:
            yield node.module


def taken(tree: ast.Module, module: str) -> list[Taken]:
    """Everything that the script takes of the module."""
    given = {f"{called}.": "" for node in ast.walk(tree) for called in called_here(node, module)}
    alone = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }
    calls = {ast.unparse(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {
        text: text.partition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and (text := ast.unparse(node)).partition(".")[0] + "." in given
        if text.count(".") == 1
    }
    return [
        Taken(name, text in calls, put_under(tree, text) if text in calls else (text,))
        for text, name in {**names, **alone}.items()
    ]


def called_here(node: ast.AST, module: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.asname or alias.name for alias in node.names if alias.name == module)


def put_under(tree: ast.Module, function: str) -> tuple[str, ...]:
    """The names in the assignment of what a function gives."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == function
        ):
            target = node.targets[0]
            parts = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
            return tuple(ast.unparse(part) for part in parts)
    return ()


def is_data(part: Taken) -> bool:
    """Whether by its names it is data: a function that loads some, or a value called so."""
    kinds = [kind(name) for name in part.targets]
    return bool(kinds) and None not in kinds and (not part.called or bool(FUNCTION.fullmatch(part.name.lower())))


def kind(name: str) -> str | None:
    """inputs, targets or pairs; None where the name says none of them."""
    plain = name.lower().rpartition(".")[2]
    for role, pattern in (("inputs", INPUTS), ("targets", TARGETS)):
        if pattern.fullmatch(PART.sub("", plain)):
            return role
    return "pairs" if PAIRS.fullmatch(plain) else None


def fill(provider: Provider, parts: list[Taken], module: ModuleType) -> None:
    for part in parts:
        values = [made(provider, name, part) for name in part.targets]
        vars(module)[part.name] = partial(handed, values) if part.called else values[0]
    provider.say(f"{module.__name__} is missing, which hands out data; {ROWS} made-up rows stand in.")


def handed(values: list[Any], *asked: Any, **named: Any) -> Any:
    return values[0] if len(values) == 1 else tuple(values)


def made(provider: Provider, name: str, part: Taken) -> Any:
    """The rows, the labels, or columns with their targets, as the name says."""
    pixels = bool(PIXELS.search(provider.text))
    width, classes = (784, 10) if pixels else (3, 2)
    rows, labels = pictures(ROWS, (width,), classes)
    rows, labels = rows / 255.0, labels.astype(int)
    what = kind(name)
    if what == "pairs" and len(part.targets) > 1:
        return pairs(rows, labels, classes, bool(TESTS.search(name)))
    if what == "pairs":
        return by_column(provider.text, name, rows, labels)
    if what == "inputs":
        return framed(rows) if re.search(rf"\b{re.escape(name)}{TABLE.pattern}", provider.text) else rows
    return labels


def pairs(rows: Any, labels: Any, classes: int, tests: bool) -> list[Any]:
    """Each row as a column, with its one-hot column; to test on, with its label."""
    columns = [row.reshape(-1, 1) for row in rows]
    wanted = labels.tolist() if tests else [column.reshape(-1, 1) for column in np.eye(classes)[labels]]
    return list(zip(columns, wanted, strict=True))


def by_column(text: str, name: str, rows: Any, labels: Any) -> Any:
    """A table with the columns that are asked of it by name, the last one the targets; else rows with the label last."""
    names = list(dict.fromkeys(re.findall(rf"\b{re.escape(name)}\[\s*['\"]([^'\"]+)['\"]\s*\]", text)))
    if not names:
        return np.column_stack([rows, labels])
    numbers = [rows[:, place % rows.shape[1]] for place in range(len(names) - 1)]
    return framed(np.column_stack([*numbers, rows.sum(axis=1) + labels]), names)


def framed(rows: Any, names: list[str] | None = None) -> Any:
    if not installed("pandas"):
        return rows
    return importlib.import_module("pandas").DataFrame(rows, columns=names or [f"x{n}" for n in range(rows.shape[1])])
