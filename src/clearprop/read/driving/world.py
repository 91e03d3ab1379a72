"""What is at hand when a call is written: data in one form, sizes, usual settings, and results of earlier calls."""

import ast
import re
from dataclasses import dataclass, field

from clearprop.read.driving.formats import Format
from clearprop.read.driving.roles import plain, role_of, size_of
from clearprop.read.driving.signatures import Parameter, Signature

SETTINGS = {
    "rate": "0.1", "epochs": "6", "batch_size": "3", "momentum": "0.5", "beta2": "0.9", "decay": "0.1", "keep": "1.0",
    "epsilon": "1e-08", "layer_count": "1", "seed": "1", "flag": "False", "initialiser": "1.0",
}  # fmt: skip
OVERRIDDEN = {"epochs", "input_size", "hidden_size", "output_size", "sizes", "batch_size"}
START = re.compile(r".*(init|create|build|make|setup|construct|generate|random|reset|new).*", re.I)
OPTIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softmax", "linear", "identity", "logistic")
DESCENT = re.compile(r"(batch|stochastic|mini.?batch)?[ _-]?(gradient.?descent|gd|sgd|bgd)", re.I)
EXACT = re.compile(r"normal|closed|least.?squares|ols|analytic|exact|inverse|pinv", re.I)
"""Ways to the minimum in one step, which a file may take by default though it knows descent."""
VALUES = re.compile(r".+(weights?|bias(es)?)")  # of a layer, where a person may give them
BACKWARD = re.compile(r"prime|deriv|grad|^d_?[A-Z]?|_d$|backward")
ERRORS = re.compile(
    r"(d|grad|gradient|error|errors|err|delta|diff|loss|dout|dy|da\d?|da?l|dz|outputgradient|outputerror|lossgrad|upstream|dloss)s?"
)
OUTPUTS = re.compile(
    r"(output|outputs|out|o|yhat|ypred|pred|preds|prediction|predictions|a|a2|a3|al|h|hypothesis|predicted|result|probs|actual|guess|(ai|nn|net|network|model)outputs?)"
)


