"""JAX: a whole epoch is one compiled ``lax.scan`` over the batches, weights and the optimiser's state donated to it."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from benchmarks.peers.peer import Peer

ACTIVATIONS = {"relu": jax.nn.relu, "tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid, "identity": lambda z: z}
SMALL_WORK = 200_000
UNROLLED = 4
"""Steps in one turn of the scan's loop where a step is tiny; more made compiling slow and running no faster."""


class JaxPeer(Peer):
    def begin(self, parameters: list[np.ndarray]) -> None:
        jax.config.update("jax_enable_x64", self.cell.dtype == "float64")
        layers = [*zip(parameters[::2], parameters[1::2], strict=True)]
        kept = jax.tree.map(np.zeros_like, (layers, layers)) if self.cell.optimizer == "adam" else ()
        self.state = jax.device_put((jax.tree.map(np.copy, layers), kept, np.zeros((), self.cell.dtype)))
        self.rows = jax.device_put((self.x, self.y))
        self.compiled = jax.jit(self.scanned, donate_argnums=0)

    def epoch(self, order: np.ndarray | None) -> float:
        self.state, loss = self.compiled(self.state, *self.rows, None if order is None else order.astype(np.int32))
        return float(loss)  # waits for it

    def weights(self) -> list[np.ndarray]:
        return [np.asarray(array) for layer in self.state[0] for array in layer]

    def scanned(self, state: Any, x: Any, y: Any, order: Any) -> Any:
        """Weights, state and the mean loss after the epoch; each step gathers its own rows."""
        batch = self.cell.batch
        unroll = UNROLLED if self.cell.work < SMALL_WORK else 1
        if order is None:
            x, y = (array if batch == 1 else array.reshape(-1, batch, array.shape[1]) for array in (x, y))
            state, losses = lax.scan(lambda s, rows: self.step(s, *rows), state, (x, y), unroll=unroll)
            return state, jnp.mean(losses)
        places = order if batch == 1 else order.reshape(-1, batch)
        rows = partial(jnp.take, axis=0, indices_are_sorted=False, mode="clip")
        state, losses = lax.scan(lambda s, i: self.step(s, rows(x, i), rows(y, i)), state, places, unroll=unroll)
        return state, jnp.mean(losses)

    def step(self, state: Any, x: Any, y: Any) -> Any:
        layers, kept, updates = state
        loss, gradients = jax.value_and_grad(self.loss_of)(layers, x, y)
        layers, kept = self.updated(layers, gradients, kept, updates + 1)
        return (layers, kept, updates + 1), loss

    def loss_of(self, layers: Any, x: Any, y: Any) -> Any:
        """One row where the batch is one: products of a vector and a matrix are all that XLA then makes."""
        z = x
        for number, (W, b) in enumerate(layers, 1):
            z = z @ W + b
            if number < len(layers):
                z = ACTIVATIONS[self.cell.hidden](z)
        if self.cell.output == "softmax":
            return -jnp.sum(y * jax.nn.log_softmax(z)) / self.cell.batch
        return 0.5 * jnp.sum((ACTIVATIONS[self.cell.output](z) - y) ** 2) / self.cell.batch

    def updated(self, layers: Any, gradients: Any, kept: Any, step: Any) -> Any:
        rate = self.cell.learning_rate
        if self.cell.optimizer == "sgd":
            return jax.tree.map(lambda p, g: p - rate * g, layers, gradients), kept
        m, v = kept
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradients)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradients)
        first, second = (-jnp.expm1(step * np.log(beta).astype(self.cell.dtype)) for beta in (0.9, 0.999))
        rate = rate / first
        layers = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v / second) + 1e-8), layers, m, v)
        return layers, (m, v)
