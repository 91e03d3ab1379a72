"""The training step as one Program: forward, backward and update."""

from clearprop.ir import Origin, Program, Type, Variable
from clearprop.nn.optimizers import Optimizer
from clearprop.nn.sharing import shared
from clearprop.ops.symbol import Builder
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import pull_back
from clearprop.transform.rename import renamed


def step_program(objective: Program, parameters: list[str], optimizer: Optimizer) -> Program:
    """(parameters, optimiser state, step, x, y) -> new parameters and new state under their old names, L, y_hat.

    ``objective`` is (parameters, x, y) -> L, y_hat. Variables: ``W1_new``, ``velocity_W1``, ``velocity_W1_new``;
    ``step``: i64[] counts from 1.
    """
    program = pull_back(objective, {"L": 1.0}, parameters, dict(objective.outputs))
    builder = Builder(simplify=True).adopt(program)
    step = Variable("step", Type("i64"))
    states: list[Variable] = []
    outputs = {name: program.outputs[name] for name in objective.outputs}
    names: dict[Variable, str] = {}
    new_parameters, new_states = {}, {}
    for name in parameters:
        variable = program.input(name)
        kept = {kind: Variable(slot(kind, name), variable.type) for kind in optimizer.keeps}
        states.extend(kept.values())
        gradient = builder.symbol(program.outputs[f"d{name}"])
        builder.origin = Origin(scope=f"update of {name}")
        symbols = {kind: builder.symbol(state) for kind, state in kept.items()}
        new, remembered = optimizer.update(builder.symbol(variable), gradient, symbols, builder.symbol(step))
        new_parameters[name] = builder.atom(new)
        new_states |= {slot(kind, name): builder.atom(remembered[kind]) for kind in optimizer.keeps}
    for name, atom in (new_parameters | new_states).items():
        if isinstance(atom, Variable) and atom in builder.defined:
            names[atom] = f"{name}_new"
    given = [variable for variable in program.inputs if variable.name not in parameters]
    inputs = (*(program.input(name) for name in parameters), *states, step, *given)
    whole = Program(inputs, builder.constants, builder.equations, [], new_parameters | new_states | outputs, "step")
    return renamed(without_dead_code(shared(whole)), names)


def slot(kind: str, parameter: str) -> str:
    """What the optimiser keeps of a parameter: ``velocity_W1``."""
    return f"{kind}_{parameter}"
