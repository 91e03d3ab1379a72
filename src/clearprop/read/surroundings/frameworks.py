"""Frameworks that compute gradients themselves: code that leaves them to one has no backward pass to be read."""

import ast

FRAMEWORKS = {
    "torch": "PyTorch",
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "jax": "JAX",
    "autograd": "autograd",
    "mxnet": "MXNet",
    "paddle": "PaddlePaddle",
    "chainer": "Chainer",
    "theano": "Theano",
    "sklearn": "scikit-learn",
}
LEFT = "its gradients are those of {}; what is read here is code that computes them itself."


def framework(tree: ast.Module) -> str | None:
    """The name of the first framework that is imported."""
    imported = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    for node in imported:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        for name in names:
            if name.partition(".")[0] in FRAMEWORKS:
                return FRAMEWORKS[name.partition(".")[0]]
    return None
