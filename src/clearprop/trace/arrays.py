"""Handles: what a traced function holds instead of its arrays and numbers.

A handle is a real array (or number) together with the variable that holds it. Views share memory as NumPy's do: a view
is its parent and a step, read again when the parent was written; a write through it becomes a functional write to the
parent. So aliasing behaves as it does in NumPy.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from clearprop.ops.arraylike import ArrayLike
from clearprop.trace.recorder import CURRENT, Recorded, Recorder


class TracedArray(ArrayLike):
    """An array or number of a recording. All attributes of ours begin with an underscore: users' names are free."""

    __slots__ = ("_name", "_parent", "_recorder", "_seen", "_step", "_symbol", "_value", "_version", "_write")

    def __init__(self, recorder: Recorder, value: Any, symbol: Any) -> None:
        self._recorder = recorder
        self._value = value  # the real array or number; views of one array share memory
        self._symbol = symbol  # Recorded, or the value itself while it depends on no input
        self._parent: TracedArray | None = None
        self._step: Callable[[Any], Any] | None = None  # the parent's symbol -> ours
        self._write: Callable[[Any, Any], Any] | None = (
            None  # (the parent's symbol, our new one) -> the parent's new one
        )
        self._name = ""
        self._version = 0
        self._seen = -1

    def _view(self, value: Any, step: Callable[[Any], Any], write: Callable[[Any, Any], Any]) -> "TracedArray":
        view = TracedArray(self._recorder, value, None)
        view._parent, view._step, view._write = self, step, write
        return view

    def _state(self) -> int:
        """Changes whenever the memory that this handle reads is written."""
        handle = self
        while handle._parent is not None:
            handle = handle._parent
        return handle._version

    def _read(self) -> Any:
        """The symbol of the value now: Recorded, or a plain array or number where no input is involved."""
        current = CURRENT.get()
        if current is not self._recorder and current is not None and not self._recorder.closed:
            return current.lift(self)
        if self._parent is None or self._step is None:
            return self._symbol
        state = self._state()
        if self._seen != state:
            below = self._parent._read()
            self._symbol = self._step(below) if type(below) is Recorded else self._value
            self._seen = state
        return self._symbol

    def _assign(self, symbol: Any) -> None:
        """The memory holds the symbol's value already; from now on this handle and its parents read it."""
        if self._parent is None or self._write is None:
            self._symbol = symbol
            self._version += 1
            self._recorder.known.clear()
            if self._name and type(symbol) is Recorded:
                self._recorder.names.setdefault(symbol.atom, self._name)
            return
        self._parent._assign(self._write(self._parent._read(), symbol))

    def apply(self, function: Any, operands: tuple[Any, ...], options: dict[str, Any]) -> Any:
        return self._recorder.now().apply(function, operands, options)

    # What Python asks of a value.

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._value)

    @property
    def shape(self) -> tuple[int, ...]:
        return np.shape(self._value)

    @shape.setter
    def shape(self, shape: Any) -> None:
        raise self._recorder.refuse("x.shape = ... changes an array in place, unseen", "write x = x.reshape(...).")

    @property
    def ndim(self) -> int:
        return np.ndim(self._value)

    @property
    def size(self) -> int:
        return np.size(self._value)

    @property
    def dtype(self) -> np.dtype:
        return self._value.dtype if hasattr(self._value, "dtype") else np.asarray(self._value).dtype

    @property
    def flat(self) -> Any:
        return self.reshape(-1)

    @flat.setter
    def flat(self, value: Any) -> None:
        self.reshape(-1)[...] = value

    @property
    def real(self) -> Any:
        return self

    @property
    def nbytes(self) -> int:
        return int(np.asarray(self._value).nbytes)

    @property
    def itemsize(self) -> int:
        return int(self.dtype.itemsize)

    @property
    def flags(self) -> Any:
        return np.asarray(self._value).flags

    def __hash__(self) -> int:
        """As the number's, so that it finds its place in a dict or a set; == there is guarded as any comparison is."""
        return hash(self._integer() if self.ndim == 0 and self.dtype.kind in "iu" else self._value)

    def __len__(self) -> int:
        return len(self._value)

    def __iter__(self) -> Iterator[Any]:
        if np.ndim(self._value) == 0:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(len(self._value)))

    def __getitem__(self, index: Any) -> Any:
        return self._recorder.now().read_item(self, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        self._recorder.now().write_item(self, index, value)

    def __bool__(self) -> bool:
        symbol: Any = self._read()
        if type(symbol) is not Recorded or self._recorder.closed:
            return bool(self._value)
        truth: Any = symbol if symbol.dtype == np.bool_ else symbol.apply(np.not_equal, (symbol, 0), {})
        if truth.shape:
            truth = truth.reshape(())
        self._recorder.guard(truth, bool(self._value))
        return bool(self._value)

    def _plain(self, what: str) -> Any:
        """The value where it may leave the recording: it depends on no input, or the recording is over."""
        if type(self._read()) is not Recorded or self._recorder.closed:
            return self._value
        raise self._recorder.refuse(
            f"a traced value was read as {what} by code that the recording does not follow; the gradient would miss it",
            "write this step with NumPy or math functions in Python code whose source is to be had.",
        )

    def _integer(self) -> int:
        """The value as a Python integer; where it depends on an input, a guard says so."""
        symbol = self._read()
        value = int(self._value)
        if type(symbol) is Recorded and not self._recorder.closed:
            whole = symbol if symbol.dtype.kind in "iub" else symbol.astype(np.int64)
            self._recorder.guard(whole.reshape(()) if whole.shape else whole, value)
        return value

    def __index__(self) -> int:
        if self.dtype.kind not in "iu" or self.size != 1:
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self._integer()

    def __int__(self) -> int:
        return self._integer()

    __trunc__ = __int__

    def __float__(self) -> float:
        return float(self._plain("a plain float"))

    def __complex__(self) -> complex:
        return complex(self._plain("a complex number"))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return np.array(self._plain("a plain array"), dtype=dtype)

    def __round__(self, digits: int | None = None) -> Any:
        return (
            self.apply(np.round, (self, digits or 0), {})
            if digits is not None
            else int(self.apply(np.round, (self,), {}))
        )

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __repr__(self) -> str:
        return self._text(repr(self._value))

    def __str__(self) -> str:
        return self._text(str(self._value))

    def __format__(self, specification: str) -> str:
        return self._text(format(self._value, specification))

    def _text(self, text: str) -> str:
        """Text may be made of a traced value (to print it); the recorder remembers it, for text is not differentiated."""
        if self.ndim == 0 and self.dtype.kind in "iu":
            self._integer()  # f"W{layer}": text made of an integer names something
        elif not self._recorder.closed and type(self._read()) is Recorded:
            self._recorder.texts[text] = self._recorder.here()
        return text

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(np.ndarray, name):
            raise AttributeError(f"{type(self._value).__name__!r} object has no attribute {name!r}")
        if type(self._read()) is Recorded and not self._recorder.closed:
            raise self._recorder.refuse(f"the array's {name} has no rule in clearprop", "use functions of NumPy.")
        return getattr(self._value, name)

    def __reduce__(self) -> Any:
        return (
            (np.array, (self._value,)) if isinstance(self._value, np.ndarray) else (type(self._value), (self._value,))
        )

    def __copy__(self) -> Any:
        return self.apply(np.copy, (self,), {}) if self.shape else self

    def __deepcopy__(self, memo: Any) -> Any:
        return self.__copy__()

    # Methods of arrays that have no NumPy function of the same name, or that write in place.

    def copy(self, order: str = "C") -> Any:
        return self.apply(np.copy, (self,), {})

    def astype(self, dtype: Any, **options: Any) -> Any:
        return self._recorder.now().cast(self, dtype)

    def view(self, *types: Any) -> Any:
        return self[...]

    def item(self, *index: int) -> Any:
        return self[index or (0,) * self.ndim] if self.ndim else self

    def tolist(self) -> Any:
        return [row.tolist() for row in self] if self.ndim else self

    def fill(self, value: Any) -> None:
        self[...] = value

    def sort(self, axis: int = -1) -> None:
        self[...] = self.apply(np.sort, (self,), {"axis": axis})

    def put(self, indices: Any, values: Any) -> None:
        self.reshape(-1)[indices] = values

    def is_integer(self) -> bool:
        return float(self._value).is_integer()


def recorder_now() -> Recorder | None:
    recorder = CURRENT.get()
    return None if recorder is None or recorder.closed else recorder


def overwrite(target: TracedArray, result: Any) -> TracedArray:
    """The whole array is written with the result, in its own memory and dtype."""
    target[...] = result
    return target
