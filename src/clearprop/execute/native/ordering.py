"""The order of equations: what is computed from a product number by number comes right behind it, while it is near."""

from collections.abc import Iterator

from clearprop.execute.native.products import Product
from clearprop.ir import Atom, Equation, Literal, Program
from clearprop.ops import Elementwise


def beside_products(program: Program) -> Program:
    """The same equations; behind each Product those of its shape that follow from it and from what was there before."""
    known: set[Atom] = {*program.inputs, *program.constants}
    found = [*single_numbers(program.equations, known)]
    waiting = [equation for equation in program.equations if equation.result not in known]
    while waiting:
        equation = waiting.pop(0)
        found.append(equation)
        known.add(equation.result)
        if isinstance(equation.op, Product):
            near = [*following(equation, waiting, known)]
            found += near
            taken = {id(one) for one in near}
            waiting = [one for one in waiting if id(one) not in taken]
    guards, outputs = list(program.guards), dict(program.outputs)
    return Program(program.inputs, program.constants, found, guards, outputs, program.name)


def single_numbers(equations: list[Equation], known: set[Atom]) -> Iterator[Equation]:
    """Those that come from what goes in: a rate that falls, a bias correction. ``known`` gains their results."""
    for equation in equations:
        if not equation.result.type.shape and is_ready(equation, known):
            known.add(equation.result)
            yield equation


def is_ready(equation: Equation, known: set[Atom]) -> bool:
    return all(isinstance(operand, Literal) or operand in known for operand in equation.operands)


def following(product: Equation, waiting: list[Equation], known: set[Atom]) -> list[Equation]:
    """What can be computed at once from the product's numbers, each from those in its place."""
    moved = {product.result}
    near = []
    for equation in waiting:
        if is_ready(equation, known) and moved.intersection(equation.operands) and in_place(equation, product):
            near.append(equation)
            moved.add(equation.result)
            known.add(equation.result)
    return near


def in_place(equation: Equation, product: Equation) -> bool:
    """Whether it is a formula of single numbers, of the product's shape."""
    return equation.result.type.shape == product.result.type.shape and isinstance(equation.op, Elementwise)
