"""A network's training in one C file: a step for each batch size, which trains arrays where they lie, and a driver."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from clearprop.execute.native.kernels import kernel
from clearprop.execute.native.step_emitter import StepEmitter
from clearprop.ir import Program
from clearprop.render.c_file import includes
from clearprop.render.c_printing import c_type

VECTORISED = re.compile(r"\b(exp|expm1|tanh|log)f?\(")
INLINE = "#define INLINE static inline __attribute__((always_inline, unused))"
GIVEN = {"step": "update", "key": "key", "x": "x", "y": "y"}
MADE = {"L": "loss", "y_hat": "y_hat"}
PARAMETERS = (
    "({number} **arrays, unsigned char *restrict room, const double *update, const double *key,\n"
    "    const {number} *restrict x, const {number} *restrict y, {number} *restrict loss, {number} *restrict y_hat)"
)


@cache
def native_file(name: str) -> str:
    """C that is the same for every network."""
    return files("clearprop.execute.native").joinpath(name).read_text(encoding="utf-8").strip()


def arrays_of(program: Program) -> list[str]:
    """Parameters, and what is kept beside them from step to step, in the order in which they are given."""
    return [variable.name for variable in program.inputs if variable.name not in GIVEN]


def number_of(program: Program) -> str:
    """The C type of the numbers that are trained."""
    return c_type(program.input("x").type.dtype)


def training_source(programs: Mapping[int, Program]) -> str:
    """``step_ROWS(arrays, room, update, key, x, y, loss, y_hat)`` for each batch size, ``room_bytes()`` and ``go_on()``.

    ``programs``: by rows, the whole batch first; fused, with Products in them.
    """
    batch, last = next(iter(programs)), [*programs][-1]
    emitters: list[StepEmitter] = []
    steps: list[str] = []
    for rows, program in programs.items():
        taken = frozenset(name for emitter in emitters for name in emitter.constant_names)
        emitter = StepEmitter(program, f"step_of_{rows}", program.input("x").type.dtype, taken)
        *called, step = emitter.parts()
        steps += [*(part for part in called if part not in steps), emitter.room_type(), step, entry(emitter, rows)]
        emitters.append(emitter)
    number = f"typedef {number_of(programs[batch])} number;"
    products = dict.fromkeys(sizes for emitter in emitters for sizes in emitter.products)
    kernels = [native_file("kernels.h"), *map(kernel, products)] if products else []
    functions = [native_file("functions.h")] * any(map(VECTORISED.search, steps))
    driver = [sizes_for_driver(programs[batch], batch, last), room_bytes(emitters), native_file("driver.c")]
    text = "\n\n".join([INLINE, number, *functions, *kernels, *steps, *driver]) + "\n"
    return "\n".join([*includes(text), "#include <time.h>"]) + "\n\n" + text


def entry(emitter: StepEmitter, rows: int) -> str:
    """The step behind pointers to its arrays, so that one driver can call any."""
    program = emitter.outline.program
    arrays, head = arrays_of(program), f"static void step_{rows}{PARAMETERS.format(number=number_of(program))}"
    given = [GIVEN.get(v.name) or f"arrays[{arrays.index(v.name)}]" for v in program.inputs]
    made = [MADE[output.label] for output in emitter.outline.outputs if output.label in MADE]
    call = ", ".join([*given, *made, f"({emitter.room_name} *)room"])
    body = ["(void)update;", "(void)key;", f"step_of_{rows}({call});"]
    return "\n".join([head, "{", *(f"    {line}" for line in body), "}"])


def sizes_for_driver(program: Program, batch: int, last: int) -> str:
    """The constants and the steps that the driver knows by these names."""
    features, outputs = (program.input(name).type.size // batch for name in ("x", "y"))
    sizes = (
        f"enum {{ BATCH = {batch}, FEATURES = {features}, OUTPUTS = {outputs}, ARRAYS = {len(arrays_of(program))} }};"
    )
    return f"{sizes}\n#define WHOLE_STEP step_{batch}\n#define LAST_STEP step_{last}"


def room_bytes(emitters: list[StepEmitter]) -> str:
    """What tells the size of the room that every step finds large enough."""
    members = "\n".join(f"    {emitter.room_name} of_{emitter.function};" for emitter in emitters)
    function = ["int64_t room_bytes(void);", "", "int64_t room_bytes(void)", "{", "    return sizeof(Room);", "}"]
    return "\n".join(["typedef union {", members, "} Room;", "", *function])