@dataclass
class World:
    """``known`` holds expressions by plain name; ``functions`` the file's own functions, for activations."""

    format: Format
    functions: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # the file's strings, for options
    option: str | None = None  # of the activation, where the file knows several
    known: dict[str, str] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)  # what the call before returned
    inside: bool = False  # the loop over rows
    paired: bool = False  # whether what looks like inputs holds the targets as well
    answered: bool = False  # whether targets are a parameter of their own
    answers: str = ""  # the parameter that must be the targets, for want of another
    above: str = "hidden_size"  # what a number of units is that does not say of which layer
    makes: bool = False  # whether what is called makes the network
    told: bool = False  # whether the network was told, as it was made, how many passes it makes
    sized: bool = False  # whether what looks like data are numbers of units, as in Network(inputs, hidden, outputs)
    deep: bool = False  # whether there are two hidden layers, where a list or a number tells how many

    def arguments(self, signature: Signature) -> str | None:
        """What to write between the parentheses, or None if a parameter stays unknown."""
        written = []
        self.look_at(signature)
        for parameter in signature.parameters:
            value = self.value(parameter)
            if value is None and parameter.default is None:
                return None
            if parameter.starred:
                written += [self.listed()] if role_of(parameter.name) == "sizes" else []
            elif value is not None:
                written.append(f"{parameter.name}={value}")
        return ", ".join(written)

    def look_at(self, signature: Signature) -> None:
        """What the parameters of one signature say about each other."""
        self.makes = signature.name == "__init__" or bool(START.fullmatch(signature.name))
        named = {each.name: role_of(each.name) for each in signature.parameters}
        self.answered = "targets" in named.values()
        held_back = [each.name for each in signature.parameters if named[each.name] == "none" and each.default is None]
        alone = "inputs" in named.values() and not {"targets", "pairs"}.intersection(named.values())
        self.answers = held_back[0] if alone and len(held_back) == 1 else ""
        self.sized = False
        sizes = {self.role(each) for each in signature.parameters if named[each.name] != "units"}
        self.above = "hidden_size" if {"hidden_size", "output_size"} & sizes else "output_size"
        counted = {"hidden_size", "hidden_sizes"} & sizes or "units" in named.values()
        self.sized = self.makes and bool(counted)

    def value(self, parameter: Parameter) -> str | None:
        """An expression for the parameter; None to leave it to its default, or unknown."""
        role = self.role(parameter)
        if plain(parameter.name) in self.known and role not in ("rate", "epochs"):
            return self.known[plain(parameter.name)]
        if role == "optimiser" and parameter.default is not None and EXACT.search(parameter.default):
            return next((repr(text) for text in sorted(self.texts) if DESCENT.fullmatch(text)), None)
        if parameter.default is not None and not self.overrides(role, parameter.default):
            return None
        if role in ("activation", "loss", "optimiser"):
            return self.function(parameter)
        return self.setting(role or "") or self.data(role, parameter) or self.shape(role)

    def setting(self, role: str) -> str | None:
        return "2" if role == "layer_count" and self.deep else SETTINGS.get(role)

    def overrides(self, role: str | None, default: str) -> bool:
        """Whether something is given for what has a default: a number for a number, sizes for sizes."""
        if role in OVERRIDDEN:
            several = role in ("sizes", "hidden_sizes")
            return not default.isdigit() if several else not default.startswith(("(", "[", "'"))
        return role in ("inputs", "targets", "pairs", "activation")

    def role(self, parameter: Parameter) -> str | None:
        """By its name, corrected by what is done with it."""
        if parameter.default == "None" and VALUES.fullmatch(plain(parameter.name)):
            return "weights"
        fraction = parameter.default is not None and "." in parameter.default
        role = role_of(parameter.name) or self.used_as(parameter)
        role = role or (None if fraction else size_of(plain(parameter.name)))
        if parameter.name == self.answers:
            return "targets"
        if role == "units":
            return self.above
        if self.sized and role in ("inputs", "targets") and "array" not in parameter.uses:
            return size_of(plain(parameter.name))
        if role == "pairs" and self.answered:
            return "inputs"
        counts = "count" in parameter.uses and not parameter.uses & {"array", "sizes", "length"}
        if counts and role not in SETTINGS:
            return size_of(plain(parameter.name)) or role
        if role == "sizes" and counts:
            return "hidden_size"
        if role in ("inputs", "targets") and "called" in parameter.uses:
            return "activation"
        if role == "hidden_size" and parameter.uses & {"array", "sizes", "looped"} and "count" not in parameter.uses:
            return "hidden_sizes"
        if (role == "targets" and "pairs" in parameter.uses) or (role == "inputs" and self.paired):
            return "pairs"
        return role

    def used_as(self, parameter: Parameter) -> str | None:
        """What an unknown name is for where the network is there already: data, or a number of passes; None if unclear."""
        if self.makes:
            return None
        if "array" in parameter.uses:
            return {"input_size": "inputs", "output_size": "targets"}.get(size_of(plain(parameter.name)) or "")
        return "epochs" if "turns" in parameter.uses and "size" not in parameter.uses else None

    def data(self, role: str | None, parameter: Parameter) -> str | None:
        """The made-up data, all of it or the row of the loop."""
        if role == "none":
            return self.data("targets" if re.search(r"y|target|label", parameter.name.lower()) else "inputs", parameter)
        if role == "inputs":
            return "given_row" if self.inside else self.all("inputs")
        if role == "targets":
            return "given_answer" if self.inside else self.all("targets")
        return "given_pairs" if role == "pairs" and "given_pairs" in self.format.code else self.weights(role, parameter)

    def all(self, name: str) -> str | None:
        return f"given_{name}"

    def shape(self, role: str | None) -> str | None:
        sizes = self.format.sizes
        return {
            "input_size": f"{sizes.inputs}", "hidden_size": f"{sizes.hidden}", "output_size": f"{sizes.outputs}",
            "sizes": f"[{self.listed()}]", "hidden_sizes": f"{self.hidden}",
        }.get(role or "")  # fmt: skip

    @property
    def hidden(self) -> list[int]:
        """Units of each hidden layer, where a list is asked for."""
        units = self.format.sizes.hidden
        return [units + 1, units] if self.deep else [units]

    def listed(self) -> str:
        sizes = self.format.sizes
        return ", ".join(map(str, [sizes.inputs, *self.hidden, sizes.outputs]))

    def weights(self, role: str | None, parameter: Parameter) -> str | None:
        """Starting values of a linear model, for a function that takes them."""
        one = self.format.kind.startswith("points")
        if layered := re.fullmatch(r"(w|weights?|theta|syn|b|bias)_?([0-3])", parameter.name, re.I):
            return self.layer(layered[1].lower().startswith("b"), int(layered[2]))
        if role == "bias" or (role == "weights" and one):
            return "0.1"
        if role != "weights":
            return None
        start = [round(0.3 - 0.2 * place, 1) for place in range(self.format.sizes.inputs)]
        if self.format.kind in ("rows", "columns") and self.format.sizes.outputs == 1:
            return f"given_numpy.array({[[number] for number in start]})"
        return f"given_numpy.array({start})" if "given_numpy" in self.format.code else f"{start}"

    def layer(self, bias: bool, number: int) -> str:
        """Starting values of the first or the second layer, for functions that take each by itself."""
        sizes = self.format.sizes
        first = number < 2
        shape = (sizes.inputs, sizes.hidden) if first else (sizes.hidden, sizes.outputs)
        columns = self.format.kind.startswith(("columns", "pairs"))
        if bias:
            return f"given_numpy.zeros({(shape[1], 1) if columns else (1, shape[1])})"
        return f"given_numpy.random.RandomState({number}).uniform(-1, 1, {shape[::-1] if columns else shape})"

    def function(self, parameter: Parameter) -> str | None:
        """One of the file's functions, or the name of an option, as the parameter is used."""
        options = [text for text in OPTIONS if text in self.texts]
        chosen = self.option or (options[0] if options and parameter.default is None else None)
        if chosen and "called" not in parameter.uses and parameter.default != "None":
            return repr(chosen)
        if parameter.default is not None:
            return None
        backward = BACKWARD.search(parameter.name)
        wanted = (
            r"mse|cost|loss|error|cross"
            if role_of(parameter.name) == "loss"
            else r"sigmoid|tanh|relu|logistic|activ|squash"
        )
        fitting = [
            f for f in self.functions if re.search(wanted, f.lower()) and bool(BACKWARD.search(f)) == bool(backward)
        ]
        return fitting[0] if fitting else None


def option_names(tree: ast.Module) -> list[str]:
    """The activations that the file chooses among by text; first those that it takes where nothing is said."""
    texts, usual = texts_of(tree), defaults_of(tree)
    return sorted((option for option in OPTIONS if option in texts), key=lambda option: option not in usual)


def defaults_of(tree: ast.Module) -> set[str]:
    """The texts that arguments have by default."""
    functions = [node.args for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    given = [default for arguments in functions for default in (*arguments.defaults, *arguments.kw_defaults)]
    return {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def texts_of(tree: ast.Module) -> tuple[str, ...]:
    return tuple({n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)})
