"""What a hostile script tries does no harm: it is refused, or stopped, and the box goes on."""

import os
from pathlib import Path

import pytest

from tests.read.contained.conftest import boxed

REFUSED = "try:\n    {}\nexcept (OSError, RuntimeError) as problem:\n    print('refused')\nelse:\n    print('done')"


def refused(run, statement, before=""):
    outcome = run(f"{before}\n{REFUSED.format(statement)}")
    assert (outcome.stopped, outcome.answer) == ("", b"refused\n"), outcome


@pytest.fixture(autouse=True)
def still_working(box):
    yield
    assert box.run({"source": "print(2)"}).answer == b"2\n"


STOPPED = {
    "endless": ("while True: pass", "time"),
    "sleeps": ("import time\ntime.sleep(100)", "time"),
    "forks for ever": ("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", "time"),
    "stops itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", "time"),
    "ignores SIGTERM": ("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass", "time"),
    "hogs memory": ("import numpy as np\nl = []\nwhile True: l.append(np.ones(1 << 20))", "memory"),
    "hogs memory in pieces": ("l = []\nwhile True: l.append([0] * 1000)", "memory"),
    "floods": ("import os\nwhile True: os.write(1, b'x' * 65536)", "output"),
    "answers too much": ("print('x' * 3_000_000)", "output"),
    "leaves": ("import os\nos._exit(0)", "crashed"),
    "leaves by a signal": ("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)", "crashed"),
    "kills itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "killed"),
    "aborts": ("import os\nos.abort()", "crashed"),
    "raises": ("raise ValueError('no')", "crashed"),
    "recurses": (
        "import sys\nsys.setrecursionlimit(10**8)\nclass A:\n    def __repr__(s): return repr([s])\n[A()].sort(key=repr)",
        "crashed",
    ),
    "is an alarm clock": ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0.05)\nwhile True: pass", "crashed"),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPPED)
def test_is_stopped(run, name):
    source, why = STOPPED[name]
    outcome = run(source)
    assert (outcome.stopped, outcome.answer) == (why, None), outcome
    assert outcome.detail.endswith(".") and outcome.seconds < 3


