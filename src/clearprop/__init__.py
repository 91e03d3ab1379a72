"""clearprop: backpropagation you can see through."""

from clearprop.transform.functional import grad, hessian, jacobian, jvp, trace, value_and_grad, vjp

__all__ = ["grad", "hessian", "jacobian", "jvp", "trace", "value_and_grad", "vjp"]
