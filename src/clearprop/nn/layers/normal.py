"""What the normalising layers share: features of mean 0 and deviation 1, then a gain and a shift that are learned."""

from typing import Any

import numpy as np

from clearprop.nn.initializers import Constant
from clearprop.nn.scope import Scope
from clearprop.ops.symbol import Symbol


def moments(x: Any, axis: int, scope: Scope) -> tuple[Any, Any, Any]:
    """μ = mean of x over the axis, x - μ, and v = mean of (x - μ)²: mean2, centred2 and var2."""
    mean = scope.named(f"mean{scope.number}", np.mean(x, axis=axis, keepdims=axis == 1))
    centred: Any = scope.named(f"centred{scope.number}", x - mean)
    return mean, centred, scope.named(f"var{scope.number}", np.mean(centred**2, axis=axis, keepdims=axis == 1))


def scaled(centred: Any, variance: Any, epsilon: float, scope: Scope) -> Symbol:
    """x̂ = (x - μ) / √(v + ε), a = γ x̂ + β.   centred: f[batch, features] -> a: f[batch, features]."""
    gamma: Any = scope.parameter("gamma", centred.shape[1:], Constant(1.0))
    beta = scope.parameter("beta", centred.shape[1:], Constant(0.0))
    x_hat = scope.named(f"x{scope.number}_hat", centred / np.sqrt(variance + epsilon))
    return scope.named(f"a{scope.number}", gamma * x_hat + beta)
