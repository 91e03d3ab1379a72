"""What the code shows about a file that it reads: delimiter, header, columns by name and by number, labels."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from clearprop.read.surroundings.files.layout import Column, Layout, classes

SIZE = re.compile(r"(?:n_?inputs?|input_?(?:size|dim|nodes|layer_?\w*)|num_?inputs?|n_x|n_features)\s*=\s*(\d+)", re.I)
LABELS = re.compile(r"label|class|target|species|outcome|survived|diagnosis|^y$|type|category|output", re.I)
HEADER = re.compile(r"skip_header\s*=\s*1|skiprows\s*=\s*1|next\(|DictReader|names\s*=\s*True|header\s*=\s*0")
TABLES = {
    "data",
    "df",
    "dataset",
    "train",
    "test",
    "row",
    "rows",
    "dataframe",
    "frame",
    "table",
    "raw",
    "values",
    "points",
}
READERS = re.compile(r"read_\w+|loadtxt|genfromtxt|reader|DictReader")
NUMERIC = re.compile(r"loadtxt|genfromtxt|read_csv|read_table")
"""What reads tables of numbers."""
USUAL = 3
"""Columns of a table of which the code shows nothing but that it is one."""
WHOLE = re.compile(r"\bint\(\s*\w+\[|map\(\s*int\b")
"""What takes only whole numbers from a table."""
MOST_ROWS = 5000
GUESSES = 4  # two classes in the last column, three, real numbers, classes in the first


def with_hints(layout: Layout, text: str) -> Layout:
    """A known layout as this code expects it: with a header or without, its labels as texts or as numbers."""
    wants_names = bool(named_columns(text).keys() & {column.name for column in layout.columns})
    pandas = "read_csv" in text and "header=None" not in text.replace(" ", "") and "names=" not in text.replace(" ", "")
    headed = layout.header or "60000" in text  # where rows are counted, none of them is lost to pandas as a header
    header = wants_names or bool(HEADER.search(text)) or (headed and pandas)
    columns = layout.columns if texts_welcome(layout, text) else tuple(map(numbered, layout.columns))
    return replace(layout, header=header, columns=columns, delimiter=delimiter(text) or layout.delimiter)


def texts_welcome(layout: Layout, text: str) -> bool:
    """Whether the code does something with labels that are words."""
    words = {choice for column in layout.columns if column.kind == "text" for choice in column.choices}
    handled = (
        r"LabelEncoder|unique|get_dummies|factorize|set\(|dtype\s*=\s*['\"]?(str|object|None)|\.map\(|lookup|codes"
    )
    return any(f"{quote}{word}{quote}" in text for word in words for quote in "'\"") or bool(re.search(handled, text))


def numbered(column: Column) -> Column:
    if column.kind != "text":
        return column
    return replace(column, kind="class", choices=tuple(str(place) for place in range(len(column.choices))))


def shown_layout(text: str, guess: int) -> Layout | None:
    """The layout of a file of unknown name, as far as the code shows it; None if it shows too little."""
    names = listed_names(text) or [*others(text), *named_columns(text)]
    header = (bool(named_columns(text)) and not listed_names(text)) or bool(HEADER.search(text))
    count = len(names) or columns_by_number(text) or (USUAL - (guess == 2) if NUMERIC.search(text) else 0)
    if not count:
        return None
    kind = "whole" if WHOLE.search(text) else "real"
    plain = [Column(name, kind) for name in (names or [f"x{place}" for place in range(1, count + 1)])]
    places = [place for place, column in enumerate(plain) if LABELS.search(column.name)] if names else []
    place = places[-1] if places else 0 if guess == 3 else count - 1
    if guess != 2:
        plain[place] = label_column(plain[place].name, text, guess)
    return Layout(tuple(plain), header, delimiter(text) or ",")


def others(text: str) -> list[str]:
    """Names for the columns that must be left where all that the code names are dropped: ``X = df.drop(columns=["y"])``."""
    kept = dropped(text)
    return [f"x{place}" for place in range(1, USUAL)] if kept and kept >= named_columns(text).keys() else []


def dropped(text: str) -> set[str]:
    """The columns that some value is all of a table but."""
    calls = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Assign)]
    return {
        name
        for call in calls
        for node in ast.walk(call)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "drop"
        for value in [*node.args, *(keyword.value for keyword in node.keywords)]
        for name in strings(value)
    }


def label_column(name: str, text: str, guess: int) -> Column:
    """Labels: the keys that the code looks up, or two classes, or three."""
    keys = mapped_texts(text)
    return classes(name, *keys) if keys else classes(name, *map(str, range(3 if guess == 1 else 2)))


def delimiter(text: str) -> str | None:
    """What the code splits lines at, if it says so."""
    said = re.findall(r"(?:(?:delimiter|sep)\s*=\s*|\.split\()(['\"])(.+?)\1", text)
    plain = [separator for _, separator in said if separator not in ("\\n", "\\r\\n", ".", "/", "-", "_")]
    if not plain:
        return " " if re.search(r"\.split\(\s*\)|delim_whitespace|loadtxt", text) else None
    return " " if "\\s" in plain[0] else "\t" if plain[0].startswith("\\t") else plain[0][0]


def tables(tree: ast.Module) -> set[str]:
    """Names of what is read: the usual ones, and those that the code gives to what a reader returns."""
    found = set(TABLES)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and READERS.search(ast.unparse(node.value.func))
        ):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def columns_by_number(text: str) -> int:
    """One more than the highest column that the code takes, or the inputs that the network has and a label."""
    tree = ast.parse(text)
    known = tables(tree)
    taken = [place for node in ast.walk(tree) if isinstance(node, ast.Subscript) for place in columns_in(node, known)]
    highest, sized = max(taken, default=0), [int(size) for size in SIZE.findall(text)]
    return max([highest, *(size + 1 for size in sized[:1])], default=0)


def columns_in(node: ast.Subscript, known: set[str]) -> Iterator[int]:
    """How many columns a table must have for ``data[:, 3]``, ``data[:, 0:2]``, ``row[4]`` or ``data[:, :-1]``."""
    index = node.slice
    if isinstance(index, ast.Tuple) and len(index.elts) == 2:
        yield from needed(index.elts[1])
    elif isinstance(node.value, ast.Name) and node.value.id in known:
        yield from needed(index)


def needed(index: ast.expr) -> Iterator[int]:
    if isinstance(index, ast.Slice):
        for bound, more in ((index.lower, 1), (index.upper, 0)):
            if bound is not None:
                yield from (count + more - 1 if count > 2 or more == 0 else count for count in needed(bound))
    elif isinstance(index, ast.List | ast.Tuple):
        for element in index.elts:
            yield from needed(element)
    elif isinstance(index, ast.Constant) and type(index.value) is int:
        yield index.value + 1
    elif isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub) and isinstance(index.operand, ast.Constant):
        yield 3


def rows_wanted(text: str, least: int) -> int:
    """So many rows that something is left where the code goes on from a row, as in ``data[1000:]``."""
    first = [
        slices[0].lower.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Subscript)
        and (slices := [each for each in parts(node.slice)[:1] if isinstance(each, ast.Slice)])
        and isinstance(slices[0].lower, ast.Constant)
        and type(slices[0].lower.value) is int
    ]
    begin = max([0, *(row for row in first if row <= MOST_ROWS)])
    return begin + 3 * least if begin >= least else least


def parts(index: ast.expr) -> list[ast.expr]:
    return index.elts if isinstance(index, ast.Tuple) else [index]


def named_columns(text: str) -> dict[str, None]:
    """Names in brackets behind something that looks like a table: df["x"], data[["a", "b"]], and what is dropped."""
    found: dict[str, None] = {}
    tree = ast.parse(text)
    known = tables(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in known:
            found |= dict.fromkeys(strings(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("drop", "pop"):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            found |= dict.fromkeys(each for value in values for each in strings(value))
    return {name: None for name in found if name not in ("columns", "index")}


def listed_names(text: str) -> list[str]:
    """The names= that the code gives to the columns itself."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "names":
            return list(strings(node.value))
    return []


def strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.List | ast.Tuple):
        for element in node.elts:
            yield from strings(element)


def mapped_texts(text: str) -> list[str]:
    """The texts that a dictionary of the code turns into numbers: {"M": 1, "B": 0}."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict) and len(node.keys) > 1 and all(map(is_text_to_number, node.keys, node.values)):
            return [str(key.value) for key in node.keys if isinstance(key, ast.Constant)]
    return []


def is_text_to_number(key: ast.expr | None, value: ast.expr) -> bool:
    number = (isinstance(value, ast.Constant) and isinstance(value.value, int)) or isinstance(value, ast.List)
    return isinstance(key, ast.Constant) and isinstance(key.value, str) and number
