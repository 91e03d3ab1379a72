"""The C emitter for a training step: arrays trained where they lie, and a room for all others instead of a stack."""

import math
import re
from collections.abc import Iterator

from clearprop.execute.native.in_place import replaced
from clearprop.execute.native.product_emitter import ProductEmitter
from clearprop.execute.native.products import Product
from clearprop.execute.native.room import ALIGNED, lodgers, places
from clearprop.expression import Call, Expression, Name, walk
from clearprop.ir import Program, Variable
from clearprop.render.c_file import parameter_lines, stored_dtype
from clearprop.render.c_printing import c_type
from clearprop.render.c_statements import INDENT
from clearprop.render.definitions import Definition
from clearprop.render.formulas import rebuilt
from clearprop.render.pythonic import summary

WIDTHS = {"float": 4, "int": 4}
"""Bytes of a number; of all others 8."""
TAKEN = """
    arrays room scratch laid strips block near_y first stop left right number vector tile across turn lay in_strip
    now look time_is_up gather copy all_finite least agree measure go_back keep go_further go_on room_bytes
    go_on_all start kept fresh sizes names complaint
    BYTES SUMS LANES WIDEST PARTS LEAST INLINE UNROLL VECTORS ROWS FMA FMAF WHOLE WHOLEF
"""
PLACE = "PLACE_OF_"
OF_ANY_NUMBER = ("maximum", "minimum", "sign", "square")
"""Small functions that are computed in the numbers that are trained."""
LITTLE = 64
"""Numbers of an array that may lie on the stack, in a step that has no large product."""


