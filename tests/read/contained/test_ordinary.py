"""What ordinary scripts do works in a box, and is not taken for meddling."""

import ast

import pytest

from clearprop.read.contained import Limits, suspicious
from tests.read.contained.conftest import boxed

ORDINARY = {
    "numpy": ("import numpy as np\nprint(np.arange(6).reshape(2, 3) @ np.ones(3))", "[ 3. 12.]"),
    "solves": ("import numpy as np\nprint(np.linalg.solve(np.eye(2), [1, 2]))", "[1. 2.]"),
    "collects": ("import gc\ngc.collect()\nprint('done')", "done"),
    "signature": ("import inspect\nprint(inspect.signature(lambda a, b=1: a))", "(a, b=1)"),
    "source": ("import inspect, json\nprint(inspect.getsource(json.dumps)[:9])", "def dumps"),
    "exits": (
        "import sys\nprint(len(sys.argv) > 0)\ntry:\n    sys.exit(0)\nexcept SystemExit:\n    print('left')",
        "True\nleft",
    ),
    "paths": ("import os\nos.makedirs('a/b')\nprint(os.path.isdir('a/b'), os.getcwd() == os.environ['HOME'])", "True True"),
    "logs": ("import logging\nlogging.basicConfig()\nlogging.warning('w')\nprint(1)", "1"),
    "warns": ("import warnings\nwarnings.warn('w')\nprint(1)", "1"),
    "dataclass": ("from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 2\nprint(A())", "A(x=2)"),
    "namedtuple": ("from collections import namedtuple\nprint(namedtuple('P', 'x y')(1, 2))", "P(x=1, y=2)"),
    "enum": ("from enum import Enum\nE = Enum('E', 'a b')\nprint(E.a)", "E.a"),
    "typed": ("from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\nprint(P(1))", "P(x=1)"),
    "argparse": ("import argparse\nprint(argparse.ArgumentParser().parse_args([]))", "Namespace()"),
    "pickles": (
        "import pickle\nwith open('w.pkl', 'wb') as f: pickle.dump([1], f)\nprint(pickle.load(open('w.pkl', 'rb')))", "[1]",
    ),
    "saves": ("import numpy as np\nnp.save('w.npy', np.ones(2))\nprint(np.load('w.npy'))", "[1. 1.]"),
    "temporary": ("import tempfile\nwith tempfile.TemporaryFile() as f: print(f.write(b'ab'))", "2"),
    "copies": ("import copy\nprint(copy.deepcopy({'f': print, 'l': [1]})['l'])", "[1]"),
    "arguments": ("def f(a, b): pass\nprint(f.__code__.co_argcount)", "2"),
    "traceback": (
        "import traceback\ntry:\n    1/0\nexcept ZeroDivisionError:\n    print(traceback.format_exc().splitlines()[-1])",
        "ZeroDivisionError: division by zero",
    ),
    "threads": (
        "import threading\nl = []\nt = [threading.Thread(target=l.append, args=(i,)) for i in range(4)]\n"
        "[x.start() for x in t]; [x.join() for x in t]\nprint(sorted(l))", "[0, 1, 2, 3]",
    ),
    "pool": (
        "from concurrent.futures import ThreadPoolExecutor\np = ThreadPoolExecutor(2)\nprint(sum(p.map(abs, [-1, 2])))",
        "3",
    ),
    "random": (
        "import random, numpy as np\nrandom.seed(1)\nnp.random.seed(1)\nprint(random.random() < 1, np.random.rand() < 1)",
        "True True",
    ),
    "time": ("import time\nt = time.time()\ntime.sleep(0.001)\nprint(time.time() > t)", "True"),
    "clears": ("import os\nos.system('clear')\nprint(1)", "1"),
    "names a class": (
        "class A: pass\nclass B: pass\na = A()\na.__class__ = B\nA.__name__ = 'C'\nprint(type(a).__name__)",
        "B",
    ),
    "handles": ("import signal\nsignal.signal(signal.SIGINT, lambda *_: None)\nprint(1)", "1"),
    "recurses": ("import sys\nsys.setrecursionlimit(5000)\ndef f(n): return n and f(n - 1)\nprint(f(4000))", "0"),
    "json": ("import json, csv, math, re, itertools, functools\nprint(json.dumps({'a': 1}))", '{"a": 1}'),
    "copies a file": ("import shutil\nopen('a', 'w').write('x')\nshutil.copy2('a', 'b')\nprint(open('b').read())", "x"),
    "logs a problem": ("import logging\ntry: 1/0\nexcept Exception: logging.exception('no')\nprint(1)", "1"),
    "is tested": (
        "import unittest\nclass T(unittest.TestCase):\n    def test(self): self.fail()\n"
        "r = unittest.TextTestRunner().run(T('test'))\nprint(len(r.failures))",
        "1",
    ),
    "times": ("import timeit\nprint(timeit.timeit('1 + 1', number=10) < 1)", "True"),
    "own module": ("import sys\nsys.path.insert(0, '')\nopen('o.py', 'w').write('x=3')\nimport o as own\nprint(own.x)", "3"),
    "default": ("def f(a=1): return a\nf.__defaults__ = (2,)\nprint(f())", "2"),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_script_answers(run, name):
    source, expected = ORDINARY[name]
    outcome = run(source)
    assert (outcome.stopped, outcome.detail) == ("", "")
    assert outcome.answer.decode().strip() == expected


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_script_is_not_suspicious(name):
    assert suspicious(ast.parse(ORDINARY[name][0])) == []


@pytest.mark.parametrize("library", ["pandas", "sklearn.linear_model", "scipy.optimize"])
def test_a_library_that_was_not_loaded_can_be(lending_time, library):
    pytest.importorskip(library.partition(".")[0])
    outcome = lending_time.run({"source": f"import {library}\nprint('loaded')"})
    assert outcome.answer == b"loaded\n", outcome


@pytest.fixture(scope="module")
def lending_time():
    """A box with time to load a large library."""
    with boxed(limits=Limits(seconds=20.0)) as opened:
        yield opened


def test_files_lie_in_the_working_folder(run, box):
    assert run("print(open('d.csv').read())", d_csv=b"1,2").answer == b"1,2\n"
    nested = box.run({"source": "print(open('a/b.txt').read())"}, files={"a/b.txt": b"x" * 70_000})
    assert len(nested.answer) == 70_001


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", ""])
def test_a_file_outside_the_working_folder_is_refused(box, name):
    with pytest.raises(ValueError, match="relative name"):
        box.run({"source": ""}, files={name: b""})


def test_one_run_sees_nothing_of_another(run):
    run("open('left.txt', 'w').write('x')\nimport numpy\nnumpy.left = 1")
    assert run("import os, numpy\nprint(os.listdir(), hasattr(numpy, 'left'))").answer == b"[] False\n"


def test_what_is_printed_is_kept_to_a_length(run):
    outcome = run("import sys\nsys.stderr.write('é' * 2000)")
    assert outcome.answer == b"" and outcome.printed.startswith("éé") and len(outcome.printed) == 500


def test_runs_are_alike_from_box_to_box(box):
    source = {"source": "print(list({'a', 'b', 'c', 'd', 'e'}), hash('x'))"}
    with boxed() as another:
        assert box.run(source).answer == another.run(source).answer
