"""The symbol of each variable of a Program: no two look alike, a gradient is ∂L/∂W₁, and what has no name gets a letter."""

import re
from collections.abc import Iterator

from clearprop.ir import Atom, Equation, Program, Variable
from clearprop.render.maths.operators import ATOM, POWER, Set
from clearprop.render.maths.symbols import free_letters, symbol, version
from clearprop.render.maths.tree import Box, Fraction, Letter, Quantity, Sign, row, walk
from clearprop.render.names import is_temporary

VALUE = "value"
LETTERS = "uvwqrsthgopabcdexyz"
VERSION = re.compile(r"(.+)_(\d+)")
LOSSES = re.compile(r"loss|cost|error|nll|mse", re.IGNORECASE)


class Shown:
    """Boxes by variable. ``letter`` gives the next letter to a variable without a name, when its line comes."""

    def __init__(self, program: Program) -> None:
        self.boxes: dict[Variable, Set] = {}
        self.looks: set[Box] = set()
        self.adjoints = {e.result for e in program.equations if e.origin.adjoint is not None}
        self.names = {v.name: v for v in program.variables() if not is_temporary(v.name)}
        outputs = [(key, atom) for key, atom in reversed(program.outputs.items()) if isinstance(atom, Variable)]
        self.labels = {atom: key for key, atom in outputs if atom in self.adjoints or key[:1] != "d"}
        self.value = self.value_box(program)
        later = self.labels.keys() - {program.outputs.get(VALUE)}
        for variable in program.variables():
            if not is_temporary(variable.name) or variable in later:
                self.boxes.setdefault(variable, self.claimed(variable, program))
        self.taken = {part.text for box in self.looks for part in walk(box) if isinstance(part, Letter)}
        self.free: Iterator[str] = free_letters(LETTERS, self.taken)

    def __call__(self, variable: Variable) -> Set:
        return self.boxes.get(variable, (Quantity(variable.name, Letter("u")), ATOM))

    def value_box(self, program: Program) -> Box:
        """The symbol of what the gradients are gradients of."""
        value = program.outputs.get(VALUE) or next(filter(self.may_be_value, program.outputs.values()), None)
        names = {variable.name for variable in program.variables()}
        if isinstance(value, Variable) and not is_temporary(value.name):
            box = symbol(value.name)
        else:
            preferred = "L" if VALUE not in program.outputs or LOSSES.search(program.name) else "f"
            box = Letter(next(one for one in (preferred, *"LfJEF", program.name) if one not in names))
        if isinstance(value, Variable):
            self.looks.add(box)
            self.boxes[value] = Quantity(value.name, box), ATOM
        return box

    def may_be_value(self, atom: Atom) -> bool:
        """In a training step: the loss, beside parameters and counters."""
        return isinstance(atom, Variable) and atom.type.floating and not atom.type.shape and atom not in self.adjoints

    def claimed(self, variable: Variable, program: Program) -> Set:
        gradient = self.gradient_of(variable)
        box = self.gradient(gradient) if gradient else self.look(variable)
        if box in self.looks:
            box = Letter(variable.name, upright=True)
        self.looks.add(box)
        return Quantity(variable.name, box), POWER if gradient else ATOM

    def look(self, variable: Variable) -> Box:
        name = self.name(variable)
        split = VERSION.fullmatch(name)
        if split and split[1] in self.names and int(split[2]) > 1:
            return version(symbol(split[1]), split[2])
        return symbol(name)

    def name(self, variable: Variable) -> str:
        """The name that is shown: the result's for what has none, and for a gradient that gave way to an author's name."""
        label = self.labels.get(variable, "")
        gave_way = variable in self.adjoints and re.fullmatch(rf"{re.escape(label)}_\d+", variable.name)
        return label if label and (gave_way or is_temporary(variable.name)) else variable.name

    def gradient_of(self, variable: Variable) -> str:
        """The name of what this is the gradient for; "" where it is none."""
        name = self.name(variable)
        is_gradient = name[:1] == "d" and name[1:] in self.names and variable in self.adjoints
        return name[1:] if is_gradient and self.names[name[1:]] not in self.adjoints else ""

    def gradient(self, name: str) -> Box:
        """∂L/∂W₁."""
        variable = self.names[name]
        return Fraction(row(Sign("∂", "prefix"), self.value), row(Sign("∂", "prefix"), self.look(variable)))

    def letter(self, variable: Variable) -> None:
        if variable not in self.boxes:
            self.boxes[variable] = Quantity(variable.name, symbol(next(self.free))), ATOM


def is_backward(equation: Equation) -> bool:
    return equation.origin.adjoint is not None
