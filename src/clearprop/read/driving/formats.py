"""The forms in which from-scratch code takes its data: rows, columns, one row at a time, pairs, labels."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from clearprop.read.driving.sizes import Sizes

ROWS = 7
IMPORT = "import numpy as given_numpy"


@dataclass(frozen=True)
class Format:
    """Made-up data: ``code`` makes given_inputs, given_targets or given_pairs; ``each`` if rows are given one by one."""

    says: str
    code: str
    sizes: Sizes
    kind: str  # rows, columns, row, column_vector, row_matrix, list, pairs, table, points, numbers
    each: bool = False


def made_rows(count: int, width: int) -> list[list[float]]:
    """Numbers that look like measurements, no two rows alike."""
    chance = random.Random(width)
    return [[round(chance.uniform(-1, 1), 2) for _ in range(width)] for _ in range(count)]


def labels(classes: int) -> list[int]:
    return [(2 * row + row // 3) % max(2, classes) for row in range(ROWS)]


def one_hot(outputs: int) -> list[list[int]]:
    """One-hot rows; of one output, zeros and ones."""
    if outputs == 1:
        return [[label] for label in labels(2)]
    return [[int(label == place) for place in range(outputs)] for label in labels(outputs)]


def formats(sizes: Sizes, numpy: bool) -> Iterator[Format]:
    """Every form, with these sizes."""
    rows, targets = f"given_inputs = {made_rows(ROWS, sizes.inputs)}", f"given_targets = {one_hot(sizes.outputs)}"
    plain = f"given_targets = {labels(sizes.outputs)}"
    word = "zeros and ones" if sizes.outputs == 1 else "one-hot rows"
    shape = f"{ROWS} rows of {counted(sizes.inputs, 'input')}"

    def made(kind: str, says: str, *lines: str, each: bool = False) -> Format:
        return Format(says, "\n".join(lines), sizes, kind, each)

    both = (array("inputs"), array("targets"))
    if numpy:
        yield made("rows", f"{shape} with {word}", IMPORT, rows, targets, *both)
        yield made("columns", f"{shape} as columns with {word}", IMPORT, rows, targets, *(f"{b}.T" for b in both))
        yield made("rows_labels", f"{shape} with labels", IMPORT, rows, plain, *both)
        yield made(
            "columns_labels",
            f"{shape} as columns with labels",
            IMPORT,
            rows,
            plain,
            array("inputs") + ".T",
            array("targets"),
        )
        yield made(
            "pairs",
            f"{shape} with {word}, each a column",
            IMPORT,
            rows,
            targets,
            vectors("inputs", "(-1, 1)"),
            vectors("targets", "(-1, 1)"),
            zipped(),
            each=True,
        )
        yield made("row", f"{shape} with {word}, row by row", IMPORT, rows, targets, *both, zipped(), each=True)
        yield made(
            "row_matrix",
            f"{shape} with {word}, row by row",
            IMPORT,
            rows,
            targets,
            vectors("inputs", "(1, -1)"),
            vectors("targets", "(1, -1)"),
            zipped(),
            each=True,
        )
        yield made(
            "blocks",
            f"{shape}, each a matrix of one row",
            IMPORT,
            rows,
            targets,
            f"{both[0]}[:, None, :]",
            f"{both[1]}[:, None, :]",
        )
        yield made(
            "table",
            f"a table of {shape}, the label last",
            IMPORT,
            rows,
            plain,
            table(),
            "given_pairs = given_numpy.array(given_pairs)",
        )
        yield made(
            "points",
            f"{ROWS} points",
            IMPORT,
            points(),
            "given_pairs = given_numpy.array(given_pairs)",
            "given_inputs, given_targets = given_pairs[:, 0], given_pairs[:, 1]",
        )
    yield made("list", f"{shape} with {word}, row by row", rows, targets, zipped(), each=True)
    yield made("list_labels", f"{shape} with labels, row by row", rows, plain, zipped(), each=True)
    yield made("lists", f"{shape} as lists with {word}", rows, targets, zipped())
    yield made("lists_labels", f"{shape} as lists with labels", rows, plain, table())
    yield made(
        "points_list",
        f"{ROWS} points",
        points(),
        "given_inputs = [x for x, y in given_pairs]",
        "given_targets = [y for x, y in given_pairs]",
    )


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def array(name: str) -> str:
    return f"given_{name} = given_numpy.array(given_{name})"


def vectors(name: str, shape: str) -> str:
    return f"given_{name} = [given_numpy.array(row, float).reshape({shape}) for row in given_{name}]"


def zipped() -> str:
    return "given_pairs = list(zip(given_inputs, given_targets))"


def table() -> str:
    return "given_pairs = [row + [label] for row, label in zip(given_inputs, given_targets)]"


def points() -> str:
    return "given_pairs = [[0.5, 1.1], [1.0, 2.3], [1.5, 2.7], [2.0, 4.2], [2.5, 4.6], [3.0, 6.1], [3.5, 6.8]]"
