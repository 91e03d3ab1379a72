"""Python's collector is left alone while tapes are held, and is as it was afterwards."""

import gc

from clearprop.read.collecting import RARELY, collecting_rarely


def test_cycles_are_looked_for_rarely_within():
    before = gc.get_threshold()
    with collecting_rarely():
        assert gc.get_threshold() == RARELY
    assert gc.get_threshold() == before != RARELY
