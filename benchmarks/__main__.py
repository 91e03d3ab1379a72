"""``python -m benchmarks`` runs them all; ``python -m benchmarks scalar_programs start`` runs these.

``python -m benchmarks engine ...`` has options of its own; ``--help`` tells them.
"""

import os
import sys
import warnings
from importlib import import_module

from benchmarks.engine import command

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # one thread for us and for the peers: the ratio is what counts

NAMES = (
    "interpreting",
    "gradient_cost",
    "scalar_programs",
    "autograd_peer",
    "explaining",
    "start",
    "defaults",
    "reading",
    "populations",
)


def main(names: list[str]) -> int:
    if names[:1] == ["engine"]:
        return command.main(names[1:])
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    for name in names or NAMES:
        module = import_module(f"benchmarks.{name}")
        print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        module.main()
    return 0 if names else command.main(["--everything"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
