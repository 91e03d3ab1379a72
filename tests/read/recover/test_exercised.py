"""A parameter whose gradient is nought wherever it was looked at has not been seen to be updated rightly."""

from pathlib import Path

from clearprop.read.reader import read

CARRIED = Path(__file__).parent.parent / "driving" / "scripts" / "recurrent_over_time.py"
MATCHED = CARRIED.read_text()
ONE_STEP = "import numpy as np\nCarried(3, 4, 2).train(np.random.randn(5, 1, 3), np.random.randn(5, 1, 2))"
ALL = "import numpy as np\nCarried(3, 4, 2).train(np.random.randn(5, 3, 3), np.random.randn(5, 3, 2))"
DEEP = """\
import numpy as np
class Net:
    def __init__(self, sizes):
        self.w = [np.random.randn(a, b) * 0.4 for a, b in zip(sizes, sizes[1:])]
    def fit(self, X, y, epochs=5):
        for _ in range(epochs):
            a = [X]
            for w in self.w:
                a.append(1 / (1 + np.exp(-a[-1] @ w)))
            delta = a[-1] - y
            steps = [a[-2].T @ delta]
            delta = delta @ self.w[-1].T * a[-2] * (1 - a[-2])
            steps.append(a[-3].T @ delta)
            for l in range(3, len(a)):
                delta = delta @ self.w[1 - l].T * a[-l] * (1 - a[-l])
                steps.append(a[-l - 1].T @ delta)
            for w, step in zip(self.w, reversed(steps)):
                w -= 0.1 * step
"""


def test_weights_that_meet_only_noughts_are_not_matched():
    reading = read(MATCHED, run=ONE_STEP, fixes=False)
    assert reading.verdict == "unread"
    assert reading.reason.startswith("The gradient of self.Whh was zero at every step") and not reading.findings
    assert "what it multiplies was always 0" in reading.reason
    assert {parameter.name for parameter in reading.parameters} == {"U", "Whh", "V"}


def test_they_are_where_more_steps_are_given():
    assert read(MATCHED, run=ALL, fixes=False).verdict == "correct"


def test_a_recurrent_network_is_driven_over_several_steps():
    assert read(MATCHED, fixes=False).verdict == "correct"
    reading = read(MATCHED.replace("error + back)", "error)"), fixes=False)
    assert [(one.code, one.line) for one in reading.findings] == [("CP208", 27)]
    assert any("sequences of 4 steps" in remark.message for remark in reading.remarks)


def test_a_list_of_sizes_is_given_two_hidden_layers():
    assert read(DEEP, fixes=False).verdict == "correct"
    wrong = DEEP.replace("delta = delta @ self.w[1 - l].T * a[-l] * (1 - a[-l])", "delta = delta @ self.w[1 - l].T")
    found = read(wrong, fixes=False).findings
    assert [(one.code, one.line) for one in found] == [("CP101", 15)]
