"""Results as JSON in benchmarks/results: what was measured, on which machine, of which commit, beside which peers."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.engine.process import PYTHON, ROOT

FOLDER = ROOT / "benchmarks" / "results"
PACKAGES = ("jax", "jaxlib", "numba", "numpy", "scikit-learn", "scipy", "torch")
VERSIONS = """
from importlib.metadata import PackageNotFoundError, version
import json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def save(name: str, measured: Sequence[Any], refused: Sequence[str], load_before: Sequence[float]) -> Path:
    """Writes ``name``.json. ``refused``: cells without times, and why; ``load_before``: how busy the machine was."""
    path = FOLDER / f"{name}.json"
    about = {
        "when": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": commit(),
        "machine": machine(),
        "peers": versions(),
    }
    about["load"] = [round(load, 2) for load in (*load_before[:1], *os.getloadavg()[:1])]
    FOLDER.mkdir(exist_ok=True)
    path.write_text(
        json.dumps({**about, "refused": [*refused], "measured": [*measured]}, indent=1) + "\n", encoding="utf-8"
    )
    return path


def kept(name: str) -> dict[str, Any] | None:
    """What was saved under that name; None where nothing was."""
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def commit() -> str:
    """The commit that is checked out, and whether the files that count are as it has them."""
    revision = said(["git", "rev-parse", "--short=12", "HEAD"])
    changed = said(["git", "status", "--porcelain", "--", "src", "benchmarks/engine", "benchmarks/peers"])
    return f"{revision} with changes" if changed else revision


def machine() -> dict[str, Any]:
    """What kind of machine this is; nothing that names it."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    facts = {key.strip(): value.strip() for key, value in fields.items()}
    flags = facts.get("flags", "").split()
    return {
        "processor": facts.get("model name", platform.machine()),
        "vectors": next((name for name in ("avx512f", "avx2", "avx", "sse2") if name in flags), "unknown"),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "compiler": said(["gcc", "--version"]).splitlines()[0],
    }


def versions() -> dict[str, str]:
    """Of the packages that the peers are."""
    found: dict[str, str] = json.loads(said([str(PYTHON), "-c", VERSIONS, *PACKAGES]))
    return found


def said(command: Sequence[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
