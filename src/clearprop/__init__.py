"""clearprop: backpropagation you can see through.

The public names, each loaded when it is first used, so that ``import clearprop`` costs no more than NumPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np  # noqa: F401  (everything here needs it; its import is the one that people wait for)

import clearprop.trace  # an empty package: loaded now, so that later imports do not put it where the function stands

if TYPE_CHECKING:
    from clearprop.execute.interpret import GuardError
    from clearprop.explain.check import GradientCheck, check_gradient
    from clearprop.explain.derivation import Derivation, derive
    from clearprop.ir import Program
    from clearprop.network import Network, load
    from clearprop.nn import SGD, Adam, AdamW, Constant, Dense, Linear, Momentum, Nesterov, Normal, RMSProp, Uniform
    from clearprop.trace.recorder import TraceError
    from clearprop.train.diverged import Diverged
    from clearprop.train.history import History
    from clearprop.transform.functional import grad, hessian, jacobian, jvp, trace, value_and_grad, vjp
else:
    del clearprop.trace

WHERE = {
    "Adam": "nn",
    "AdamW": "nn",
    "Constant": "nn",
    "Dense": "nn",
    "Derivation": "explain.derivation",
    "Diverged": "train.diverged",
    "GradientCheck": "explain.check",
    "GuardError": "execute.interpret",
    "History": "train.history",
    "Linear": "nn",
    "Momentum": "nn",
    "Nesterov": "nn",
    "Network": "network",
    "Normal": "nn",
    "Program": "ir",
    "RMSProp": "nn",
    "SGD": "nn",
    "TraceError": "trace.recorder",
    "Uniform": "nn",
    "check_gradient": "explain.check",
    "derive": "explain.derivation",
    "grad": "transform.functional",
    "hessian": "transform.functional",
    "jacobian": "transform.functional",
    "jvp": "transform.functional",
    "load": "network",
    "trace": "transform.functional",
    "value_and_grad": "transform.functional",
    "vjp": "transform.functional",
}

__all__ = [  # noqa: RUF022  (in plain order)
    "Adam",
    "AdamW",
    "Constant",
    "Dense",
    "Derivation",
    "Diverged",
    "GradientCheck",
    "GuardError",
    "History",
    "Linear",
    "Momentum",
    "Nesterov",
    "Network",
    "Normal",
    "Program",
    "RMSProp",
    "SGD",
    "TraceError",
    "Uniform",
    "check_gradient",
    "derive",
    "grad",
    "hessian",
    "jacobian",
    "jvp",
    "load",
    "trace",
    "value_and_grad",
    "vjp",
]


def __getattr__(name: str) -> Any:
    if name not in WHERE:
        raise AttributeError(f"module 'clearprop' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"clearprop.{WHERE[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *WHERE})
