"""The page of figures is what the JSON says, the worst cell first; and what is missed is called missed."""

from benchmarks.engine.aims import judged
from benchmarks.engine.page import PAGE, about, filled
from benchmarks.engine.results import kept
from benchmarks.engine.table import mean_ahead, speed


def result(name: str, work: int = 10, **microseconds: float) -> dict:
    figures = {"first": 0.5, "warm": 0.2, "import": 0.1, "memory": 1e6, "memory_beginning": 2e6}
    peers = {peer: {"update": time * 1e-6, **figures} for peer, time in microseconds.items()}
    return {"title": name, "cell": {"name": name, "optimizer": "sgd"}, "work": work, "peers": peers, "left_out": {}}


RESULTS = [
    result("easy", ours=1.0, JAX=8.0, C=9.0),
    result("hard", work=10**9, ours=4.0, JAX=2.0, products=3.0),
    result("tutorial", ours=0.5, JAX=4.0, C=0.5, Python=40.0),
]


def test_the_page_is_what_the_figures_say() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text) == text


def test_figures_of_a_busy_machine_are_said_to_be_none_to_rely_on() -> None:
    stored = kept("one-thread")
    assert stored
    assert "machine was busy" in about({**stored, "load": [1.0, 3.2]})
    assert "machine was busy" not in about({**stored, "load": [0.9, 1.1]})


def test_the_worst_cell_comes_first() -> None:
    rows = [line.split(" | ")[0].removeprefix("| ") for line in speed(RESULTS).splitlines()[2:]]
    assert rows == ["hard", "tutorial", "easy", "geometric mean"]
    assert round(mean_ahead(RESULTS), 6) == round((8 * 0.5 * 1) ** (1 / 3), 6)


def test_the_limit_and_our_own_targets_are_no_peers() -> None:
    slow = result("alone", ours=2.0, products=1.0, JAX=6.0) | {}
    slow["peers"]["NumPy target"] = {"update": 1e-6}
    assert "| **3.00** | JAX |" in speed([slow])


def test_what_is_missed_is_called_missed() -> None:
    verdicts = {what: (seen, met) for what, seen, met in judged(RESULTS)}
    assert verdicts["the tutorial's network: 8 times as fast as JAX"] == ("8", True)
    assert verdicts["the tutorial's network: 100 times as fast as Python"] == ("80", False)
    assert verdicts["no cell behind its fastest peer"] == ("0.50 (hard; JAX)", False)
    assert verdicts["twice as fast in the geometric mean"][1] is False
    assert verdicts["large products: 90% of the BLAS on them alone"] == ("75% (hard)", False)
    assert verdicts["the first update within 0.1 s on a warm cache"][1] is False
    assert verdicts["the first update within 1.5 s on an empty cache"][1] is True
