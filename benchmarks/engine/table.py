"""Results as text: a line for a look in the terminal, and tables in Markdown, the worst cell first."""

from collections.abc import Callable, Sequence
from math import exp, fsum, log
from typing import Any

from benchmarks.engine.roster import LIMIT, OURS, ROSTER

Result = dict[str, Any]
OUR_NAME = OURS[0]


def line(result: Result) -> str:
    """The cell; microseconds per update and ratios to ours; who was left out and why."""
    updates = {name: figures["update"] * 1e6 for name, figures in result["peers"].items()}
    ours = updates.get(OUR_NAME)
    parts = [
        f"{name} {time:.4g} µs" + (f" ({time / ours:.2f}x)" if ours and name != OUR_NAME else "")
        for name, time in sorted(updates.items(), key=lambda item: item[1])
    ]
    left = [f"  {name} is left out: {why}" for name, why in result["left_out"].items()]
    return "\n".join([f"{result['title']}: {', '.join(parts)}   (weights within {result['apart']:.0e})", *left])


def fastest(result: Result) -> str:
    """The fastest of the others: what is not ours, and not the limit."""
    others = [name for name in result["peers"] if name not in (*OURS, LIMIT)]
    return min(others, key=lambda name: result["peers"][name]["update"])


def ahead(result: Result, of: str | None = None) -> float:
    """How many times as many updates ours makes as that peer, or as the fastest one."""
    peers = result["peers"]
    return float(peers[of or fastest(result)]["update"] / peers[OUR_NAME]["update"])


def mean_ahead(results: Sequence[Result]) -> float:
    """The geometric mean over the cells."""
    return exp(fsum(log(ahead(result)) for result in results) / len(results))


def speed(results: Sequence[Result]) -> str:
    """Microseconds per update, and how far ahead of the fastest peer, the worst first."""
    names = present(results)
    rows = [
        [
            result["title"],
            f"**{ahead(result):.2f}**",
            fastest(result),
            *(cell(result, name, microseconds) for name in names),
        ]
        for result in sorted(results, key=ahead)
    ]
    foot = ["geometric mean", f"**{mean_ahead(results):.2f}**", *[""] * (1 + len(names))]
    return markdown(["network", "ahead", "fastest peer", *names], [*rows, foot])


def first_updates(results: Sequence[Result]) -> str:
    """Seconds to the first update with nothing kept, and with what was kept; ours slowest first."""
    ranked = sorted(results, key=lambda result: -result["peers"][OUR_NAME]["first"])
    return by_peer(ranked, lambda figures: f"{figures['first']:.2f} / {figures['warm']:.3f}")


def imports(results: Sequence[Result]) -> str:
    """Seconds of the import, the least that was seen."""
    names = present(results)
    least = [min(r["peers"][name]["import"] for r in results if name in r["peers"]) for name in names]
    return markdown(names, [[f"{seconds:.2f}" for seconds in least]])


def memory(results: Sequence[Result]) -> str:
    """Megabytes beyond those of the start, while epochs run and (in brackets) while the first was prepared."""
    ranked = sorted(results, key=lambda result: -result["peers"][OUR_NAME]["memory"])
    return by_peer(ranked, lambda figures: f"{figures['memory'] / 1e6:.0f} ({figures['memory_beginning'] / 1e6:.0f})")


def by_peer(results: Sequence[Result], show: Callable[[dict[str, float]], str]) -> str:
    names = [name for name in present(results) if name != LIMIT]
    return markdown(["network", *names], [[r["title"], *(cell(r, name, show) for name in names)] for r in results])


def present(results: Sequence[Result]) -> list[str]:
    return [name for name in ROSTER if any(name in result["peers"] for result in results)]


def cell(result: Result, name: str, show: Callable[[dict[str, float]], str]) -> str:
    return show(result["peers"][name]) if name in result["peers"] else "–"


def microseconds(figures: dict[str, float]) -> str:
    time = figures["update"] * 1e6
    return f"{time:,.0f}" if time >= 100 else f"{time:.3g}"


def left_out(results: Sequence[Result]) -> str:
    """Who has no figures where, and why."""
    told: dict[tuple[str, str], list[str]] = {}
    for result in results:
        for name, why in result["left_out"].items():
            told.setdefault((name, why), []).append(result["cell"]["name"])
    return "\n".join(f"- {name} ({', '.join(dict.fromkeys(where))}): {why}" for (name, why), where in told.items())


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