class StepEmitter(ProductEmitter):
    """``dtype``: of the numbers that are trained; ``taken``: names at the top of the file that are another step's."""

    def __init__(self, program: Program, function: str, dtype: str, taken: frozenset[str] = frozenset()) -> None:
        self.reserved = taken | set(TAKEN.split())
        self.moved: dict[Variable, Variable] = {}
        super().__init__(program, function)
        self.working = dtype
        self.rooms: dict[str, int] = {}  # bytes by array
        self.room = 0
        self.little = not any(isinstance(equation.op, Product) for equation in self.outline.equations)

    # Storage.

    def name_outputs(self) -> list[str]:
        """Only what is no array that is trained comes out by a parameter of its own."""
        outline = self.outline
        self.moved = replaced(outline.program, outline.equations)
        for result, given in self.moved.items():
            outline.name[result] = outline.name[given]
        everything, outline.outputs = outline.outputs, [o for o in outline.outputs if not self.is_trained(o.label)]
        found = super().name_outputs()
        outline.outputs = everything
        return found

    def is_trained(self, label: str) -> bool:
        return any(variable.name == label for variable in self.outline.program.inputs)

    def heading(self) -> list[str]:
        outline = self.outline
        trained = {o.label for o in outline.outputs}
        parameters = [
            f"{'' if v.name in trained else 'const '}{c_type(stored_dtype(v.type.dtype))} *restrict {outline.name[v]}"
            for v in outline.program.inputs
        ]
        parameters += [f"{c_type(self.stored[name].dtype)} *restrict {name}" for name in self.outputs]
        parameters.append(f"{self.room_name} *restrict room")
        return [f"/* {summary(outline)} */", *parameter_lines(f"static void {self.function}(", parameters)]

    @property
    def constant_names(self) -> list[str]:
        return [self.outline.name[variable] for variable in self.outline.constants()]

    @property
    def room_name(self) -> str:
        return f"Room_{self.function}"

    def declared(self, name: str, dtype: str, shape: tuple[int, ...]) -> str:
        """An array is a place in the room: nothing is allocated, and only little ones lie on the stack, or in registers."""
        if not shape or (self.little and math.prod(shape) <= LITTLE):
            return super().declared(name, dtype, shape)
        kind, sizes = c_type(dtype), "".join(f"[{max(size, 1)}]" for size in shape[1:])
        pointer = f"(*{name}){sizes}" if shape[1:] else f"*{name}"
        self.rooms[name] = WIDTHS.get(kind, 8) * math.prod(shape)
        return f"{kind} {pointer} = (void *)(room->arrays + {PLACE}{name});"

    def bytes_of(self, name: str) -> str:
        stored = self.stored[name]
        return f"{math.prod(stored.shape)} * sizeof({c_type(stored.dtype)})"

    def room_type(self) -> str:
        """The room's parts: what one product needs while it goes on, and the arrays."""
        parts = [
            f"        number of_{s.name}[{s.name}_LAID + {s.name}_STRIPS + {s.name}_BLOCK];" for s in self.products
        ]
        scratch = ["    _Alignas(64) union {", *parts, "    } scratch;"] if parts else []
        arrays = f"    _Alignas({ALIGNED}) unsigned char arrays[{max(self.room, ALIGNED)}];"
        head = ["/* What a step needs beside what it trains. */", "typedef struct {"]
        return "\n".join([*head, *scratch, arrays, f"}} {self.room_name};"])

    # The body.

    def body(self) -> Iterator[str]:
        lines = [*super().body(), *self.moved_arrays()]
        found = lodgers(lines, self.rooms)
        offsets = places(found)
        self.room = max((offsets[one.name] + one.size for one in found), default=0)
        yield from [f"{INDENT}(void)room;"] * (not any("room->" in line for line in lines))
        yield from (re.sub(rf"{PLACE}(\w+)", lambda match: str(offsets[match[1]]), line) for line in lines)

    def copied_outputs(self) -> Iterator[str]:
        everything = self.outline.outputs
        self.outline.outputs = [o for o in everything if not self.is_trained(o.label)]
        yield from super().copied_outputs()
        self.outline.outputs = everything

    def moved_arrays(self) -> Iterator[str]:
        """Arrays whose new values could not be written at once; first aside those that are another's old ones."""
        late: list[tuple[str, Expression]] = []
        inputs = {variable.name: variable for variable in self.outline.program.inputs}
        for output in self.outline.outputs:
            atom, given = output.atom, inputs.get(output.label)
            if given is None or atom is given or (isinstance(atom, Variable) and self.moved.get(atom) is given):
                continue
            tree = self.outline.tree(atom)
            if isinstance(atom, Variable) and atom in inputs.values():
                aside = self.outline.names.claim(f"old_{self.outline.name[atom]}")
                yield from self.declaration(aside, given.type.dtype, given.type.shape)
                yield from self.copy(aside, tree)
                tree = Name(aside)
            late.append((self.outline.name[given], tree))
        for name, tree in late:
            yield from self.copy(name, tree)

    def function_text(self, definition: Definition) -> str:
        """As anywhere, but made part of the loops that call it."""
        return super().function_text(definition).replace("\nstatic ", "\nINLINE ")

    def small_function(self, name: str) -> str:
        text = super().small_function(name).replace("static ", "INLINE ")
        return text.replace("double", c_type(self.working)) if name in OF_ANY_NUMBER else text

    def function_body(self, body: Expression) -> list[str]:
        """What it calls twice with the same numbers is called once."""
        calls = [node for node in walk(body) if isinstance(node, Call)]
        twice = next((node for k, node in enumerate(calls) if repr(node) in map(repr, calls[:k])), None)
        if twice is None:
            return super().function_body(body)
        once = f"{INDENT}const {c_type(self.working)} once = {self.printer.text(twice)};"
        self.printer.dtypes["once"] = self.working
        return [once, *super().function_body(with_name(body, twice, "once"))]


def with_name(tree: Expression, part: Expression, name: str) -> Expression:
    """The tree with a name wherever the part stands."""
    return Name(name) if repr(tree) == repr(part) else rebuilt(tree, lambda child: with_name(child, part, name))
