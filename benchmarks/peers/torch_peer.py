"""PyTorch as its tutorials write it, without a loader: modules, a loss, ``backward`` and the optimiser's ``step``."""

import numpy as np
import torch
from torch import nn

from benchmarks.peers.peer import Peer, threads

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
OPTIMIZERS = {"sgd": (torch.optim.SGD, False), "adam": (torch.optim.Adam, True)}
"""Each with whether its fused form was the faster one."""


class TorchPeer(Peer):
    def begin(self, parameters: list[np.ndarray]) -> None:
        torch.set_num_threads(threads())
        layers: list[nn.Module] = []
        for number, (W, b) in enumerate(zip(parameters[::2], parameters[1::2], strict=True), 1):
            layers.append(linear(W, b))
            name = self.cell.hidden if 2 * number < len(parameters) else self.cell.output
            layers.extend([ACTIVATIONS[name]()] if name in ACTIVATIONS else [])
        self.network = nn.Sequential(*layers)
        kind, faster = OPTIMIZERS[self.cell.optimizer]
        self.optimizer = kind(self.network.parameters(), lr=self.cell.learning_rate, fused=faster)
        self.rows = torch.from_numpy(self.x), torch.from_numpy(self.y)

    def epoch(self, order: np.ndarray | None) -> float:
        x, y = self.rows if order is None else (array[torch.from_numpy(order)] for array in self.rows)
        batch, total = self.cell.batch, torch.zeros(())
        for some_x, some_y in zip(x.split(batch), y.split(batch), strict=True):
            self.optimizer.zero_grad()
            loss = self.loss_of(self.network(some_x), some_y)
            loss.backward()
            self.optimizer.step()
            total += loss.detach()
        return float(total) / self.cell.updates

    def loss_of(self, z: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        if self.cell.output == "softmax":
            return nn.functional.cross_entropy(z, y)
        return 0.5 * ((z - y) ** 2).sum() / self.cell.batch

    def weights(self) -> list[np.ndarray]:
        return [p.detach().numpy().T.copy() for p in self.network.parameters()]


def linear(W: np.ndarray, b: np.ndarray) -> nn.Linear:
    made = nn.Linear(*W.shape, dtype=torch.from_numpy(W).dtype)
    with torch.no_grad():
        made.weight.copy_(torch.from_numpy(W.T.copy()))
        made.bias.copy_(torch.from_numpy(b))
    return made
