"""What the engine aims at, held against a run: one line each, met or missed."""

from collections.abc import Iterator, Sequence

from benchmarks.engine.roster import LIMIT, OURS
from benchmarks.engine.table import Result, ahead, fastest, markdown, mean_ahead

LARGE = 5e7
"""Multiplications and additions of a step from which its products count as large."""
COLD, WARM = 1.5, 0.1
TUTORIAL = (("C", 1 / 1.1), ("JAX", 8.0), ("Python", 100.0))
"""How many times as fast as these one row of the tutorial's network with its own updates is to be."""


def aims(results: Sequence[Result]) -> str:
    return markdown(
        ["aim", "seen", ""], [[what, seen, "met" if met else "missed"] for what, seen, met in judged(results)]
    )


def judged(results: Sequence[Result]) -> Iterator[tuple[str, str, bool]]:
    tutorial = next((r for r in results if (r["cell"]["name"], r["cell"]["optimizer"]) == ("tutorial", "sgd")), None)
    for peer, least in TUTORIAL:
        if tutorial and peer in tutorial["peers"]:
            seen = ahead(tutorial, peer)
            yield f"the tutorial's network: {least:.3g} times as fast as {peer}", f"{seen:.3g}", seen >= least
    worst = min(results, key=ahead)
    yield (
        "no cell behind its fastest peer",
        f"{ahead(worst):.2f} ({worst['title']}; {fastest(worst)})",
        ahead(worst) >= 1,
    )
    yield "twice as fast in the geometric mean", f"{mean_ahead(results):.2f}", mean_ahead(results) >= 2
    yield from near_the_limit(results)
    for figure, most, what in (("first", COLD, "an empty cache"), ("warm", WARM, "a warm cache")):
        if all(figure in r["peers"][OURS[0]] for r in results):
            slowest = max(results, key=lambda r: r["peers"][OURS[0]][figure])
            seen = slowest["peers"][OURS[0]][figure]
            yield f"the first update within {most:g} s on {what}", f"{seen:.3g} s ({slowest['title']})", seen <= most


def near_the_limit(results: Sequence[Result]) -> Iterator[tuple[str, str, bool]]:
    """Of the cells with large products the one that is farthest from the products alone."""
    shares = {
        r["title"]: r["peers"][LIMIT]["update"] / r["peers"][OURS[0]]["update"]
        for r in results
        if r["work"] >= LARGE and LIMIT in r["peers"]
    }
    if shares:
        title = min(shares, key=shares.__getitem__)
        yield "large products: 90% of the BLAS on them alone", f"{shares[title]:.0%} ({title})", shares[title] >= 0.9
