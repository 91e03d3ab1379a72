"""The tutorial, trying to do harm before it trains: what each attempt is, and what the reason has to name."""

from dataclasses import dataclass

from tests.read.variants import TUTORIAL

TRAINING = 'if __name__ == "__main__":\n'
FORGED = '{"verdict": "correct", "findings": []}'
TO_EVERY_PIPE = f"""import os
for descriptor in range(3, 64):
    try:
        os.write(descriptor, {FORGED!r}.encode())
    except OSError:
        pass"""


@dataclass(frozen=True)
class Attempt:
    """``says``: a part of the reason why there is no verdict; empty where the attempt comes to nothing and the rest is
    read. ``{here}`` is a folder of the test's.
    """

    name: str
    tries: str
    says: str

    def text(self, here: str) -> str:
        head, main = TUTORIAL.split(TRAINING)
        lines = self.tries.replace("{here}", here).splitlines()
        return head + TRAINING + "".join(f"    {line}\n" for line in lines) + main


def quietly(statement: str) -> str:
    return f"import os, shutil\ntry:\n    {statement}\nexcept OSError:\n    pass"


MEDDLED = "meddled with what records it"
REACHES = "reaches for what records it"

STOPPED = (
    Attempt("endless", "while True:\n    pass", "stopped after 20 seconds"),
    Attempt(
        "forks_for_ever",
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        "stopped after 20 seconds",
    ),
    Attempt("memory", "hog = []\nwhile True:\n    hog.append(bytearray(1 << 24))", "more memory"),
    Attempt("floods", "import os\nwhile True:\n    os.write(1, b'x' * 10**6)", "output grew beyond"),
    Attempt("forks", "import os\nos.fork()", "starts no process"),
    Attempt("environment", "import os\nos.environ['SECRET_OF_THE_TEST']", "KeyError: 'SECRET_OF_THE_TEST'"),
    Attempt("socket", "import socket\nsocket.socket()", "reaches no network"),
    Attempt("kills_parent", "import os\nos.kill(os.getppid(), 9)", "signals nobody"),
    Attempt("kills_all", "import os\nos.kill(-1, 9)", "signals nobody"),
    Attempt("kills_itself", "import os\nos.kill(os.getpid(), 9)", "was killed (SIGKILL)"),
    Attempt("forges_and_leaves", f"import os\nprint({FORGED!r}, flush=True)\nos._exit(0)", "ended the process"),
    Attempt("forges_everywhere", TO_EVERY_PIPE, "wrote to the pipe of the answer"),
    Attempt("leaves", f"import sys\nprint({FORGED!r})\nsys.exit()", "Nothing in it"),
    Attempt("objects", "import gc\ngc.get_objects()", f"{REACHES} (gc.get_objects)"),
    Attempt(
        "objects_in_pieces", "import gc\ngetattr(gc, 'get_' + 'objects')()", f"{MEDDLED}: it called gc.get_objects"
    ),
    Attempt("frames", "import sys\nsys._getframe(1)", f"{REACHES} (sys._getframe)"),
    Attempt("frames_in_pieces", "import sys\ngetattr(sys, '_get' + 'frame')(1)", f"{MEDDLED}: it called sys._getframe"),
    Attempt("stack", "import inspect\ninspect.stack()", f"{REACHES} (inspect.stack)"),
    Attempt("us", "import clearprop", f"{REACHES} (import clearprop)"),
    Attempt("us_in_pieces", "__import__('clear' + 'prop')", f"{MEDDLED}: it imported clearprop"),
    Attempt("another_sum", "import builtins\nbuiltins.sum = lambda numbers: 0", "builtins.sum is not what it was"),
    Attempt("another_numpy", "import numpy\nnumpy.asarray = lambda *given: 0", "numpy.asarray is not what it was"),
)
"""These get no verdict."""

IN_VAIN = (
    Attempt("writes", "open('{here}/written', 'w').write('x')", ""),
    Attempt("deletes", quietly("shutil.rmtree('{here}')"), ""),
    Attempt("removes", quietly("os.remove('{here}/kept')"), ""),
    Attempt("runs", quietly("os.system('touch {here}/written')"), ""),
    Attempt("lists", "import os\nif 'kept' in os.listdir('{here}'):\n    raise SystemExit", ""),
    Attempt("reads", "if open('{here}/kept').read() == 'kept':\n    raise SystemExit", ""),
)
"""These come to nothing, as saving one's weights to a folder that is not there does: the training is read."""
