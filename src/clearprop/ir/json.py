"""The Program as plain data for JSON, and back without loss: inf and nan, which JSON has no number for, stand as text.

``finite`` makes plain data of what is only to be read.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from clearprop.ir.origin import NOWHERE, Adjoint, Origin, Position
from clearprop.ir.program import Equation, Guard, Program
from clearprop.ir.types import Atom, Literal, Type, Variable, type_of

POSITION = ("file", "line", "column", "end_line", "end_column", "function")


def to_json(program: Program) -> dict[str, Any]:
    """Dicts, lists, texts and numbers; variables by name."""
    bound = set(program.variables())
    return {
        "name": program.name,
        "inputs": [declared(variable) for variable in program.inputs],
        "constants": [declared(v) | {"values": numbers_to_json(array)} for v, array in program.constants.items()],
        "equations": [
            {
                "result": declared(e.result),
                "op": e.op.name,
                "parameters": {key: value_to_json(value) for key, value in e.op.parameters().items()},
                "operands": [atom_to_json(operand) for operand in e.operands],
                **origin_to_json(e.origin, bound),
            }
            for e in program.equations
        ],
        "guards": [
            {
                "condition": g.condition.name,
                "type": str(type_of(g.value)),
                "array": isinstance(g.value, np.ndarray | np.generic),
                "values": numbers_to_json(np.asarray(g.value)),
                "source": g.source,
                **origin_to_json(g.origin, bound),
            }
            for g in program.guards
        ],
        "outputs": [{"name": name, "value": atom_to_json(atom)} for name, atom in program.outputs.items()],
    }


def declared(variable: Variable) -> dict[str, Any]:
    return {"name": variable.name, "type": str(variable.type)}


def atom_to_json(atom: Atom) -> Any:
    """A variable's name, or ``{"number": 2.0, "type": "f64[]"}``."""
    return {"number": value_to_json(atom.value), "type": str(atom.type)} if isinstance(atom, Literal) else atom.name


def value_to_json(value: Any) -> Any:
    """A parameter; a tuple as ``{"tuple": [...]}``, a float without a number in JSON as ``{"float": "inf"}``."""
    if isinstance(value, tuple):
        return {"tuple": [value_to_json(element) for element in value]}
    if isinstance(value, list):
        return [value_to_json(element) for element in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if value is None or type(value) in (bool, int, float, str):
        return value
    raise TypeError(f"{value!r} is no parameter for JSON; expected numbers, texts, None, tuples or lists.")


def value_from_json(value: Any) -> Any:
    if isinstance(value, dict):
        return float(value["float"]) if "float" in value else tuple(map(value_from_json, value["tuple"]))
    return [value_from_json(element) for element in value] if isinstance(value, list) else value


def numbers_to_json(array: np.ndarray) -> Any:
    """Nested lists; inf and nan as texts."""
    if array.ndim:
        return [numbers_to_json(row) for row in array] if not np.all(np.isfinite(array)) else array.tolist()
    number = array.item()
    return number if math.isfinite(number) else repr(number)


def numbers_from_json(values: Any, type: Type) -> np.ndarray:
    def number(value: Any) -> Any:
        return [number(element) for element in value] if isinstance(value, list) else float(value)

    plain = values if not type.floating else number(values)
    return np.array(plain, type.numpy).reshape(type.shape)


def origin_to_json(origin: Origin, bound: set[Variable]) -> dict[str, Any]:
    """``{"origin": {...}}`` with what is known; nothing where nothing is."""
    found: dict[str, Any] = {}
    if origin.position is not None:
        found["position"] = {field: getattr(origin.position, field) for field in POSITION}
    if origin.scope:
        found["scope"] = origin.scope
    if origin.adjoint is not None:
        of = origin.adjoint.of
        name: Any = of.name if of in bound else declared(of)
        found["adjoint"] = {"of": name, "operand": origin.adjoint.operand, "factor": origin.adjoint.factor}
    return {"origin": found} if found else {}


def from_json(data: Mapping[str, Any], ops: Mapping[str, Any]) -> Program:
    """The Program that ``to_json`` wrote; ``ops`` are the classes of ops by name. ValueError where an op is unknown."""
    bound: dict[str, Variable] = {}
    gone: dict[str, Variable] = {}

    def bind(entry: Mapping[str, Any]) -> Variable:
        variable = bound[entry["name"]] = Variable(entry["name"], Type.parse(entry["type"]))
        return variable

    def array(entry: Mapping[str, Any]) -> np.ndarray:
        return numbers_from_json(entry["values"], Type.parse(entry["type"]))

    def atom(entry: Any) -> Atom:
        if isinstance(entry, str):
            return bound[entry]
        type = Type.parse(entry["type"])
        value = value_from_json(entry["number"])
        return Literal(float(value) if type.floating else value, type)

    def origin(entry: Mapping[str, Any]) -> Origin:
        found = entry.get("origin")
        if found is None:
            return NOWHERE
        position = Position(**found["position"]) if "position" in found else None
        return Origin(position, found.get("scope", ""), adjoint(found["adjoint"]) if "adjoint" in found else None)

    def adjoint(entry: Mapping[str, Any]) -> Adjoint:
        of = entry["of"]
        if isinstance(of, str):
            return Adjoint(bound[of], entry["operand"], entry["factor"])
        variable = gone.setdefault(of["name"], Variable(of["name"], Type.parse(of["type"])))
        return Adjoint(variable, entry["operand"], entry["factor"])

    def equation(entry: Mapping[str, Any]) -> Equation:
        operands = tuple(atom(operand) for operand in entry["operands"])
        return Equation(bind(entry["result"]), op_of(entry, ops), operands, origin(entry))

    def guard(entry: Mapping[str, Any]) -> Guard:
        value = array(entry) if entry["array"] else array(entry).item()
        return Guard(bound[entry["condition"]], value, origin(entry), entry["source"])

    inputs = tuple(bind(entry) for entry in data["inputs"])
    constants = {bind(entry): array(entry) for entry in data["constants"]}
    equations = [equation(entry) for entry in data["equations"]]
    guards = [guard(entry) for entry in data["guards"]]
    outputs = {entry["name"]: atom(entry["value"]) for entry in data["outputs"]}
    return Program(inputs, constants, equations, guards, outputs, data["name"])


def op_of(entry: Mapping[str, Any], ops: Mapping[str, Any]) -> Any:
    if entry["op"] not in ops:
        raise ValueError(f"there is no op {entry['op']}; was the Program written by a newer clearprop?")
    return ops[entry["op"]](**{key: value_from_json(value) for key, value in entry["parameters"].items()})


def finite(value: Any) -> Any:
    """The same with what JSON has, at any depth: arrays and NumPy's numbers as Python's, non-finite ones as None."""
    if isinstance(value, Mapping):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inner) for inner in value]
    if hasattr(value, "tolist"):
        return finite(value.tolist())
    return None if isinstance(value, float) and not math.isfinite(value) else value
