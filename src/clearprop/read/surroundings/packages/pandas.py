"""pandas: what it draws is left out, and what it had once is there again."""

import importlib
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from clearprop.read.surroundings.packages.modules import installed
from clearprop.read.surroundings.permissive import Nothing
from clearprop.read.surroundings.replacing import replaced
from clearprop.read.surroundings.request import Seen

DRAWS = re.compile(r"\.(plot|hist|boxplot|plotting|tools)\b")
OLD = re.compile(r"\.(as_matrix|ix|append|iteritems|data)\b")


@contextmanager
def pandas_of_old(text: str, seen: Seen) -> Iterator[None]:
    """Only if the script uses pandas and asks for any of it: importing it takes a second."""
    with ExitStack() as stack:
        if re.search(r"^\s*(import|from) +pandas", text, re.M) and installed("pandas"):
            pandas = importlib.import_module("pandas")
            frames = (pandas.DataFrame, pandas.Series)
            if DRAWS.search(text):
                drawn = {name: Nothing() for name in ("plot", "hist", "boxplot")}
                for owner in frames:
                    stack.enter_context(replaced(owner, **drawn))
                stack.enter_context(replaced(pandas.plotting, scatter_matrix=Nothing()))
            if OLD.search(text):
                for owner in frames:
                    stack.enter_context(replaced(owner, **once(pandas, owner, seen)))
        yield


def once(pandas: Any, owner: Any, seen: Seen) -> dict[str, Any]:
    """The attributes that frames and series had, made of those that they have."""

    def said(name: str, today: str) -> None:
        seen.remark("pandas-names", f"{name} is gone from pandas; {today} was taken for it.")

    def as_matrix(self: Any, columns: Any = None) -> Any:
        said("as_matrix", "to_numpy")
        return (self if columns is None else self[columns]).to_numpy()

    def append(self: Any, other: Any, ignore_index: bool = False, **named: Any) -> Any:
        said("append", "pandas.concat")
        more = pandas.DataFrame([other]) if isinstance(other, dict) else other
        parts = [self, *more] if isinstance(more, list) else [self, more]
        return pandas.concat(parts, ignore_index=ignore_index)

    def iteritems(self: Any) -> Any:
        said("iteritems", "items")
        return self.items()

    def ix(self: Any) -> Any:
        said("ix", "loc, or iloc,")
        return Either(self)

    def data(self: Any) -> Any:
        said("data", "values")
        return self.to_numpy()

    found = {"as_matrix": as_matrix, "append": append, "iteritems": iteritems, "ix": property(ix)}
    series = {"data": property(data)} if owner is pandas.Series else {}
    return {name: value for name, value in (found | series).items() if not hasattr(owner, name)}


class Either:
    """``frame.ix``: by label where there is one, else by place."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame

    def __getitem__(self, key: Any) -> Any:
        try:
            return self.frame.loc[key]
        except (KeyError, TypeError, ValueError):
            return self.frame.iloc[key]
