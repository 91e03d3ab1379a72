"""scikit-learn's own network, an epoch being one call of ``partial_fit``; it takes part where it can train the same."""

import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from benchmarks.engine.roster import CannotTrain
from benchmarks.peers.peer import Peer


class SklearnPeer(Peer):
    def begin(self, parameters: list[np.ndarray]) -> None:
        cell = self.cell
        if cell.optimizer == "adam":
            raise CannotTrain("its Adam adds epsilon before v is corrected.")
        if cell.output == "sigmoid":
            raise CannotTrain("it does not train sigmoid outputs by squared errors.")
        if cell.output == "softmax" and cell.sizes[-1] < 3:
            raise CannotTrain("it trains two classes with one output.")
        kind = MLPClassifier if cell.output == "softmax" else MLPRegressor
        self.model = kind(
            hidden_layer_sizes=cell.sizes[1:-1],
            activation={"relu": "relu", "tanh": "tanh", "sigmoid": "logistic"}[cell.hidden],
            solver=cell.optimizer,
            alpha=0.0,
            batch_size=cell.batch,
            learning_rate_init=cell.learning_rate,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=False,
        )
        self.targets = np.argmax(self.y, axis=1) if cell.output == "softmax" else self.y
        self.initialised(parameters)

    def initialised(self, parameters: list[np.ndarray]) -> None:
        """A first call, which makes the arrays; then ours are put there, and the optimiser begins anew."""
        few = slice(0, self.cell.batch)
        self.fit(self.x[few], self.targets[few])
        del self.model._optimizer
        for place, array in zip(
            self.model.coefs_ + self.model.intercepts_, parameters[::2] + parameters[1::2], strict=True
        ):
            place[...] = array

    def fit(self, x: np.ndarray, targets: np.ndarray) -> None:
        options = {"classes": np.arange(self.cell.sizes[-1])} if self.cell.output == "softmax" else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.model.partial_fit(x, targets, **options)

    def epoch(self, order: np.ndarray | None) -> float:
        x, targets = (self.x, self.targets) if order is None else (self.x[order], self.targets[order])
        self.fit(x, targets)
        return float(self.model.loss_)

    def weights(self) -> list[np.ndarray]:
        pairs = zip(self.model.coefs_, self.model.intercepts_, strict=True)
        return [array.copy() for pair in pairs for array in pair]
