"""What the Python and the NumPy target have in common: the file, the function's head and end, assertions, comments."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import Equation, Guard, Program, Variable
from clearprop.render.names import PYTHON, Names, is_temporary
from clearprop.render.outline import Outline, is_backward, message
from clearprop.render.signature import NO_DEFAULT, Parameter, parameters_of, reached
from clearprop.render.wrapping import DATA_WIDTH, WIDTH, wrapped

INDENT = "    "


@dataclass(frozen=True)
class Line:
    """A line of the function's body; ``depth`` counts the loops around it."""

    text: str
    comment: str = ""
    depth: int = 0


Body = Iterable[tuple[Equation, list[Line]]]


def begun(program: Program, function: str, signature: Sequence[Parameter] | None) -> tuple[Outline, str]:
    """The outline with all names given, and the function's name."""
    names = Names(PYTHON)
    name = names.claim(function)
    for parameter in signature or ():
        if not parameter.plain:
            names.taken.add(names.claim(parameter.name))
    outline = Outline(program, names)
    outline.name_inputs()
    outline.name_rest()
    return outline, name


def assembled(
    outline: Outline,
    function: str,
    signature: Sequence[Parameter] | None,
    imports: Sequence[str],
    constants: Sequence[str],
    definitions: Sequence[str],
    first: Sequence[Line],
    body: Body,
    array: Callable[[np.ndarray], str],
) -> str:
    """The whole file."""
    inputs = [outline.name[variable] for variable in outline.program.inputs]
    renamed = {variable.name: outline.name[variable] for variable in outline.program.inputs}
    parameters = parameters_of([variable.name for variable in outline.program.inputs], signature)
    last = max((k for k, p in enumerate(parameters) if p.default is NO_DEFAULT), default=-1)  # no default before it
    heads = [written(p, renamed, array, k > last) for k, p in enumerate(parameters)]
    head = wrapped(f"def {function}({', '.join(heads)}):", "")
    unpacked = [Line(line) for parameter in parameters for line in unpacking(parameter, renamed)]
    lines = [*unpacked, *first, *sections(outline, body), Line(f"return {returned(outline)}")]
    text = [line for item in lines for line in laid_out(item)]
    data = [line for constant in constants for line in wrapped(constant, "", width=DATA_WIDTH)]
    parts = ["\n".join(imports)] if imports else []
    parts += ["\n".join(data)] if data else []
    after_imports = "\n\n".join(parts)
    functions = [*definitions, "\n".join([*head, *docstring(outline, inputs), *text])]
    return "\n\n\n".join([after_imports, *functions] if after_imports else functions) + "\n"


def written(
    parameter: Parameter, renamed: dict[str, str], array: Callable[[np.ndarray], str], default: bool = True
) -> str:
    """The parameter as it stands in the function's head; ``array`` writes an array that is a default."""
    name = renamed[parameter.leaves[0][1]] if parameter.plain else parameter.name
    return f"{name}={literal(parameter.default, array)}" if default else name


def literal(value: Any, array: Callable[[np.ndarray], str]) -> str:
    """A default as code; None for an object that code cannot spell."""
    if isinstance(value, np.ndarray):
        return array(value)
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(item, array)}" for key, item in value.items()) + "}"
    if type(value) in (list, tuple):
        items = ", ".join(literal(item, array) for item in value)
        return f"[{items}]" if isinstance(value, list) else f"({items}{',' * (len(value) == 1)})"
    return repr(value) if is_plain(value) else "None"


def is_plain(value: Any) -> bool:
    """A value whose repr is code that makes it again."""
    return value is None or isinstance(value, bool | int | float | str)


def unpacking(parameter: Parameter, renamed: dict[str, str]) -> Iterable[str]:
    if parameter.plain:
        return
    if not parameter.leaves and is_plain(parameter.default):
        identity = "is" if parameter.default is None or isinstance(parameter.default, bool) else "=="
        yield f"assert {parameter.name} {identity} {parameter.default!r}"
    for path, variable in parameter.leaves:
        yield f"{renamed[variable]} = {reached(parameter.name, path)}"


def docstring(outline: Outline, inputs: Sequence[str]) -> list[str]:
    """What the function is, and the shapes of its inputs."""
    variables = zip(inputs, outline.program.inputs, strict=True)
    shapes = ", ".join(f"{name}: {variable.type}" for name, variable in variables)
    first = f'{INDENT}"""{summary(outline)}'
    if not shapes:
        return [f'{first}"""']
    return [first, "", *folded(shapes), f'{INDENT}"""']


def folded(text: str) -> list[str]:
    """The comma-separated text as lines that begin with INDENT."""
    lines: list[str] = []
    for part in text.replace(", ", ",\0 ").replace("],\0 ", "], \1").split("\1"):
        part = part.replace("\0", "")
        if lines and len(lines[-1]) + len(part) < WIDTH:
            lines[-1] += part
        else:
            lines.append(INDENT + part)
    return [line.rstrip() for line in lines]


def summary(outline: Outline) -> str:
    """The first line of what the function says of itself."""
    gradients = [output.label for output in outline.outputs if not output.is_value]
    if len(gradients) == len(outline.outputs) or not gradients:
        return f"The result of {outline.program.name}."
    return f"The value of {outline.program.name} and its gradients with respect to {', '.join(gradients)}."


def sections(outline: Outline, body: Body) -> Iterable[Line]:
    """The lines of all equations, the forward and the backward part set apart."""
    backward = any(is_backward(equation) for equation in outline.equations)
    section = ""
    for equation, lines in body:
        now = "Backward" if is_backward(equation) else section or "Forward"
        if backward and now != section and lines:
            if section:
                yield Line("")
            yield Line(f"# {now}")
            section = now
        yield from lines
    if backward:
        yield Line("")


def returned(outline: Outline) -> str:
    """What the function returns: the value and a dict of gradients, one result, or a dict of all results."""
    value = [outline_value(outline, output.atom) for output in outline.outputs if output.is_value]
    rest = [(output.label, outline_value(outline, output.atom)) for output in outline.outputs if not output.is_value]
    if len(value) + len(rest) == 1:
        return value[0] if value else rest[0][1]
    pairs = "{" + ", ".join(f'"{label}": {text}' for label, text in rest) + "}"
    return ", ".join([*value, pairs])


def outline_value(outline: Outline, atom: object) -> str:
    if isinstance(atom, Variable) and atom in outline.name:
        return outline.name[atom]
    value = outline.numbers[atom] if isinstance(atom, Variable) else atom.value  # type: ignore[attr-defined]
    return repr(value)


def laid_out(line: Line) -> list[str]:
    """The line in the function's body, wrapped, with its comment behind it or above it."""
    if not line.text:
        return [""]
    indent = INDENT * (line.depth + 1)
    if line.text.startswith("#"):
        return [indent + line.text]
    lines = [indent + line.text] if line.text.startswith("assert ") else wrapped(line.text, indent)
    if not line.comment:
        return lines
    beside = f"{lines[0]}  # {line.comment}"
    return [beside, *lines[1:]] if len(beside) <= DATA_WIDTH - 4 else [f"{indent}# {line.comment}", *lines]


def shape_comment(equation: Equation, outline: Outline) -> str:
    """The type of a result that has a name."""
    return "" if is_temporary(outline.name[equation.result]) else str(equation.result.type)


def assertion(guard: Guard, condition: str) -> Line:
    says = message(guard).replace("\\", "\\\\").replace('"', '\\"')
    return Line(f'assert {condition}, "{says}"')
