"""Many tutorial networks at once by train_many: with one thread and with two, and what of it is compiled code."""

import pickle
from statistics import median
from time import perf_counter

import numpy as np

import clearprop as cp
from benchmarks.engine.cells import TUTORIAL

COUNT, ROWS, EPOCHS, TURNS = 1000, 199, 20, 9
GENERATOR = np.random.default_rng(0)
X = GENERATOR.random((ROWS, TUTORIAL.sizes[0]))
Y = np.eye(TUTORIAL.sizes[-1])[GENERATOR.integers(0, TUTORIAL.sizes[-1], ROWS)]


def network(seed: int) -> cp.Network:
    return cp.Network(
        list(TUTORIAL.sizes), activation=TUTORIAL.hidden, output=TUTORIAL.output, loss="half_squared_error", seed=seed
    )


def train(networks: list[cp.Network], threads: int, epochs: int = EPOCHS) -> tuple[float, float]:
    """Seconds by the clock, and the sum of those of the epochs themselves."""
    rule = cp.SGD(TUTORIAL.learning_rate)
    start = perf_counter()
    histories = cp.train_many(
        networks, X, Y, epochs=epochs, batch_size=TUTORIAL.batch, optimizer=rule, shuffle=False, threads=threads
    )
    return perf_counter() - start, sum(history.seconds for history in histories)


def what_the_machine_gives() -> float:
    """How many times as fast two threads are that do nothing but compiled epochs: 2 where both cores are ours."""
    both = [network(seed) for seed in range(2)]
    one, _ = train(both, 1, 2000)
    two, _ = train(both, 2, 2000)
    return one / two


def main() -> None:
    made = pickle.dumps([network(seed) for seed in range(COUNT)])
    train(pickle.loads(made), 1)
    turns = [
        (what_the_machine_gives(), train(pickle.loads(made), 1), train(pickle.loads(made), 2)) for _ in range(TURNS)
    ]
    one, compiled = min(turn[1] for turn in turns)
    two = min(turn[2][0] for turn in turns)
    print(f"{COUNT} networks {'-'.join(map(str, TUTORIAL.sizes))}, {EPOCHS} epochs of {ROWS} rows")
    print(f"one thread: {one / COUNT * 1e6:.0f} µs a network, {compiled / one:.0%} of it in compiled code")
    print(
        f"two threads: {two / COUNT * 1e6:.0f} µs a network, {one / two:.2f} times the rate (best of {TURNS} turns each)"
    )
    ratios = [f"{first / second:.2f} ({given:.2f})" for given, (first, _), (second, _) in turns]
    print(f"turn by turn, and in brackets what bare epochs gain: {', '.join(ratios)}")
    print(f"median: {median(first / second for _, (first, _), (second, _) in turns):.2f}")


if __name__ == "__main__":
    main()
