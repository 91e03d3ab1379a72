"""The table that rewritten code is linked to, and the recorder that knows what each dispatch does."""

from collections.abc import Callable
from typing import Any

from clearprop.trace import functions, scalars, writers  # noqa: F401  (they register themselves)
from clearprop.trace.applying import apply, cast, run_rule
from clearprop.trace.calls import call
from clearprop.trace.items import read_item, write_item
from clearprop.trace.operators import (
    INPLACE,
    NATIVE,
    augmented_attribute,
    augmented_item,
    getitem,
    inplace,
    named,
    operate,
    setattr_,
    setitem,
)
from clearprop.trace.recorder import Recorder

DISPATCH: dict[str, Callable[..., Any]] = {
    **{name: operate(name) for name in NATIVE},
    **{f"inplace_{name}": inplace(name) for name in INPLACE},
    "named": named,
    "call": call,
    "getitem": getitem,
    "setitem": setitem,
    "setattr": setattr_,
    "augmented_item": augmented_item,
    "augmented_attribute": augmented_attribute,
    "slice": slice,
}


class Tracer(Recorder):
    """The recorder of a traced function: what handles ask of it is what dispatch does."""

    def apply(self, function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
        return apply(function, operands, options)

    def rule(self, function: Any, rule: Any, operands: tuple[Any, ...]) -> Any:
        return run_rule(self, function, rule, operands, {})

    def call(self, function: Any, *operands: Any, **options: Any) -> Any:
        return call(self.site, function, *operands, **options)

    def cast(self, array: Any, dtype: Any) -> Any:
        return cast(array, dtype)

    def read_item(self, array: Any, index: Any) -> Any:
        return read_item(array, index)

    def write_item(self, array: Any, index: Any, value: Any) -> None:
        write_item(array, index, value)
