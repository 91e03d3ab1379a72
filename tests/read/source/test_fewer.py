"""60000 rows of MNIST are 256 here, wherever the script counts them, unless the data are there."""

from clearprop.read.source import load_source, parse_source
from clearprop.read.surroundings import Request, surroundings

TEXT = """from keras.datasets import mnist
(x, y), (u, v) = mnist.load_data()
x = x.reshape(60000, 784) / 255
u = u.reshape(10000, 784)
m, rate = 60000, 6000
"""


def test_the_number_of_rows_is_that_of_the_made_up_ones():
    source = parse_source(TEXT, "a.py")
    names = {}
    with surroundings(Request("a.py", source.mended)):
        exec(compile(source.tree, "a.py", "exec"), names)
    assert names["x"].shape == (256, 784) and names["u"].shape == (64, 784)
    assert (names["m"], names["rate"]) == (256, 6000)
    assert [(remark.name, remark.line) for remark in source.remarks] == [("fewer-rows", 3)]


def test_other_scripts_and_those_with_the_data_are_left_alone(tmp_path):
    assert parse_source("n = 60000\n").remarks == ()
    (tmp_path / "mnist.npz").write_bytes(b"x")
    (tmp_path / "a.py").write_text("import numpy as np\nd = np.load('mnist.npz')\nn = 60000\n")
    assert load_source(tmp_path / "a.py").remarks == ()
