"""What any dense network is put together from: Programs for one layer, one activation, one loss and one update.

The page runs them one after another, so that a network of any size is computed by what was derived here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clearprop.ir import Atom, Program, Variable
from clearprop.nn.activations import activation_of
from clearprop.nn.losses import BELONGS_TO, losses
from clearprop.nn.scope import Scope
from clearprop.ops import OPS, Elementwise
from clearprop.ops.symbol import Builder
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import pull_back
from clearprop.transform.rename import renamed

ACTIVATIONS = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "softplus")
"""Those of which each unit's slope is its own."""
LOSS = "half_squared_error"
"""The one that is computed from predictions; the others are one stable op with their output."""


class NoPiece(Exception):
    """An activation or a loss that is none of ours."""


def pieces(sizes: "Sizes") -> dict[str, Program]:
    """Every piece by its name, as the page looks for it, for a layer of these sizes."""
    found = layer(sizes)
    found |= {"update": sizes.update("W"), "update_bias": sizes.update("b")}
    for name in ACTIVATIONS:
        found |= {name: sizes.activation(name), f"{name}_back": sizes.activation_back(name)}
    found["softmax"] = sizes.activation("softmax")
    found[LOSS] = sizes.loss(LOSS)
    found |= {f"{name}_of_{output}": sizes.loss_of_logits(name) for output, name in BELONGS_TO.items()}
    return found


def layer(sizes: "Sizes") -> dict[str, Program]:
    return {"dense": sizes.dense(), "dense_back": sizes.dense_back()}


def pieces_of(sizes: "Sizes", activations: Sequence[str], loss: str) -> dict[str, Program]:
    """The pieces of one network, to be looked at and not to be trained; its loss is summed.

    NoPiece for an activation or a loss that is none of ours.
    """
    known, output = losses(), activations[-1]
    try:
        found = layer(sizes) | {name: sizes.activation(name) for name in activations}
    except ValueError as problem:
        raise NoPiece(str(problem)) from None
    if loss not in known:
        raise NoPiece(loss)
    together = BELONGS_TO.get(output) == loss
    for name in activations[: len(activations) - together]:
        found[f"{name}_back"] = sizes.activation_back(name) if unit_by_unit(name) else sizes.mixed_back(name)
    if together:
        found[f"{loss}_of_{output}"] = sizes.loss_of_logits(loss, summed=True)
    else:
        found[loss] = sizes.loss(loss, summed=True)
    return found


def unit_by_unit(activation: str) -> bool:
    """Whether each unit's slope is its own."""
    return isinstance(activation_of(activation).rule, Elementwise)


@dataclass(frozen=True)
class Sizes:
    """Of a batch, and of one layer."""

    rows: int
    features: int
    units: int

    def dense(self) -> Program:
        """x, W, b -> z."""
        inputs = {"x": (self.rows, self.features), "W": (self.features, self.units), "b": (self.units,)}
        return built(inputs, lambda x, W, b: {"z": x @ W + b})

    def dense_back(self) -> Program:
        """x, W, delta = ∂L/∂z -> dW, db, dx."""
        return with_names(pull_back(self.dense(), {"z": None}, ["W", "b", "x"], {}), {"g_z": "delta"})

    def activation(self, name: str) -> Program:
        """Z -> a."""
        return built({"z": self.outputs}, lambda z: {"a": activation_of(name)(z)})

    def activation_back(self, name: str) -> Program:
        """z, da = ∂L/∂a -> slope = ∂a/∂z, delta = ∂L/∂z."""
        slopes = pull_back(self.activation(name), {"a": 1.0}, ["z"], {})
        builder = Builder().adopt(slopes)
        da = Variable("da", slopes.input("z").type)
        slope = builder.symbol(slopes.outputs["dz"])
        delta = builder.symbol(da) * slope
        outputs: dict[str, Atom] = {"slope": builder.atom(slope), "delta": builder.atom(delta)}
        return tidied(Program((*slopes.inputs, da), builder.constants, builder.equations, [], outputs))

    def mixed_back(self, name: str) -> Program:
        """z, da = ∂L/∂a -> delta = ∂L/∂z, where every unit has a say in every other's a."""
        return with_names(pull_back(self.activation(name), {"a": None}, ["z"], {}), {"g_a": "da", "dz": "delta"})

    def loss(self, name: str, summed: bool = False) -> Program:
        """y_hat, y -> L, da = ∂L/∂y_hat: the mean over rows; or, ``summed``, their sum times one more input, the factor."""
        return self.with_gradient("y_hat", "da", losses()[name].rule, summed)

    def loss_of_logits(self, name: str, summed: bool = False) -> Program:
        """z, y -> L, delta = ∂L/∂z, where the output activation and the loss are one stable op."""
        return self.with_gradient("z", "delta", OPS[f"{name}_with_logits"](), summed)

    def with_gradient(self, of: str, gradient: str, mean: Any, summed: bool) -> Program:
        inputs = {of: self.outputs, "y": self.outputs} | ({"factor": ()} if summed else {})

        def rule(of: Any, y: Any, *factor: Any) -> dict[str, Any]:
            return {"L": factor[0] * float(self.rows) * mean(of, y) if factor else mean(of, y)}

        whole = built(inputs, rule)
        return with_names(pull_back(whole, {"L": 1.0}, [of], dict(whole.outputs)), {f"d{of}": gradient})

    def update(self, name: str) -> Program:
        """W, dW, rate -> W_new: a step of gradient descent."""
        shape = (self.features, self.units) if name == "W" else (self.units,)
        return built({name: shape, f"d{name}": shape, "rate": ()}, lambda W, dW, rate: {f"{name}_new": W - rate * dW})

    @property
    def outputs(self) -> tuple[int, int]:
        return self.rows, self.units


def built(inputs: Mapping[str, tuple[int, ...]], rule: Callable[..., dict[str, Any]]) -> Program:
    """The Program of a rule that is written as plain NumPy text."""
    scope = Scope("f64")
    results = rule(*(scope.input(name, shape) for name, shape in inputs.items()))
    return scope.program({name: scope.named(name, value) for name, value in results.items()}, "piece")


def with_names(program: Program, names: dict[str, str]) -> Program:
    """Inputs and outputs under other names; only what the outputs need."""
    program.outputs = {names.get(name, name): atom for name, atom in program.outputs.items()}
    for variable in program.inputs:
        variable.name = names.get(variable.name, variable.name)
    return tidied(program)


def tidied(program: Program) -> Program:
    """Without what no output needs; results bear the names of the outputs."""
    program = without_dead_code(program)
    bound = {equation.result for equation in program.equations}
    read = {variable for equation in program.equations for variable in equation.variables()}
    program.inputs = tuple(variable for variable in program.inputs if variable in read)
    return renamed(program, {atom: name for name, atom in program.outputs.items() if atom in bound})
