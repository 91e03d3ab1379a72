"""Other data at fresh points: of a table that holds labels too, all but the labels; of dealt rows, before the deal."""

import numpy as np

from clearprop.read.recover.fresh import replacements
from tests.read.recover.scripts import run_of

TABLE = """
import io
import numpy as np
table = np.loadtxt(io.StringIO("1 7 3 8\\n0 9 4 7\\n1 5 6 8\\n1 3 3 4\\n0 8 7 2\\n0 4 6 9\\n1 6 5 7"))
y = {labels}
X = {inputs}
w = np.array([0.1, -0.3, 0.2])
for turn in range(8):
    p = 1 / (1 + np.exp(-X.dot(w)))
    w -= 0.1 * X.T.dot(p - y)
"""
DEALT = """
import numpy as np
from sklearn.model_selection import train_test_split
rng = np.random.default_rng(3)
data, label = rng.uniform(900, 1800, size=(12, 3)), rng.integers(0, 2, 12)
X, test, y, wanted = train_test_split(data, label, test_size=0.25, random_state=1)
w = np.zeros(3)
for turn in range(8):
    p = 1 / (1 + np.exp(-X.dot(w)))
    w -= 0.1 * X.T.dot(p - y)
"""


def of_shape(run, shape):
    return [np.asarray(value) for _, _, value in replacements(run, 1) if np.shape(value) == shape]


def test_a_table_is_drawn_anew_but_for_its_labels():
    for labels in ("table[:, 0]", "table[:, 0].astype(int)"):
        for inputs in ("table[:, 1:]", "np.delete(table, 0, 1)"):
            run = run_of(TABLE.format(labels=labels, inputs=inputs))
            (new,) = of_shape(run, (7, 4))
            assert new[:, 0].tolist() == [1, 0, 1, 1, 0, 0, 1], (labels, inputs)
            assert np.max(np.abs(new[:, 1:])) < 5 and not np.any(new[:, 1:] == np.round(new[:, 1:]))


def test_rows_that_are_dealt_out_are_known_as_rows_of_their_own_array():
    first = run_of(DEALT)
    assert len(of_shape(first, (12, 3))) == 1
    other = run_of(DEALT, replacements(first, 1))
    taken = [product.input for product in other.steps[0].layers.products]
    assert np.max(np.abs(other.graph.values[taken[0]])) < 10  # not the hundreds that the script drew
    assert other.steps[0].meetings[0].target.tolist() == first.steps[0].meetings[0].target.tolist()