def test_no_process_more(run):
    for statement in ("os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "os.execv('/bin/true', ['true'])"):
        refused(run, statement, "import os")
    refused(run, "subprocess.run(['/bin/true'])", "import subprocess")
    refused(run, "p.start()", "import multiprocessing\np = multiprocessing.Process(target=print)")


def test_threads_are_counted(run, box):
    source = (
        "import threading, time\nn = 0\ntry:\n    while n < 1000:\n"
        "        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()\n        n += 1\n"
        "except (RuntimeError, MemoryError): pass\nprint(n)"
    )
    outcome = run(source)
    counted = "namespaces" in box.held and os.geteuid() == 0  # else the memory of their stacks counts
    assert 4 <= int(outcome.answer) <= (8 if counted else 60)


@pytest.mark.parametrize(
    "kind", ["AF_INET, SOCK_STREAM", "AF_INET, SOCK_DGRAM", "AF_INET6", "AF_UNIX", "AF_NETLINK, SOCK_RAW"]
)
def test_no_socket(run, kind):
    refused(run, f"socket({kind})", "from socket import *")


def test_no_pair_of_sockets(run):
    refused(run, "socket.socketpair()", "import socket")


@pytest.mark.parametrize("target", ["os.getppid()", "1", "-1", "0", "2"])
def test_no_signal_to_others(run, target):
    refused(run, f"os.kill({target}, 9)", "import os")


def test_the_parent_is_not_signalled(run):
    refused(run, f"os.kill({os.getpid()}, 9)", "import os")


def test_no_writing_outside(run, tmp_path):
    tmp_path.chmod(0o777)
    package = Path(__file__).parents[3] / "src" / "clearprop"
    for folder in (
        tmp_path,
        Path("/tmp"),
        Path.home(),
        package,
        Path("/dev"),
        Path("/dev/shm"),
        Path("/proc/self"),
        Path("/"),
    ):
        file = folder / f"clearprop-was-here-{os.getpid()}"
        refused(run, f"open({str(file)!r}, 'w')")
        assert not file.exists()


def test_no_removing_and_linking_outside(run, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("x")
    for statement in ("os.remove({})", "os.rename({}, 'mine')", "os.link({}, 'mine')", "os.truncate({}, 0)"):
        refused(run, statement.format(repr(str(kept))), "import os")
    assert kept.read_text() == "x"


def test_no_change_of_modes_and_times_outside(run, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("x")
    kept.chmod(0o640)
    os.utime(kept, (1, 1))
    for change in ("chmod({}, 0)", "utime({})", "chown({}, 1, 1)", "setxattr({}, 'user.x', b'y')"):
        outcome = run(f"import os\ntry: os.{change.format(repr(str(kept)))}\nexcept OSError: pass")
        assert (outcome.stopped, outcome.answer) == ("", b"")
    found = kept.stat()
    assert (found.st_mode & 0o777, found.st_mtime, found.st_uid, os.listxattr(kept)) == (0o640, 1, os.getuid(), [])


@pytest.mark.parametrize("order", ["fcntl.F_SETOWN, 1", "fcntl.F_SETSIG, 9"])
def test_no_signal_by_way_of_a_file(run, order):
    refused(run, f"fcntl.fcntl(os.pipe()[0], {order})", "import fcntl, os")


def test_no_reading_outside(run, tmp_path):
    tmp_path.chmod(0o755)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    secret.chmod(0o644)
    for path in (
        secret,
        "/etc/passwd",
        "/proc/self/environ",
        "/proc/1/environ",
        "/proc/self/maps",
        "/proc/self/mem",
        __file__,
    ):
        refused(run, f"open({str(path)!r}).read()")
    for folder in ("/", "/tmp", "/root", "/proc", "/dev", str(tmp_path)):
        refused(run, f"os.listdir({folder!r})", "import os")
    refused(run, "open('link').read()", f"import os\nos.symlink({str(secret)!r}, 'link')")


def test_what_is_outside_cannot_be_seen_where_there_are_namespaces(run, box):
    if "hidden files" not in box.held:
        pytest.skip("needs namespaces")
    assert run(f"import os\nprint(os.path.exists({__file__!r}), os.getppid())").answer == b"False 1\n"


def test_no_secret_is_inherited(box, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_PARENT", "secret")
    with boxed(*box.settings.without) as fresh:
        outcome = fresh.run({"source": "import os\nprint(sorted(os.environ))\nprint(os.listdir('/proc') if 0 else '')"})
    assert b"SECRET" not in outcome.answer and b"HOME" in outcome.answer


def test_no_descriptor_is_inherited(run):
    with open(__file__) as mine:
        source = (
            "import os\nopen_ones = []\nfor d in range(256):\n    try: os.fstat(d)\n    except OSError: continue\n"
            "    open_ones.append(d)\nprint(len(open_ones))"
        )
        assert run(source).answer == b"4\n", mine  # input, output, errors and the pipe of the answer


def test_no_file_too_large(run):
    refused(run, "open('x', 'wb').write(b'x' * 2000000)")
    refused(run, "os.truncate(open('x', 'w').fileno(), 10**12)", "import os")


def test_no_more_files_than_the_scratch_folder_holds(run, box):
    if "namespaces" not in box.held:
        pytest.skip("needs namespaces")
    refused(run, "[open(f'x{i}', 'wb').write(b'x' * 1000000) for i in range(20)]")
    refused(run, "[open(f'y{i}', 'wb').close() for i in range(20000)]")


def test_no_memory_beside_what_is_counted(run):
    refused(run, "os.memfd_create('x')", "import os")


def test_limits_cannot_be_raised(run):
    before = "import resource"
    for limit in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
        raised = f"resource.setrlimit(resource.{limit}, (1 << 40, 1 << 40))"
        source = f"try: {raised}\nexcept (OSError, ValueError): print('refused')"
        assert run(f"{before}\n{source}").answer == b"refused\n"


def test_no_program_of_ones_own(run):
    refused(run, "os.execv('./x', ['x'])", "import os\nopen('x', 'w').write('#!/bin/sh')\nos.chmod('x', 0o755)")


def test_a_working_folder_that_is_deleted_is_no_matter(run):
    outcome = run("import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)\nprint('gone')")
    assert outcome.stopped == "" and outcome.answer == b"gone\n"
