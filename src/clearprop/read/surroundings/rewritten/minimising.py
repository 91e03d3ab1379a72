"""scipy.optimize's minimisers as a few steps of gradient descent, with the results that they return."""

from typing import Any

import numpy as np

PASSES, RATE = 8, 0.01
no_gradient: Any = None  # a function that is told that a minimiser was given none; set by whoever runs this text


def descended(cost: Any, start: Any, gradient: Any, arguments: Any, callback: Any) -> Any:
    """The point after some steps, and its cost and gradient; ``gradient`` is a function, or True if cost gives both."""
    if not isinstance(arguments, tuple):
        arguments = (arguments,)
    x = np.array(start, dtype=float).ravel()
    if not gradient:
        no_gradient()
        return x, cost(x, *arguments), np.zeros(x.shape)
    for _ in range(PASSES):
        if gradient is True:
            value, slope = cost(x, *arguments)
        else:
            value = cost(x, *arguments)
            slope = gradient(x, *arguments)
        if np.ndim(slope) != 1:
            slope = np.ravel(slope)
        x = x - RATE * slope
        if callback is not None:
            callback(x)
    return x, value, slope


class OptimizeResult(dict[str, Any]):
    """Items that are attributes too, as scipy's."""

    def __getattr__(self, name: Any) -> Any:
        if name in self:
            return self[name]
        raise AttributeError(name)


def result(x: Any, value: Any, slope: Any) -> Any:
    return OptimizeResult(
        x=x, fun=value, jac=slope, success=True, status=0, message="a few steps", nit=PASSES, nfev=PASSES, njev=PASSES
    )


def minimize(
    fun: Any,
    x0: Any,
    args: Any = (),
    method: Any = None,
    jac: Any = None,
    hess: Any = None,
    hessp: Any = None,
    bounds: Any = None,
    constraints: Any = (),
    tol: Any = None,
    callback: Any = None,
    options: Any = None,
) -> Any:
    return result(*descended(fun, x0, jac, args, callback))


def fmin_bfgs(
    f: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    gtol: Any = 0,
    norm: Any = 0,
    epsilon: Any = 0,
    maxiter: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    **more: Any,
) -> Any:
    x, value, slope = descended(f, x0, fprime, args, callback)
    return (x, value, slope, np.eye(len(x)), PASSES, PASSES, 0) if full_output else x


def fmin_cg(
    f: Any,
    x0: Any,
    fprime: Any = None,
    args: Any = (),
    gtol: Any = 0,
    norm: Any = 0,
    epsilon: Any = 0,
    maxiter: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    **more: Any,
) -> Any:
    x, value, _ = descended(f, x0, fprime, args, callback)
    return (x, value, PASSES, PASSES, 0) if full_output else x


def fmin_ncg(
    f: Any,
    x0: Any,
    fprime: Any,
    fhess_p: Any = None,
    fhess: Any = None,
    args: Any = (),
    avextol: Any = 0,
    epsilon: Any = 0,
    maxiter: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    **more: Any,
) -> Any:
    x, value, _ = descended(f, x0, fprime, args, callback)
    return (x, value, PASSES, PASSES, 0, 0) if full_output else x


def fmin_l_bfgs_b(
    func: Any, x0: Any, fprime: Any = None, args: Any = (), approx_grad: Any = 0, callback: Any = None, **more: Any
) -> Any:
    x, value, slope = descended(func, x0, fprime or not approx_grad, args, callback)
    return x, value, {"grad": slope, "task": "a few steps", "funcalls": PASSES, "nit": PASSES, "warnflag": 0}


def fmin_tnc(
    func: Any, x0: Any, fprime: Any = None, args: Any = (), approx_grad: Any = 0, callback: Any = None, **more: Any
) -> Any:
    x, _, _ = descended(func, x0, fprime or not approx_grad, args, callback)
    return x, PASSES, 0


def fmin(
    func: Any,
    x0: Any,
    args: Any = (),
    xtol: Any = 0,
    ftol: Any = 0,
    maxiter: Any = None,
    maxfun: Any = None,
    full_output: Any = 0,
    disp: Any = 1,
    retall: Any = 0,
    callback: Any = None,
    **more: Any,
) -> Any:
    x, value, _ = descended(func, x0, None, args, callback)
    return (x, value, PASSES, PASSES, 0) if full_output else x


fmin_powell = fmin


def basinhopping(
    func: Any,
    x0: Any,
    niter: Any = 100,
    T: Any = 1.0,
    stepsize: Any = 0.5,
    minimizer_kwargs: Any = None,
    *more: Any,
    **named: Any,
) -> Any:
    settings = minimizer_kwargs or {}
    return result(*descended(func, x0, settings.get("jac"), settings.get("args", ()), None))


def least_squares(fun: Any, x0: Any, jac: Any = None, args: Any = (), **more: Any) -> Any:
    """Half the sum of the squared residuals, whose gradient is the Jacobian's transpose times them."""

    def cost(x: Any, *given: Any) -> Any:
        residuals = fun(x, *given)
        return 0.5 * np.sum(residuals * residuals)

    def gradient(x: Any, *given: Any) -> Any:
        return np.dot(np.transpose(jac(x, *given)), fun(x, *given))

    return result(*descended(cost, x0, gradient if callable(jac) else None, args, None))
