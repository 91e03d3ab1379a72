"""One gradient of a 784-512-256-10 ReLU and softmax network at batch 128, interpreted, against hand-written NumPy."""

import numpy as np

from benchmarks.networks import mnist_sized, relu_softmax, relu_softmax_by_hand
from benchmarks.timing import alternating, line
from clearprop.execute.interpret import interpret
from clearprop.transform.functional import trace, value_and_grad
from clearprop.transform.grad import grad


def main() -> None:
    for dtype in (np.float64, np.float32):
        arrays = {name: array.astype(dtype) for name, array in mnist_sized().items()}
        parameters = [name for name in arrays if name[0] in "Wb"]
        program = grad(trace(relu_softmax, **arrays), parameters)
        ours = interpret(program, arrays)
        loss, gradients = relu_softmax_by_hand(**arrays)
        np.testing.assert_allclose(ours["value"], loss, rtol=1e-5)
        for name, gradient in gradients.items():
            np.testing.assert_allclose(ours[f"d{name}"], gradient, rtol=1e-3, atol=1e-6)
        whole = value_and_grad(relu_softmax, wrt=tuple(range(6)))
        times = alternating(
            {
                "interpreted": lambda arrays=arrays, program=program: interpret(program, arrays),
                "by hand": lambda arrays=arrays: relu_softmax_by_hand(**arrays),
                "traced": lambda arrays=arrays, whole=whole: whole(*arrays.values()),
            },
            budget=4.0,
        )
        name = np.dtype(dtype).name
        line(f"interpret(gradient), {name}", times["interpreted"], times["by hand"], "by hand", goal=1.5)
        line(f"cp.value_and_grad, tracing each time, {name}", times["traced"], times["by hand"], "by hand")


if __name__ == "__main__":
    main()
