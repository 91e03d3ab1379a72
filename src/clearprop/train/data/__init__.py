"""Data: from a file, a folder or a name to arrays that are ready to train on, with notes on all that was decided.

`load` gives a Dataset; its `schema` reads new data in the same way; `Scaler`, `folds`, `hold_out` and `one_hot` prepare
the training. Nothing is downloaded. Only NumPy is needed, but for the sets of scikit-learn and for Parquet.
"""

from clearprop.train.data.columns import FeatureColumn
from clearprop.train.data.dataset import Dataset
from clearprop.train.data.encoding import one_hot
from clearprop.train.data.errors import ColumnError, DataError, MissingExtra, OptionError
from clearprop.train.data.loading import load
from clearprop.train.data.scaling import Scaler, TargetScaler
from clearprop.train.data.schema import NewData, Schema
from clearprop.train.data.shipped import SHIPPED
from clearprop.train.data.splitting import fold_notes, folds, hold_out

__all__ = [
    "SHIPPED",
    "ColumnError",
    "DataError",
    "Dataset",
    "FeatureColumn",
    "MissingExtra",
    "NewData",
    "OptionError",
    "Scaler",
    "Schema",
    "TargetScaler",
    "fold_notes",
    "folds",
    "hold_out",
    "load",
    "one_hot",
]
