"""clearprop: backpropagation you can see through.

The public names, each loaded when it is first used, so that ``import clearprop`` costs no more than NumPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np  # noqa: F401  (everything here needs it; its import is the one that people wait for)

import clearprop.read  # empty packages: loaded now, so that later imports do not put them where the functions stand
import clearprop.trace

if TYPE_CHECKING:
    from clearprop.estimators import NetworkClassifier, NetworkRegressor
    from clearprop.execute.interpret import GuardError
    from clearprop.explain.check import GradientCheck, check_gradient
    from clearprop.explain.derivation import Derivation, derive
    from clearprop.ir import Program
    from clearprop.network import Network, load
    from clearprop.nn import (
        SGD,
        Activation,
        Adam,
        AdamW,
        BatchNorm,
        Constant,
        Dense,
        Dropout,
        LayerNorm,
        Momentum,
        Nesterov,
        Normal,
        Rescale,
        Residual,
        RMSProp,
        Uniform,
        schedules,
    )
    from clearprop.read.reader import read
    from clearprop.read.reading import Reading
    from clearprop.trace.recorder import TraceError
    from clearprop.train.checkpoints import Checkpoint
    from clearprop.train.diverged import Diverged
    from clearprop.train.early_stopping import EarlyStopping
    from clearprop.train.history import History
    from clearprop.train.many import train_many
    from clearprop.transform.functional import grad, hessian, jacobian, jvp, trace, value_and_grad, vjp
else:
    del clearprop.read, clearprop.trace

WHERE = {
    "Activation": "nn",
    "Adam": "nn",
    "AdamW": "nn",
    "BatchNorm": "nn",
    "Checkpoint": "train.checkpoints",
    "Constant": "nn",
    "Dense": "nn",
    "Derivation": "explain.derivation",
    "Diverged": "train.diverged",
    "Dropout": "nn",
    "EarlyStopping": "train.early_stopping",
    "GradientCheck": "explain.check",
    "GuardError": "execute.interpret",
    "History": "train.history",
    "LayerNorm": "nn",
    "Momentum": "nn",
    "Nesterov": "nn",
    "Network": "network",
    "NetworkClassifier": "estimators",
    "NetworkRegressor": "estimators",
    "Normal": "nn",
    "Program": "ir",
    "RMSProp": "nn",
    "Reading": "read.reading",
    "Rescale": "nn",
    "Residual": "nn",
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
    "read": "read.reader",
    "schedules": "nn",
    "trace": "transform.functional",
    "train_many": "train.many",
    "value_and_grad": "transform.functional",
    "vjp": "transform.functional",
}

__all__ = [  # noqa: RUF022  (in plain order)
    "Activation",
    "Adam",
    "AdamW",
    "BatchNorm",
    "Checkpoint",
    "Constant",
    "Dense",
    "Derivation",
    "Diverged",
    "Dropout",
    "EarlyStopping",
    "GradientCheck",
    "GuardError",
    "History",
    "LayerNorm",
    "Momentum",
    "Nesterov",
    "Network",
    "NetworkClassifier",
    "NetworkRegressor",
    "Normal",
    "Program",
    "RMSProp",
    "Reading",
    "Rescale",
    "Residual",
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
    "read",
    "schedules",
    "trace",
    "train_many",
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
