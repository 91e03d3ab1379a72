"""All the ways in which a file might be driven, the likeliest first."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from clearprop.read.driving.classes import class_trainings, main_calls
from clearprop.read.driving.driver import Driver
from clearprop.read.driving.formats import Format, formats
from clearprop.read.driving.functions import function_trainings
from clearprop.read.driving.layers import layer_trainings
from clearprop.read.driving.sequences import recurrent, sequences
from clearprop.read.driving.sizes import Sizes, fixed_sizes
from clearprop.read.driving.updating import Function
from clearprop.read.driving.world import World, option_names, texts_of
from clearprop.read.source import Source

USUAL = (Sizes(3, 4, 2), Sizes(3, 4, 1))
PLANS = (layer_trainings, class_trainings, function_trainings)
LARGEST = 1000  # a file that fixes more inputs than this is not driven with them
MOST = 120
ERROR = re.compile(r"(given_\w+) - (given_answer|given_targets)")
"""An error that the driver makes, as half the squared error has it."""


def drivers(source: Source) -> list[Driver]:
    """Ways to drive the file, without repetition; many fail at once, so try them in this order."""
    found = [Driver(call, f"The file was driven by {call}.") for call in main_calls(source.tree)]
    ranked = sorted(candidates(source.tree), key=lambda candidate: candidate[0])
    by_code: dict[str, Driver] = {}
    for each in [*found, *(driver for _, driver in ranked)]:
        by_code.setdefault(each.code, each)
    return list(by_code.values())[:MOST]


def candidates(tree: ast.Module) -> Iterator[tuple[float, Driver]]:
    """Every training in every form of data, and how unlikely it is."""
    functions = tuple(node.name for node in tree.body if isinstance(node, Function))
    texts = texts_of(tree)
    options: list[str | None] = [*option_names(tree)] or [None]
    repeats = recurrent(ast.unparse(tree)) and uses_numpy(tree)
    fixed = [sizes for sizes in fixed_sizes(tree) if sizes.inputs <= LARGEST and all(sizes)]
    for nth, sizes in enumerate([*fixed, *USUAL]):
        forms = [*(sequences(sizes) if repeats else ()), *formats(sizes, uses_numpy(tree))]
        for place, form in enumerate(forms):
            for option, plan in product(options, PLANS):
                usual = 0.4 if plan is layer_trainings and form.kind == "blocks" else 0.0
                for (score, lines, says), (_, deeper, _) in zip(
                    plan(tree, World(form, functions, texts, option)),
                    plan(tree, World(form, functions, texts, option, deep=True)),
                    strict=True,
                ):
                    yield (
                        score + 0.1 * place + 0.3 * nth + preference(tree, form) - usual,
                        driver(form, lines, deeper, says, option),
                    )


def driver(form: Format, lines: list[str], deeper: list[str], says: str, option: str | None) -> Driver:
    """The driver with these lines, and the same with two hidden layers where the lines say how many there are."""
    chosen = f" with the activation {option!r}" if option and repr(option) in "\n".join(lines) else ""
    deep = None
    if deeper != lines:
        deep = Driver(written(form, deeper), f"{says}{chosen}, with two hidden layers: {form.says}.")
    code = written(form, lines)
    turned = None
    if ERROR.search(code):
        turned = Driver(ERROR.sub(r"\2 - \1", code), f"{says}{chosen}, given targets minus outputs: {form.says}.")
    return Driver(code, f"{says}{chosen}: {form.says}.", deep, turned)


def written(form: Format, lines: list[str]) -> str:
    return "\n".join([form.code, *lines]) + "\n"


def uses_numpy(tree: ast.Module) -> bool:
    return any("numpy" in ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))


def preference(tree: ast.Module, form: Format) -> float:
    """What the text says about the form: W·x wants columns, x·W rows."""
    if form.kind.startswith("sequence"):
        return 0.0
    columns = form.kind in ("columns", "columns_labels", "pairs")
    return 0.5 * (columns != columns_likely(tree))


@lru_cache(16)
def columns_likely(tree: ast.Module) -> bool:
    """Whether weights stand more often on the left of a product than data do."""
    text = ast.unparse(tree)
    weights, data = r"(?:[wW]\d?|[wW]eights?\w*|theta)", r"(?:[xXaA]\d?|inputs?|layer\w*)"
    weights_first, data_first = (
        len(re.findall(rf"dot\((?:self\.)?\w*{name}\b(?!\.T)|\b(?:self\.)?{name}\w* @", text))
        for name in (weights, data)
    )
    return weights_first > data_first
