"""Boxes for tests: one with every protection, one as on a system without namespaces, with limits of a second."""

from pathlib import Path

import pytest

from clearprop.read.contained import Contained, Limits

HERE = Path(__file__).parent
MIB = 1 << 20
TIGHT = Limits(
    seconds=1.0, memory=160 * MIB, output=2 * MIB, kept=1000, file_size=MIB, scratch=4 * MIB, processes=8, open_files=32
)


def boxed(*without, entry="plain_entry:serve", **more):
    return Contained(
        entry=entry, preload=("numpy",), path=[HERE], limits=more.pop("limits", TIGHT), without=without, **more
    )


@pytest.fixture(scope="session", params=[(), ("namespaces",)], ids=["namespaces", "none"])
def box(request):
    with boxed(*request.param) as opened:
        yield opened


@pytest.fixture(scope="session")
def lending():
    with boxed(entry="lent_entry:serve") as opened:
        yield opened


@pytest.fixture
def run(box):
    def run_source(source, **files):
        return box.run({"source": source}, files={name.replace("_csv", ".csv"): data for name, data in files.items()})

    return run_source
