"""The training step as one Program: forward, backward and update."""

from dataclasses import replace

from clearprop.ir import Atom, Origin, Program, Type, Variable
from clearprop.nn.optimizers import Optimizer
from clearprop.ops.symbol import Builder
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import pull_back
from clearprop.transform.rename import renamed
from clearprop.transform.simplify import simplified


def gradient_program(objective: Program, parameters: list[str]) -> Program:
    """(parameters, x, y) -> value, dW1, db1, ...: the loss, and its gradients by the parameters' names.

    ``y_hat`` stands in it where the gradient uses it, even if the loss is computed from the logits. What else a layer
    needs, running statistics or step and key, comes before x.
    """
    program = simplified(with_adjoints(objective, parameters))
    gradients = {f"d{name}": program.outputs[f"d{name}"] for name in parameters}
    program.outputs = {"value": program.outputs["L"], **gradients}
    program = without_dead_code(program)
    read = {operand for equation in program.equations for operand in equation.operands}
    asked = (*parameters, "x", "y")
    program.inputs = tuple(variable for variable in program.inputs if variable in read or variable.name in asked)
    return program


def step_program(objective: Program, parameters: list[str], optimizer: Optimizer) -> Program:
    """(parameters, optimiser state, step, x, y) -> new parameters and new state under their old names, L, y_hat.

    ``objective`` is (parameters, x, y) -> L, y_hat. Variables: ``W1_new``, ``velocity_W1``, ``velocity_W1_new``;
    ``step``: i64[] counts from 1. Running statistics of layers go in after the optimiser's state, and come out new;
    where layers draw random numbers, ``key``: i64[] follows ``step``.
    """
    program = with_adjoints(objective, parameters)
    builder = Builder(simplify=True).adopt(program)
    step = next((variable for variable in program.inputs if variable.name == "step"), Variable("step", Type("i64")))
    states: list[Variable] = []
    new_parameters: dict[str, Atom] = {}
    new_states: dict[str, Atom] = {}
    gradients = {name: builder.symbol(program.outputs[f"d{name}"]) for name in parameters}
    builder.origin = Origin(scope="clipping")
    clipped = optimizer.clipped(gradients)
    named = {f"d{name}_clipped": clipped[name] for name in parameters if clipped[name] is not gradients[name]}
    named |= {name: value for name, value in clipped.items() if name not in gradients}
    if callable(optimizer.learning_rate):
        builder.origin = Origin(scope="schedule")
        rate = named["learning_rate"] = optimizer.learning_rate(builder.symbol(step))
        optimizer = replace(optimizer, learning_rate=lambda step: rate)
    for name in parameters:
        variable = program.input(name)
        kept = {kind: Variable(slot(kind, name), variable.type) for kind in optimizer.keeps}
        states.extend(kept.values())
        builder.origin = Origin(scope=f"update of {name}")
        parameter = builder.symbol(variable)
        new, remembered = optimizer.update(
            parameter,
            optimizer.decayed(clipped[name], parameter),
            {kind: builder.symbol(state) for kind, state in kept.items()},
            builder.symbol(step),
        )
        new_parameters[name] = builder.atom(new)
        new_states |= {slot(kind, name): builder.atom(remembered[kind]) for kind in optimizer.keeps}
    updated = new_parameters | new_states
    titles = {f"{name}_new": atom for name, atom in updated.items()}
    titles |= {title: builder.atom(value) for title, value in named.items()}
    names = {atom: title for title, atom in titles.items() if isinstance(atom, Variable) and atom in builder.defined}
    given = [variable for variable in program.inputs if variable.name not in parameters and variable is not step]
    running = [variable for variable in given if variable.name in objective.outputs]
    rest = [variable for variable in given if variable not in running]
    inputs = (*(program.input(name) for name in parameters), *states, *running, step, *rest)
    made = {name: program.outputs[name] for name in objective.outputs}
    outputs = updated | {variable.name: made.pop(variable.name) for variable in running} | made
    whole = Program(inputs, builder.constants, builder.equations, list(program.guards), outputs, "step")
    return simplified(renamed(without_dead_code(whole), names))


def with_adjoints(objective: Program, parameters: list[str]) -> Program:
    """The objective's Program with outputs L, y_hat, dW1, db1, ..."""
    return pull_back(objective, {"L": 1.0}, parameters, dict(objective.outputs))


def slot(kind: str, parameter: str) -> str:
    """What the optimiser keeps of a parameter: ``velocity_W1``."""
    return f"{kind}_{parameter}"
