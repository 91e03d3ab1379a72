"""Networks with scikit-learn's conventions: `NetworkClassifier` and `NetworkRegressor`. Needs the extra `sklearn`."""

from clearprop.train.data.extras import import_extra

import_extra("sklearn", "sklearn", "a scikit-learn estimator")  # before the modules that import it themselves

from clearprop.estimators.classifier import NetworkClassifier  # noqa: E402
from clearprop.estimators.regressor import NetworkRegressor  # noqa: E402

__all__ = ["NetworkClassifier", "NetworkRegressor"]
