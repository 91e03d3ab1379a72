"""Functions as people write them: each with arguments at which it is smooth, and its parameters by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

RNG = np.random.default_rng(21)
X = RNG.normal(size=(5, 4))
Y = RNG.uniform(0.1, 0.9, size=(5, 2))
LABELS = np.array([1, 0, 1, 1, 0])
WRITTEN: dict[str, "Written"] = {}


@dataclass(frozen=True)
class Written:
    function: Callable[..., Any]
    arguments: Mapping[str, Any]
    wrt: Mapping[str, tuple[Any, ...]]


def drawn(*shape: int) -> np.ndarray:
    return RNG.normal(scale=0.7, size=shape)


def case(wrt: str | Mapping[str, tuple[Any, ...]], **arguments: Any) -> Callable[[Any], Any]:
    """Takes a function up; ``wrt``: names of plain arguments, or paths into nested ones."""

    def take(function: Callable[..., Any]) -> Callable[..., Any]:
        paths = {name: (name,) for name in wrt.split()} if isinstance(wrt, str) else wrt
        WRITTEN[function.__name__] = Written(function, arguments, paths)
        return function

    return take


@case("W1 b1 W2 b2", W1=drawn(4, 3), b1=drawn(3), W2=drawn(3, 2), b2=drawn(2), x=X, y=Y)
def rows(W1, b1, W2, b2, x, y):
    z1 = x @ W1 + b1
    a1 = np.tanh(z1)
    z2 = np.dot(a1, W2) + b2
    y_hat = 1 / (1 + np.exp(-z2))
    return 0.5 * np.sum((y_hat - y) ** 2) / len(x)


@case("W1 b1 W2 b2", W1=drawn(3, 4), b1=drawn(3, 1), W2=drawn(2, 3), b2=drawn(2, 1), x=X.T, y=LABELS)
def columns(W1, b1, W2, b2, x, y):
    A1 = np.maximum(W1 @ x + b1, 0)
    Z2 = W2 @ A1 + b2
    e = np.exp(Z2 - Z2.max(axis=0))
    P = e / e.sum(axis=0)
    return -np.mean(np.log(P[y, np.arange(len(y))]))


@case("W b", W=drawn(3, 4), b=drawn(3), x=X[0])
def unbatched_vector(W, b, x):
    a = 1 / (1 + np.exp(-(W @ x + b)))
    return np.sum(a**2)


@case("W v", W=drawn(4, 3), v=drawn(3), x=X[:1])
def one_row_batch(W, v, x):
    return np.mean((np.tanh(x @ W) @ v - 0.3) ** 2)


@case(
    {"layers_0_weights": ("layers", 0, "weights"), "layers_1_weights": ("layers", 1, "weights")},
    layers=[{"weights": drawn(3, 5)}, {"weights": drawn(2, 4)}], x=X[:2], y=Y[:2],
)  # fmt: skip
def loops_over_neurons(layers, x, y):
    total = 0.0
    for row, expected in zip(x, y, strict=True):
        inputs = row
        for layer in layers:
            outputs = []
            for weights in layer["weights"]:
                activation = weights[-1]
                for i in range(len(weights) - 1):
                    activation = activation + weights[i] * inputs[i]
                outputs.append(1.0 / (1.0 + np.exp(-activation)))
            inputs = outputs
        for k in range(len(expected)):
            total = total + (inputs[k] - expected[k]) ** 2
    return 0.5 * total / len(x)


@case(
    {f"w_{j}_{i}": ("w", j, i) for j in range(2) for i in range(3)},
    w=[[0.2, -0.4, 0.3], [0.5, 0.1, -0.6]], x=[1.5, -0.7], y=[0.2, 0.9],
)  # fmt: skip
def scalars_in_lists(w, x, y):
    loss = 0.0
    for j in range(len(w)):
        z = w[j][-1]
        for i in range(len(x)):
            z = z + w[j][i] * x[i]
        loss = loss + 0.5 * (1.0 / (1.0 + np.exp(-z)) - y[j]) ** 2
    return loss


@case(
    {"params_W1": ("params", "W1"), "params_b1": ("params", "b1"), "params_W2": ("params", "W2")},
    params={"W1": drawn(4, 3), "b1": drawn(3), "W2": drawn(3, 2)}, x=X, y=Y,
)  # fmt: skip
def weights_in_a_dict(params, x, y):
    hidden = np.tanh(x @ params["W1"] + params["b1"])
    return np.mean((hidden @ params["W2"] - y) ** 2)


@case({"Ws_0": ("Ws", 0), "Ws_1": ("Ws", 1), "Ws_2": ("Ws", 2)}, Ws=[drawn(4, 3), drawn(3, 6), drawn(6, 2)], x=X, y=Y)
def weights_in_a_list(Ws, x, y):
    a = x
    for W in Ws:
        a = np.tanh(a @ W)
    return np.sum((a - y) ** 2)


@case("W U b", W=drawn(3, 4), U=drawn(3, 3), b=drawn(3), x=X, y=np.array([0.1, -0.2, 0.3]))
def recurrent(W, U, b, x, y):
    h = np.zeros(3)
    for t in range(len(x)):
        h = np.tanh(W @ x[t] + U @ h + b)
    return np.sum((h - y) ** 2)


@case("W U", W=drawn(2, 3), U=drawn(3, 3), x=RNG.normal(size=(5, 4, 2)), y=RNG.normal(size=(5, 3)))
def recurrent_in_batches(W, U, x, y):
    h = np.zeros((5, 3))
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ W + h @ U)
    return np.mean((h - y) ** 2)


@case("W", W=drawn(4, 3), x=X)
def tied_autoencoder(W, x):
    return np.mean((np.tanh(x @ W) @ W.T - x) ** 2)


@case("W1 b1 W2", W1=drawn(4, 3), b1=drawn(3), W2=drawn(3, 2), x=X, y=Y)
def l2_penalty(W1, b1, W2, x, y):
    a1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    return np.mean((a1 @ W2 - y) ** 2) + 0.05 * (np.sum(W1**2) + np.sum(W2**2))


@case("W v", W=drawn(4, 3), v=drawn(3), x=X, y=Y[:, 0])
def l1_penalty(W, v, x, y):
    return np.mean((np.tanh(x @ W) @ v - y) ** 2) + 0.1 * np.abs(W).sum()


@case("K v", K=drawn(3), v=drawn(4), x=RNG.normal(size=6))
def convolution_by_windows(K, v, x):
    return np.sum(np.tanh(np.lib.stride_tricks.sliding_window_view(x, 3) @ K) * v)


@case("K b", K=drawn(2, 3), b=drawn(1), x=RNG.normal(size=(4, 6)))
def convolution_by_loops(K, b, x):
    total = 0.0
    for i in range(3):
        for j in range(4):
            total = total + np.tanh(np.sum(x[i : i + 2, j : j + 3] * K) + b[0])
    return total / 12


@case("E W", E=drawn(7, 4), W=drawn(4, 2), ids=np.array([2, 0, 2, 6, 1]), y=Y)
def embedding(E, W, ids, y):
    return np.mean((np.tanh(E[ids]) @ W - y) ** 2)


@case("W alpha", W=drawn(4, 3), alpha=drawn(3), x=X, y=RNG.normal(size=(5, 3)))
def prelu(W, alpha, x, y):
    z = x @ W
    return np.mean((np.where(z > 0, z, alpha * z) - y) ** 2)


@case("W alpha", W=drawn(4, 3), alpha=0.2, x=X, y=RNG.normal(size=(5, 3)))
def prelu_of_one_number(W, alpha, x, y):
    z = x @ W
    return np.mean((np.maximum(z, 0) + alpha * np.minimum(z, 0) - y) ** 2)


@case("W b", W=drawn(4, 3), b=drawn(3), x=X)
def silu_by_hand(W, b, x):
    z = x @ W + b
    return np.mean((z / (1 + np.exp(-z))) ** 2)


@case("W gamma beta", W=drawn(4, 3), gamma=drawn(3), beta=drawn(3), x=X, y=RNG.normal(size=(5, 3)))
def batch_norm_by_hand(W, gamma, beta, x, y):
    z = x @ W
    z_hat = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + 1e-5)
    return np.mean((np.tanh(gamma * z_hat + beta) - y) ** 2)


@case("W b", W=drawn(4, 3), b=drawn(3), x=X, y=RNG.normal(size=(5, 3)), mask=np.array([1.0, 0, 1, 0, 1]))
def masked_loss(W, b, x, y, mask):
    return np.sum(mask[:, None] * (np.tanh(x @ W + b) - y) ** 2) / mask.sum()


@case("a b", a=-4.0, b=2.0)
def micrograd(a, b):
    c = a + b
    d = a * b + b**3
    c = c + c + 1
    d = d + d * 2 + np.maximum(b + a, 0)
    return c * d + (c - d) ** 2 / 100
