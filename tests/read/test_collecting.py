"""Python's collector is left alone while tapes are held, and is as it was afterwards."""

import gc
import weakref

from clearprop.read.collecting import RARELY, collecting_rarely
from tests.read.recover.scripts import run_of

TRAINS = """
w, b = 0.5, 0.0
for turn in range(8):
    error = w * 2.0 + b - 1.5
    w -= 0.1 * error * 2.0
    b -= 0.1 * error
"""


def test_cycles_are_looked_for_rarely_within():
    before = gc.get_threshold()
    with collecting_rarely():
        assert gc.get_threshold() == RARELY
    assert gc.get_threshold() == before != RARELY


def test_a_recording_goes_with_its_last_user_and_needs_no_collector():
    gc.disable()
    try:
        run = run_of(TRAINS)
        graph = weakref.ref(run.graph)
        del run
        assert graph() is None
    finally:
        gc.enable()
