"""From a run's error to what a person can do."""

import pytest

from clearprop.read.surroundings import what_helps


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("ModuleNotFoundError: No module named 'pandas'", "pip install pandas"),
        ("ModuleNotFoundError: No module named 'torch.nn'", "its gradients are those of PyTorch"),
        ("FileNotFoundError: [Errno 2] a.csv is missing, and nothing shows what it holds", "a.csv is missing"),
        ("URLError: <urlopen error a.bin is missing, and nothing shows what it holds>", "a.bin is missing"),
        ("FileNotFoundError: [Errno 2] No such file or directory: 'b.json'", "b.json is missing"),
        ("EOFError: nobody is there to answer", "nobody is there"),
    ],
)  # fmt: skip
def test_what_helps(error, said):
    assert said in what_helps(error)


def test_nothing_general_helps_against_a_wrong_shape():
    assert what_helps("ValueError: shapes (3,) and (4,) not aligned") is None
