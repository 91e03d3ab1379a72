"""The training step as one Program: forward, backward and update."""

from clearprop.ir import Atom, Origin, Program, Type, Variable
from clearprop.nn.optimizers import Optimizer
from clearprop.ops.symbol import Builder
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import pull_back
from clearprop.transform.rename import renamed
from clearprop.transform.simplify import simplified


def gradient_program(objective: Program, parameters: list[str]) -> Program:
    """(parameters, x, y) -> value, dW1, db1, ...: the loss, and its gradients by the parameters' names.

    ``y_hat`` stands in it where the gradient uses it, even if the loss is computed from the logits.
    """
    program = simplified(with_adjoints(objective, parameters))
    program.outputs = {"value": program.outputs.pop("L"), **program.outputs}
    del program.outputs["y_hat"]
    return without_dead_code(program)


def step_program(objective: Program, parameters: list[str], optimizer: Optimizer) -> Program:
    """(parameters, optimiser state, step, x, y) -> new parameters and new state under their old names, L, y_hat.

    ``objective`` is (parameters, x, y) -> L, y_hat. Variables: ``W1_new``, ``velocity_W1``, ``velocity_W1_new``;
    ``step``: i64[] counts from 1.
    """
    program = with_adjoints(objective, parameters)
    builder = Builder(simplify=True).adopt(program)
    step = Variable("step", Type("i64"))
    states: list[Variable] = []
    new_parameters: dict[str, Atom] = {}
    new_states: dict[str, Atom] = {}
    for name in parameters:
        variable = program.input(name)
        kept = {kind: Variable(slot(kind, name), variable.type) for kind in optimizer.keeps}
        states.extend(kept.values())
        builder.origin = Origin(scope=f"update of {name}")
        new, remembered = optimizer.update(
            builder.symbol(variable),
            builder.symbol(program.outputs[f"d{name}"]),
            {kind: builder.symbol(state) for kind, state in kept.items()},
            builder.symbol(step),
        )
        new_parameters[name] = builder.atom(new)
        new_states |= {slot(kind, name): builder.atom(remembered[kind]) for kind in optimizer.keeps}
    updated = new_parameters | new_states
    names = {
        atom: f"{name}_new" for name, atom in updated.items() if isinstance(atom, Variable) and atom in builder.defined
    }
    given = [variable for variable in program.inputs if variable.name not in parameters]
    inputs = (*(program.input(name) for name in parameters), *states, step, *given)
    outputs = updated | {name: program.outputs[name] for name in objective.outputs}
    whole = Program(inputs, builder.constants, builder.equations, list(program.guards), outputs, "step")
    return simplified(renamed(without_dead_code(whole), names))


def with_adjoints(objective: Program, parameters: list[str]) -> Program:
    """The objective's Program with outputs L, y_hat, dW1, db1, ..."""
    return pull_back(objective, {"L": 1.0}, parameters, dict(objective.outputs))


def slot(kind: str, parameter: str) -> str:
    """What the optimiser keeps of a parameter: ``velocity_W1``."""
    return f"{kind}_{parameter}"
