"""A class's folder, and a reader for it that runs in other processes: it answers by what the file says."""

import os
from pathlib import Path

from clearprop.read.reading import Evidence, Finding, Fix, Reading, ReadLayer, ReadLoss

LOSS = ReadLoss(name="half_squared_error", formula="½ (ŷ − y)²", reduction="sum", scale=1.0, inferred=False)
NETWORK = (
    ReadLayer(layer=1, inputs=2, units=3, activation="tanh"),
    ReadLayer(layer=2, inputs=3, units=1, activation="identity"),
)
FILES = {
    "anna.py": "print('right')\n",
    "ben.py": "print('wrong CP101')\n",
    "cleo/main.py": "import network\nprint('right', network)\n",
    "cleo/network.py": "print('wrong CP301 CP303')\n",
    "dora/main.py": "import network\nprint('right', network)\n",
    "dora/network.py": "print('right')\n",
    "emil.py": "print('right')\n",
    "fred.py": "print('wrong CP101')  # too\n",
    "gina.py": "print('unread')\n",
    "hugo.py": "this is no Python\n",
    "=cmd.py": "print('wrong CP900')\n",
    "__pycache__/old.py": "print('wrong')\n",
    ".hidden/secret.py": "print('wrong')\n",
    "notes.txt": "wrong",
}
READ = 11
"""Scripts that are somebody's."""
LOG = "log.txt"


def write(folder: Path, files: dict[str, str] = FILES) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def by_words(*given: object) -> Reading:
    """What the script's words say; a script that says so kills its process, or makes the reader fail."""
    path = given[-1]
    assert isinstance(path, Path)
    text = path.read_text(encoding="utf-8")
    with (next(p for p in path.parents if (p / "anna.py").exists()) / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{path.name}\n")
    if "kills" in text:
        os._exit(9)
    if "fails" in text:
        raise ZeroDivisionError("in the reader")
    codes = [word.strip("')\n") for word in text.split() if word.startswith("CP")]
    verdict = "wrong" if codes else "correct" if "right" in text else "unread"
    return Reading(
        file=str(path),
        verdict=verdict,
        reason=None if verdict != "unread" else "a file is missing: data.csv",
        loss=LOSS,
        layers=NETWORK,
        findings=tuple(map(finding, codes)),
    )


def finding(code: str) -> Finding:
    return Finding(
        code=code,
        name=f"mistake-{code.lower()}",
        severity="wrong",
        line=1,
        layer=1,
        quantity="dW1",
        message=f"what {code} says, with a comma",
        equals="something",
        evidence=Evidence(points=5, largest_difference=0.0),
        fix=Fix(line=1, replacement="-x", verified=True),
    )


def log(folder: Path) -> list[str]:
    """The names of the scripts that were read, in the order in which they were."""
    path = folder / LOG
    return path.read_text(encoding="utf-8").split() if path.exists() else []
