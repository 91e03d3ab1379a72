"""Boxes from outside: what a run costs and leaves behind, boxes side by side, and systems that protect too little."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from clearprop.read.contained import Contained, ContainedError, TooLittleProtection
from tests.read.contained.conftest import boxed

needs_linux = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts by /proc")


def descriptors():
    return sorted(os.listdir("/proc/self/fd"))


def descendants(process):
    """Processes below this one, zombies too."""
    found = []
    for thread in os.listdir(f"/proc/{process}/task"):
        children = Path(f"/proc/{process}/task/{thread}/children").read_text().split()
        found += children + [below for child in children for below in descendants(child)]
    return found


@needs_linux
@pytest.mark.parametrize("without", [(), ("namespaces",)])
def test_runs_leave_nothing_behind(without, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, threads, others = descriptors(), threading.active_count(), set(descendants("self"))
    with boxed(*without) as box:
        running, still = descriptors(), set(descendants("self"))
        for i in range(50):
            box.run(
                {"source": "print(1)" if i % 5 else "import os\nopen('x', 'w').close()\nos._exit(1)"},
                files={"a/b": b"c"},
            )
        assert (descriptors(), set(descendants("self"))) == (running, still)
        assert list(tmp_path.iterdir()) == []
    assert (descriptors(), threading.active_count(), set(descendants("self"))) == (before, threads, others)


def test_two_boxes_in_two_threads():
    answers = {}

    def work(name):
        with boxed() as box:
            answers[name] = [box.run({"source": f"print('{name}', {i})"}).answer for i in range(20)]

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {name: [f"{name} {i}\n".encode() for i in range(20)] for name in "ab"}


def test_one_box_in_two_threads(box):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda i: box.run({"source": f"print({i})"}).answer, range(8)))
    assert answers == [f"{i}\n".encode() for i in range(8)]


def in_a_process(number):
    with boxed() as box:
        return box.run({"source": f"print({number})"}).answer


def test_two_boxes_in_two_processes():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(in_a_process, [1, 2])) == [b"1\n", b"2\n"]


def test_a_run_takes_milliseconds(box):
    best = min(box.run({"source": "print(1)"}).seconds for _ in range(20))
    assert best < 0.05  # some 5 ms; a new process with NumPy would take 100


def test_what_held_is_said(box):
    assert {"time", "output", "memory", "files", "network", "processes", "system calls", "privileges"} <= set(box.held)
    assert box.run({"source": ""}).held == box.held


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        (("namespaces", "seccomp"), "network, processes"),
        (("namespaces", "landlock"), "files"),
        (("seccomp",), "processes"),
    ],
)
def test_too_little_protection_is_an_error(without, missing):
    with pytest.raises(TooLittleProtection, match=f"cannot guard {missing} against a script"):
        boxed(*without).__enter__()
    for trusting in ({"insist": True}, {"untrusted": False}):
        with boxed(*without, **trusting) as box:
            assert box.run({"source": "print(1)"}).answer == b"1\n"


def test_namespaces_alone_hide_files(tmp_path):
    (tmp_path / "secret").write_text("secret")
    with boxed("landlock") as box:
        source = f"try: print(open({str(tmp_path / 'secret')!r}).read())\nexcept FileNotFoundError: print('none')"
        assert box.run({"source": source}).answer == b"none\n"
        assert box.run({"source": "try: open('/x', 'w')\nexcept OSError: print('refused')"}).answer == b"refused\n"


def test_a_fresh_process_for_each_run_answers_too():
    with boxed("forking") as box:
        assert (
            box.run({"source": "import numpy\nprint(numpy.ones(2), open('a').read())"}, files={"a": b"b"}).answer
            == b"[1. 1.] b\n"
        )
        assert box.run({"source": "import ctypes"}).stopped == "tampered"
        assert box.run({"source": "import os\nos._exit(3)"}).detail.startswith(
            "The script ended the process (exit status 3)"
        )
        assert box.run({"source": "while True: pass"}).stopped == "time"
        assert "print" not in box.run({"source": "print(1)\n1/0"}).printed


def test_an_entry_that_is_not_there_is_named():
    with pytest.raises(ContainedError, match="did not start: ModuleNotFoundError: No module named 'no_such'"):
        Contained(entry="no_such:serve").__enter__()


def test_a_run_that_is_interrupted_leaves_the_box_usable(box):
    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            box.run({"source": "while True: pass"})
    finally:
        signal.signal(signal.SIGALRM, before)
    assert box.run({"source": "print(1)"}).answer == b"1\n"


def test_a_closed_box_says_so():
    box = boxed()
    with box:
        pass
    with pytest.raises(ContainedError, match="closed"):
        box.run({"source": ""})


def test_a_box_whose_server_was_killed_starts_another():
    with boxed() as box:
        box.processes.server.kill()
        box.processes.server.wait()
        assert box.run({"source": "print(1)"}).stopped == "killed"
        assert box.run({"source": "print(1)"}).answer == b"1\n"


ORPHAN = """
import sys
from tests.read.contained.conftest import boxed
from clearprop.read.contained import Limits
with boxed(*sys.argv[1:], limits=Limits(seconds=60.0)) as box:
    print(box.processes.server.pid, flush=True)
    box.run({"source": "while True: pass"})
"""


@needs_linux
@pytest.mark.parametrize("without", [(), ("namespaces",)])
def test_nothing_outlives_a_parent_that_is_killed(without, tmp_path):
    command, environment = [sys.executable, "-c", ORPHAN, *without], os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3], env=environment) as parent:
        server = int(parent.stdout.readline())
        patience = Patience()
        while not (children := [*descendants(server)]) and patience:
            pass
        parent.kill()
    patience = Patience()
    while any(Path(f"/proc/{process}").exists() for process in (server, *children)) and patience:
        pass
    assert not [process for process in (server, *children) if Path(f"/proc/{process}").exists()]


class Patience:
    """True for a minute, looked at a hundred times a second."""

    def __init__(self):
        self.until = time.monotonic() + 60

    def __bool__(self):
        time.sleep(0.01)
        return time.monotonic() < self.until


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="every test of an ordinary user is one of these"
)
def test_an_ordinary_user_is_protected_too(tmp_path):
    plain = {"user": 65533, "group": 65533, "extra_groups": [], "cwd": "/"}
    source = (
        f"import sys; sys.path[:0] = {[str(Path(__file__).parents[3])]!r}\n"
        "from tests.read.contained.conftest import boxed\n"
        "with boxed() as box: print(box.run({'source': 'print(1)'}).answer, 'files' in box.held)"
    )
    try:
        subprocess.run([sys.executable, "-c", "import clearprop"], check=True, capture_output=True, **plain)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this Python is not for other users to run")
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, **plain)
    assert done.stdout == "b'1\\n' True\n", done.stderr
