import numpy as np
from dataclasses import dataclass, field
@dataclass
class Params:
    n_in: int
    n_hidden: int
    n_out: int
    lr: float = 0.1
    def __post_init__(self):
        self.W1 = np.random.randn(self.n_in, self.n_hidden); self.W2 = np.random.randn(self.n_hidden, self.n_out)
    def train_batch(self, x, t):
        h = np.tanh(x @ self.W1); e = h @ self.W2 - t
        g2 = h.T @ e; g1 = x.T @ (e @ self.W2.T*(1-h*h))
        self.W2 -= self.lr*g2; self.W1 -= self.lr*g1
