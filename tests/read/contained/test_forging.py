"""No answer comes from a script that writes one itself, or reaches for what records it."""

import ast

import pytest

from clearprop.read.contained import suspicious

META = "frames = 'tb_' + 'frame'\ntry: 1/0\nexcept Exception as e: t = e.__traceback__\n"
CAUGHT = {
    "writes everywhere": ("import os\nfor d in range(3, 64):\n  try: os.write(d, b'A' * 1000)\n  except OSError: 0", 0),
    "writes little": ("import os\nfor d in range(3, 64):\n    try: os.write(d, b'A')\n    except OSError: pass", 0),
    "closes everything": ("import os\nos.closerange(3, 64)\nwhile True: pass", 0),
    "opens the pipe": ("for d in range(3, 64):\n    try: open(d, 'wb')\n    except OSError: pass", 0),
    "objects": ("import gc\ngc.get_objects()", 1),
    "referrers": ("import gc\ngc.get_referrers(print)", 1),
    "objects, renamed": ("import gc\nf = getattr(gc, 'get_' + 'objects')\nf()", 0),
    "objects, through map": ("import gc\nlist(map(gc.get_referents, [1]))", 1),
    "objects, through numpy": ("import gc, numpy\nnumpy.vectorize(gc.get_referents)([1])", 1),
    "frame": ("import sys\nsys._getframe()", 1),
    "frame, through a default": (
        "import sys\nfrom dataclasses import dataclass, field\n@dataclass\nclass A:\n"
        "    f: object = field(default_factory=sys._getframe)\nA()", 1,
    ),
    "frame of inspect": ("import inspect\ninspect.currentframe()", 1),
    "stack of inspect": ("import inspect\ninspect.stack()", 1),
    "frame of logging": ("import logging\nlogging.currentframe()", 0),
    "frames of traceback": ("import traceback\nlist(traceback.walk_stack(None))", 0),
    "frames of all": ("import sys\nsys._current_frames()", 1),
    "frame of a traceback": ("try: 1/0\nexcept Exception as e: e.__traceback__.tb_frame", 1),
    "frame of a traceback, in pieces": (META + "getattr(t, frames)", 0),
    "frame of a traceback, by an operator": (META + "import operator\noperator.attrgetter(frames)(t)", 0),
    "frame of a traceback, by inspect": (META + "import inspect\ninspect.getmembers(t)", 0),
    "frame of a traceback, walked": (META + "import traceback\nlist(traceback.walk_tb(t))", 0),
    "frame of a generator": ("g = (x for x in [1])\ng.gi_frame", 1),
    "traces": ("import sys\nsys.settrace(lambda *a: None)", 1),
    "profiles": ("import sys\nsys.setprofile(lambda *a: None)", 1),
    "hooks": ("import sys\nsys.addaudithook(print)", 1),
    "C": ("import ctypes", 1),
    "C, from": ("from ctypes import string_at", 1),
    "C, in pieces": ("__import__('cty' + 'pes')", 0),
    "C, by importlib": ("import importlib\nimportlib.import_module('_cty' + 'pes')", 0),
    "C, crashing": ("import numpy\nc = getattr(numpy, 'cty' + 'peslib').ctypes\nc.string_at(0)", 0),
    "C, a library": ("import numpy\nc = getattr(numpy, 'cty' + 'peslib').ctypes\nc.CDLL(None)", 0),
    "us": ("import clearprop", 1),
    "us, a part": ("from clearprop.read.contained import child", 1),
    "us, in pieces": ("import importlib\nimportlib.import_module('clear' + 'prop.read')", 0),
    "us, by another": ("import pkgutil\npkgutil.resolve_name('clear' + 'prop.read')", 0),
    "the entry": ("import plain_entry", 0),
    "code in another's name": ("import json\nexec(compile('import sys; sys._getframe()', json.__file__, 'exec'))", 0),
    "code in the loader's name": ("compile('1', '<frozen importlib._bootstrap>', 'exec')", 0),
    "code renamed": ("def f(): pass\nf.__code__.replace(co_filename='x')", 0),
    "code replaced": ("import json\ndef f(*a, **k): return ''\njson.dumps.__code__ = f.__code__", 1),
    "defaults replaced": ("import json\njson.dumps.__defaults__ = (1,)", 0),
    "a function by hand": ("import types\ntypes.FunctionType((lambda: 0).__code__, {})", 0),
    "from another thread": (
        "import threading as t, sys\nx = t.Thread(target=lambda: sys._getframe())\nx.start()\nx.join()",
        1,
    ),
    "code unmarshalled": ("import marshal\nmarshal.loads(marshal.dumps((lambda: 0).__code__))", 0),
    "another memoryview": ("import builtins\nbuiltins.memoryview = print", 0),
    "another len": ("import builtins\nbuiltins.len = lambda x: 7", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", CAUGHT)
def test_meddling_is_found_out(run, name):
    outcome = run(CAUGHT[name][0])
    assert (outcome.stopped, outcome.answer) == ("tampered", None), outcome
    assert outcome.detail.startswith("The script ") and outcome.detail.endswith(".")


@pytest.mark.parametrize("name", [name for name, (_, plain) in CAUGHT.items() if plain])
def test_meddling_in_plain_words_is_suspicious_before_it_runs(name):
    assert suspicious(ast.parse(CAUGHT[name][0]))


def test_arrays_of_any_memory_are_suspicious():
    source = "class A:\n    __array_interface__ = {'data': (0, False), 'shape': (9,), 'typestr': 'u1', 'version': 3}"
    assert suspicious(ast.parse(source)) == [(2, "__array_interface__")]


def test_suspicion_names_line_and_text():
    source = "import numpy\nimport ctypes\nx = f.__globals__\nopen('/proc/self/mem')\nfrom sys import settrace"
    assert suspicious(ast.parse(source)) == [
        (2, "import ctypes"), (3, "f.__globals__"), (4, "'/proc/self/mem'"), (5, "sys.settrace"),
    ]  # fmt: skip


def test_neither_we_nor_the_entry_lie_about(run):
    outcome = run(
        "import sys\nprint([n for n in sys.modules if 'clearprop' in n or 'entry' in n], dir(sys.modules['__main__']))"
    )
    assert outcome.answer.startswith(b"[] ") and b"run" not in outcome.answer


def test_a_function_of_ours_that_was_replaced_spoils_the_answer(lending):
    assert lending.run({"source": "note(1)"}).answer == b"1"
    outcome = lending.run({"source": "getattr(note, '__glo' + 'bals__')['keep'] = lambda value: 'forged'\nnote(1)"})
    assert (outcome.stopped, outcome.answer) == ("tampered", None)
    assert "lent_entry.keep is not what it was" in outcome.detail


def test_output_is_flushed_by_nothing_of_the_script(run):
    outcome = run("import sys\nsys.__stdout__.flush = sys.__stderr__.flush = sys.exit\nprint(1)")
    assert outcome.answer == b"1\n"


def test_frames_of_code_that_runs_apart_lead_nowhere(lending):
    source = (
        "import signal\ntry:\n    signal.signal(2, note)\nexcept ValueError as problem:\n    note(str(problem)[:11])"
    )
    assert lending.run({"source": source}).answer == b"'signal only'"
    assert lending.run({"source": "import sys\nnote(1)\nsys.exit()\nnote(2)"}).answer == b"1"
    assert lending.run({"source": "note(1)\nfail"}).answer == b"1\nNameError: name 'fail' is not defined"
    deep = "import sys\nsys.setrecursionlimit(20000)\ndef f(n): return n and f(n - 1)\nnote(f(15000))"
    assert lending.run({"source": deep}).answer == b"0"
