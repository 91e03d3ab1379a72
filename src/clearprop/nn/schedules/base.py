"""What a schedule is: a learning rate as an equation of the step number, in NumPy text, part of the step's Program."""

import math
from collections.abc import Callable
from dataclasses import fields
from typing import Any, ClassVar

from clearprop.nn.choices import chosen, is_number, is_whole

SCHEDULES: dict[str, type["Schedule"]] = {}
"""Every schedule by its name: ``linear``, ``cosine``, ``warm_up``, ..."""

ALIASES = {"step": "step_decay", "warmup": "warm_up", "none": "constant"}


class Schedule:
    """A frozen dataclass of numbers; called with a step it gives η(t).   t: i64[] -> η: f64[].

    Steps are updates and count from 1; an epoch has ⌈rows / batch size⌉ of them. An optimiser takes a schedule in the
    place of its learning rate.
    """

    name: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__).strip("_")
        SCHEDULES[cls.name] = cls

    def __post_init__(self) -> None:
        """ValueError for a field that is not what its name says, as ``EXPECTED`` has it."""
        for field in fields(self):  # type: ignore[arg-type]
            if field.name in EXPECTED:
                EXPECTED[field.name](field.name, getattr(self, field.name))

    def __call__(self, step: Any) -> Any:
        """The learning rate at this step."""
        raise NotImplementedError

    @classmethod
    def over(cls, rate: float, steps: int) -> "Schedule":
        """The usual choice for a training of so many steps whose highest rate is this one."""
        raise NotImplementedError

    def to_json(self) -> dict[str, Any]:
        """{"linear": {"rate": 0.3, "steps": 500}}, and a schedule inside another likewise."""
        return {self.name: {f.name: stored(getattr(self, f.name)) for f in fields(self)}}  # type: ignore[arg-type]


def stored(value: Any) -> Any:
    """What JSON has for a number, a tuple of them, a schedule, or a function of the user's own, which is its name."""
    if isinstance(value, Schedule):
        return value.to_json()
    if isinstance(value, tuple):
        return list(value)
    return getattr(value, "__name__", "schedule") if callable(value) else value


def schedule_over(name: str, rate: float, steps: int) -> Schedule | float:
    """The schedule of that name for so many steps, as an optimiser takes it; ``constant`` is the rate itself.

    >>> schedule_over("cosine", 0.3, 500)
    Cosine(rate=0.3, steps=500, final=0.0)
    """
    kind = chosen(name, {"constant": None, **SCHEDULES}, "schedule", ALIASES)
    return rate if kind is None else kind.over(rate, max(steps, 1))


def expect_rate(name: str, value: Any) -> None:
    """ValueError unless it is a finite number above 0."""
    if not (is_number(value) and 0 < value < math.inf):
        raise ValueError(f"{name}={value!r}: expected a learning rate above 0, such as 0.1.")


def expect_factor(name: str, value: Any) -> None:
    """ValueError unless it is a number above 0 and at most 1."""
    if not (is_number(value) and 0 < value <= 1):
        raise ValueError(f"{name}={value!r}: expected a number above 0 and at most 1, such as 0.5.")


def expect_steps(name: str, value: Any) -> None:
    """ValueError unless it is a whole number of at least 1."""
    if not is_whole(value, 1):
        raise ValueError(f"{name}={value!r}: expected a number of updates, a whole number of at least 1.")


EXPECTED: dict[str, Callable[[str, Any], None]] = {
    "rate": expect_rate, "factor": expect_factor, "steps": expect_steps, "every": expect_steps,
}  # fmt: skip
"""What the usual fields of a schedule must be."""
