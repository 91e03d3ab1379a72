"""A network's training as one C file with a ``main``, to be compiled and run where there is no Python."""

from collections.abc import Iterable, Mapping
from textwrap import wrap

import numpy as np

from clearprop.execute.native.step_source import arrays_of, native_file, number_of, training_source
from clearprop.ir import Program
from clearprop.render.c_file import quoted

SAYS = """/* {what}

   cc -std=c11 -O3 -march=native {name}.c -o {name} -lm
   ./{name} ROWS.txt EPOCHS

   ROWS.txt: {rows} rows of {features} features and {outputs} targets. */"""


COPIES = ("start", "kept", "fresh")


def exported(
    programs: Mapping[int, Program],
    rows: int,
    arrays: Mapping[str, np.ndarray],
    updates: int,
    key: int,
    what: str,
    name: str,
) -> str:
    """The text of a file ``name``.c.

    ``programs``: as for ``training_source``; ``arrays``: where training starts, after so many updates; ``key``: what random
    numbers are drawn by; ``what``: a line that says what this is.
    """
    batch, first = next(iter(programs.items()))
    features, outputs = (first.input(of).type.size // batch for of in ("x", "y"))
    says = SAYS.format(what=what, name=name, rows=rows, features=features, outputs=outputs)
    numbers = f"enum {{ ALL_ROWS = {rows} }};\n#define UPDATES {updates}\n#define KEY {key}"
    includes = "#include <stdio.h>\n#include <stdlib.h>\n"
    parts = [
        says,
        includes + training_source(programs).rstrip(),
        numbers,
        *beginning(first, arrays),
        native_file("main.c"),
    ]
    return "\n\n".join(parts) + "\n"


def beginning(program: Program, arrays: Mapping[str, np.ndarray]) -> list[str]:
    """The arrays as they are at the start, twice the same room for copies, and what they are called."""
    names = arrays_of(program)
    suffix = "f" * (number_of(program) == "float")
    sizes = [program.input(name).type.size for name in names]
    given = [
        listed(f"static _Alignas(64) number start_{k}", [f"{value!s}{suffix}" for value in arrays[name].ravel()])
        for k, name in enumerate(names)
    ]
    copies = [f"static number {which}_{k}[{size}];" for which in COPIES[1:] for k, size in enumerate(sizes)]
    tables = [listed(f"static number *{which}", [f"{which}_{k}" for k in range(len(names))]) for which in COPIES]
    of_each = [
        listed("static const int64_t sizes", map(str, sizes)),
        listed("static const char *names", map(quoted, names)),
    ]
    return [*given, "\n".join(copies), *tables, *of_each]


def listed(declared: str, values: Iterable[str]) -> str:
    lines = wrap(", ".join(values), 110, break_long_words=False, break_on_hyphens=False)
    return "\n".join([f"{declared}[] = {{", *(f"    {line}" for line in lines), "};"])
