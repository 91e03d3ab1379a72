"""How the emitted function takes its inputs: sizes first, then each as a flat array or a number, with its shape checked."""

from collections.abc import Iterator

from clearprop.ir import Variable
from clearprop.render.javascript.printing import JavaScriptPrinter
from clearprop.render.javascript.side_by_side import SideBySide
from clearprop.render.javascript.statements import INDENT, kind, shape_text


def sizes_read(found: SideBySide) -> Iterator[str]:
    """``const [rows] = shapeOf(x, [null, 3]);``: each size where it is first met."""
    met: set[str] = set()
    for k, (name, variable) in enumerate(zip(found.inputs, found.program.inputs, strict=True)):
        here = {place: axis.name for axis in found.axes for at, place in axis.places if at == k}
        new: dict[int, str] = {}
        for place, size in here.items():
            if size not in met:
                new[place] = size
                met.add(size)
        if not new:
            continue
        sizes = ["null" if place in new else str(size) for place, size in enumerate(found.shape[variable])]
        names = ", ".join(new.get(place, "") for place in range(max(new) + 1))
        yield f"{INDENT}const [{names}] = shapeOf({name}, [{', '.join(sizes)}]);"


def inputs_read(found: SideBySide, printer: JavaScriptPrinter) -> Iterator[tuple[Variable, str]]:
    """``x = numbers("x", x, [rows, 3]);`` for each input."""
    for name, variable in zip(found.inputs, found.program.inputs, strict=True):
        if variable.type.shape:
            array = kind(variable.type.dtype)
            more = "" if array == "Float64Array" else f", {array}"
            shape = shape_text(found.shape[variable], printer)
            yield variable, f'{INDENT}{name} = numbers("{variable.name}", {name}, {shape}{more});'
        else:
            yield variable, f'{INDENT}{name} = number("{variable.name}", {name});'
