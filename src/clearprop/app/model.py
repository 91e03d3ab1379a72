"""A model: a network with what it needs to read data as it was trained on: schema and scalers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clearprop.network import Network, load
from clearprop.train.data import DataError, Scaler, Schema, TargetScaler


@dataclass(frozen=True)
class Predictions:
    """For each row its number in the data, what the model says, and for classes how sure it is of each."""

    target: str
    rows: list[int]
    values: list[Any]
    classes: tuple[str, ...] | None
    probabilities: np.ndarray | None
    metric: str
    score: float | None
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "target": self.target, "rows": self.rows, "predictions": self.values, "classes": self.classes,
            "probabilities": None if self.probabilities is None else self.probabilities.tolist(),
            "metric": self.metric, "score": self.score, "notes": self.notes,
        }  # fmt: skip


@dataclass(frozen=True)
class Model:
    """x -> scaler -> network -> target scaler (numbers) or class (text)."""

    network: Network
    schema: Schema
    scaler: Scaler
    target_scaler: TargetScaler | None = None

    def outputs(self, features: np.ndarray) -> np.ndarray:
        """y_hat in the target's own unit.   f[rows, columns] -> f[rows, outputs]."""
        y_hat = self.network.predict_proba(self.scaler.transform(features))
        return self.target_scaler.inverse(y_hat) if self.target_scaler else y_hat

    def prepared(self, features: np.ndarray, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Both as the network takes them: scaled, the features in its dtype."""
        x = self.scaler.transform(features).astype(self.network.dtype, copy=False)
        return x, targets if self.target_scaler is None else self.target_scaler.transform(targets)

    def score(self, features: np.ndarray, targets: np.ndarray) -> float:
        """Accuracy or R²."""
        said = self.network.outcome.decide(self.outputs(features))
        if self.schema.classes is not None:
            return float(np.mean(said == targets))
        return self.network.outcome.score(said[:, None], targets[:, None])

    def predict_source(self, source: str) -> Predictions:
        """Predictions for a file, a folder or a set that ships. Raises DataError where it does not fit the schema."""
        new = self.schema.read(source)
        y_hat = self.outputs(new.features)
        said = self.network.outcome.decide(y_hat)
        classes = self.schema.classes
        values = said.tolist() if classes is None else [classes[number] for number in said]
        score = None if new.targets is None else self.score(new.features, new.targets)
        return Predictions(
            self.schema.target, new.rows.tolist(), values, classes, self.probabilities(y_hat),
            self.network.outcome.metric, score, new.notes,
        )  # fmt: skip

    def probabilities(self, y_hat: np.ndarray) -> np.ndarray | None:
        """f[rows, classes] where the outputs are probabilities, else None."""
        if self.schema.classes is None or self.network.architecture.output.name not in ("softmax", "sigmoid"):
            return None
        return np.hstack([1 - y_hat, y_hat]) if y_hat.shape[1] == 1 else y_hat

    def save(self, path: Path) -> None:
        self.network.save(
            path,
            {
                "schema": self.schema.to_json(),
                "scaler": self.scaler.to_json(),
                "target_scaler": self.target_scaler.to_json() if self.target_scaler else None,
            },
        )

    @staticmethod
    def load(path: Path) -> "Model":
        """FileNotFoundError; DataError for a file that is no model, or that was saved without the schema of its data."""
        network = load(path)
        about = network.about
        if "schema" not in about:
            raise DataError(
                f"{path}: this network was saved without the schema of its data; save one with `clearprop train --out`."
            )
        target = about["target_scaler"]
        return Model(
            network, Schema.from_json(about["schema"]), Scaler.from_json(about["scaler"]),
            TargetScaler.from_json(target) if target else None,
        )  # fmt: skip
