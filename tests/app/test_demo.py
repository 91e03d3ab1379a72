"""make demo."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> tuple[str, Path]:
    """What it prints, and the folder that it was started in."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "clearprop.app.demo"]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout, folder


def test_the_demo_shows_a_network_a_gradient_and_code(shown) -> None:
    text, _ = shown
    assert "accuracy 1.000 on the 30 flowers" in text or "accuracy 0.9" in text
    derived, moved = (float(line.split()[-1]) for line in text.splitlines() if line.startswith(("∂L/∂W1", "(L(w + h)")))
    assert abs(derived - moved) < 1e-8
    assert "def value_and_gradients(W, b, x, y):" in text and "a = sigmoid(z)" in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_mistake_of_2016_is_unseen_by_accuracy_and_found_by_reading(shown) -> None:
    text, _ = shown
    scores = {
        title: re.findall(r"[\d.]+%", next(line for line in text.splitlines() if line.startswith(title)))
        for title in ("the right program", "with the mistake")
    }
    assert scores["the right program"] == scores["with the mistake"]
    assert len(scores["with the mistake"]) == 6
    assert "CP305" in text and "with it the script was read again and found right" in text


def test_it_leaves_the_page(shown) -> None:
    text, folder = shown
    page = folder / "build" / "demo" / "clearprop.html"
    assert "build/demo/clearprop.html" in text
    assert "Which line made this number?" in page.read_text(encoding="utf-8")


def test_the_readme_shows_what_it_prints(shown) -> None:
    text, _ = shown
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = readme.split("```text\n")[1].split("```")[0]
    assert [line for line in block.splitlines() if line not in text.splitlines()] == []
