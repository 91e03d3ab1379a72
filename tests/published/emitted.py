"""Training by the C that clearprop emits: the step's Program as a C function, and a loop around it, in one shared library.

Row by row a hundred times as fast as the interpreter, for the networks that people learn with; ``test_wheat_seeds`` holds
it beside ``fit``.
"""

import ctypes
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from clearprop.ir import Program
from clearprop.render import LANGUAGES
from clearprop.transform.fuse import fuse
from tests.render.running import COMPILER

FLAGS = ("-std=c11", "-O2", "-ffp-contract=off", "-shared", "-fPIC")

DRIVER = """
#include <string.h>

void train(long updates, const long *first, double *state, const double *x, const double *y, double *rest)
{{
    double next[{size}];
    for (long update = 0; update < updates; update++) {{
        double step = (double)(update + 1);
        const double *x_now = x + first[update] * {features}, *y_now = y + first[update] * {targets};
        (void)step;
        one_step({arguments});
        memcpy(state, next, sizeof next);
    }}
}}
"""


class Training:
    """A step's Program, compiled: (state, [step], x, y) -> (new state in the same order, anything else).

    ``step``, ``x`` and ``y`` are inputs of these names; every other input is state.
    """

    def __init__(self, program: Program) -> None:
        self.state = [variable for variable in program.inputs if variable.name not in ("step", "x", "y")]
        outputs = [atom.type for atom in program.outputs.values()]
        assert [v.type for v in self.state] == outputs[: len(self.state)], "the new state comes first, in order"
        self.rest = np.zeros(1 + sum(type.size for type in outputs[len(self.state) :]))
        shapes = {variable.name: variable.type.shape for variable in program.inputs}
        text = LANGUAGES["c"](fuse(program), "one_step") + DRIVER.format(
            size=sum(v.type.size for v in self.state),
            features=shapes["x"][-1],
            targets=shapes["y"][-1] if shapes["y"] else 1,
            arguments=", ".join([*self.inputs(program), *self.results(program)]),
        )
        self.library = compiled(text)

    def inputs(self, program: Program) -> list[str]:
        given = {"step": "&step", "x": "x_now", "y": "y_now"}
        offsets = dict(zip((v.name for v in self.state), starts([v.type.size for v in self.state]), strict=True))
        return [given.get(v.name) or f"state + {offsets[v.name]}" for v in program.inputs]

    def results(self, program: Program) -> list[str]:
        sizes = [atom.type.size for atom in program.outputs.values()]
        kept = len(self.state)
        return [f"next + {k}" for k in starts(sizes[:kept])] + [f"rest + {k}" for k in starts(sizes[kept:])]

    def __call__(
        self, state: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, first: np.ndarray
    ) -> dict[str, np.ndarray]:
        """The state after one update for each entry of ``first``, which is the batch's first row."""
        flat = np.concatenate([np.ravel(state[v.name]) for v in self.state]).astype(float)
        rows, x, y = (np.ascontiguousarray(a, kind) for a, kind in ((first, ctypes.c_long), (x, float), (y, float)))
        arrays = (rows, flat, x, y, self.rest)
        self.library.train(ctypes.c_long(len(rows)), *(ctypes.c_void_p(array.ctypes.data) for array in arrays))
        parts = np.split(flat, starts([v.type.size for v in self.state])[1:])
        return {v.name: part.reshape(v.type.shape) for v, part in zip(self.state, parts, strict=True)}


def starts(sizes: list[int]) -> list[int]:
    """Where each part begins in one flat array."""
    return [sum(sizes[:k]) for k in range(len(sizes))]


def compiled(text: str) -> ctypes.CDLL:
    with tempfile.TemporaryDirectory(prefix="clearprop-published-") as folder:
        source, library = Path(folder, "train.c"), Path(folder, "train.so")
        source.write_text(text, encoding="utf-8")
        command = [str(COMPILER), *FLAGS, str(source), "-lm", "-o", str(library)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[:4000]
        return ctypes.CDLL(str(library))
