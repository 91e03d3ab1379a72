"""make demo."""

import subprocess
import sys


def test_the_demo_shows_a_network_a_gradient_and_code() -> None:
    done = subprocess.run([sys.executable, "-m", "clearprop.app.demo"], capture_output=True, text=True, check=True)
    assert "accuracy 1.000 on the 30 flowers" in done.stdout or "accuracy 0.9" in done.stdout
    derived, moved = (
        float(line.split()[-1]) for line in done.stdout.splitlines() if line.startswith(("∂L/∂W1", "(L(w + h)"))
    )
    assert abs(derived - moved) < 1e-8
    assert "def value_and_gradients(W, b, x, y):" in done.stdout and "a = sigmoid(z)" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
