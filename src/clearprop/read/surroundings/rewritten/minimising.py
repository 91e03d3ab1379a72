"""scipy.optimize's minimisers as a few steps of gradient descent, with the results that they return."""

import numpy as np

PASSES, RATE = 8, 0.01
no_gradient = None  # a function that is told that a minimiser was given none; set by whoever runs this text


def descended(cost, start, gradient, arguments, callback):
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


class OptimizeResult(dict):
    """Items that are attributes too, as scipy's."""

    def __getattr__(self, name):
        if name in self:
            return self[name]
        raise AttributeError(name)


def result(x, value, slope):
    return OptimizeResult(
        x=x, fun=value, jac=slope, success=True, status=0, message="a few steps", nit=PASSES, nfev=PASSES, njev=PASSES
    )


def minimize(fun, x0, args=(), method=None, jac=None, hess=None, hessp=None, bounds=None, constraints=(), tol=None, callback=None, options=None):
    return result(*descended(fun, x0, jac, args, callback))


def fmin_bfgs(f, x0, fprime=None, args=(), gtol=0, norm=0, epsilon=0, maxiter=None, full_output=0, disp=1, retall=0, callback=None, **more):
    x, value, slope = descended(f, x0, fprime, args, callback)
    return (x, value, slope, np.eye(len(x)), PASSES, PASSES, 0) if full_output else x


def fmin_cg(f, x0, fprime=None, args=(), gtol=0, norm=0, epsilon=0, maxiter=None, full_output=0, disp=1, retall=0, callback=None, **more):
    x, value, slope = descended(f, x0, fprime, args, callback)
    return (x, value, PASSES, PASSES, 0) if full_output else x


def fmin_ncg(f, x0, fprime, fhess_p=None, fhess=None, args=(), avextol=0, epsilon=0, maxiter=None, full_output=0, disp=1, retall=0, callback=None, **more):
    x, value, slope = descended(f, x0, fprime, args, callback)
    return (x, value, PASSES, PASSES, 0, 0) if full_output else x


def fmin_l_bfgs_b(func, x0, fprime=None, args=(), approx_grad=0, callback=None, **more):
    x, value, slope = descended(func, x0, fprime or not approx_grad, args, callback)
    return x, value, {"grad": slope, "task": "a few steps", "funcalls": PASSES, "nit": PASSES, "warnflag": 0}


def fmin_tnc(func, x0, fprime=None, args=(), approx_grad=0, callback=None, **more):
    x, value, slope = descended(func, x0, fprime or not approx_grad, args, callback)
    return x, PASSES, 0


def fmin(func, x0, args=(), xtol=0, ftol=0, maxiter=None, maxfun=None, full_output=0, disp=1, retall=0, callback=None, **more):
    x, value, slope = descended(func, x0, None, args, callback)
    return (x, value, PASSES, PASSES, 0) if full_output else x


fmin_powell = fmin


def basinhopping(func, x0, niter=100, T=1.0, stepsize=0.5, minimizer_kwargs=None, *more, **named):
    settings = minimizer_kwargs or {}
    return result(*descended(func, x0, settings.get("jac"), settings.get("args", ()), None))


def least_squares(fun, x0, jac=None, args=(), **more):
    """Half the sum of the squared residuals, whose gradient is the Jacobian's transpose times them."""

    def cost(x, *given):
        residuals = fun(x, *given)
        return 0.5 * np.sum(residuals * residuals)

    def gradient(x, *given):
        return np.dot(np.transpose(jac(x, *given)), fun(x, *given))

    return result(*descended(cost, x0, gradient if callable(jac) else None, args, None))
