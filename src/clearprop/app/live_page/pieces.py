"""What any dense network is put together from: Programs for one layer, one activation, one loss and one update.

The page runs them one after another, so that a network of any size is computed by what was derived here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clearprop.ir import Atom, Program, Variable
from clearprop.nn.activations import activation_of
from clearprop.nn.losses import BELONGS_TO, losses
from clearprop.nn.scope import Scope
from clearprop.ops import OPS
from clearprop.ops.symbol import Builder
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.grad import pull_back
from clearprop.transform.rename import renamed

ACTIVATIONS = ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "softplus")
"""Those of which each unit's slope is its own."""
LOSS = "half_squared_error"
"""The one that is computed from predictions; the others are one stable op with their output."""


def pieces(sizes: "Sizes") -> dict[str, Program]:
    """Every piece by its name, as the page looks for it, for a layer of these sizes."""
    found = {"dense": sizes.dense(), "dense_back": sizes.dense_back()}
    found |= {"update": sizes.update("W"), "update_bias": sizes.update("b")}
    for name in ACTIVATIONS:
        found |= {name: sizes.activation(name), f"{name}_back": sizes.activation_back(name)}
    found["softmax"] = sizes.activation("softmax")
    found[LOSS] = sizes.loss(LOSS)
    found |= {f"{name}_of_{output}": sizes.loss_of_logits(name) for output, name in BELONGS_TO.items()}
    return found


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

    def loss(self, name: str) -> Program:
        """y_hat, y -> L, da = ∂L/∂y_hat."""
        inputs = {"y_hat": self.outputs, "y": self.outputs}
        whole = built(inputs, lambda y_hat, y: {"L": losses()[name].rule(y_hat, y)})
        return with_names(pull_back(whole, {"L": 1.0}, ["y_hat"], dict(whole.outputs)), {"dy_hat": "da"})

    def loss_of_logits(self, name: str) -> Program:
        """z, y -> L, delta = ∂L/∂z, where the output activation and the loss are one stable op."""
        op = OPS[f"{name}_with_logits"]
        whole = built({"z": self.outputs, "y": self.outputs}, lambda z, y: {"L": op()(z, y)})
        return with_names(pull_back(whole, {"L": 1.0}, ["z"], dict(whole.outputs)), {"dz": "delta"})

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
