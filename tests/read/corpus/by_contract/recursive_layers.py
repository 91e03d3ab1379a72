import argparse
import math
import random
import sys


class Level:
    """One level of the network; knows the level above it (or None if it is the last)."""

    def __init__(self, sizes, rng):
        n, m = sizes[0], sizes[1]
        self.weights = [[rng.gauss(0, 1 / math.sqrt(n)) for _ in range(n)] for _ in range(m)]
        self.thresholds = [0.1 * rng.random() for _ in range(m)]
        self.above = Level(sizes[1:], rng) if len(sizes) > 2 else None

    def learn(self, x, target, rate):
        """Learn from one example. Returns (loss, what the level below should be blamed for)."""
        z = [sum(w * xi for w, xi in zip(row, x)) + t for row, t in zip(self.weights, self.thresholds)]
        if self.above is None:
            y = 1 / (1 + math.exp(-z[0]))
            loss = -math.log(y if target else 1 - y)
            signal = [y - target]
        else:
            a = [math.tanh(v) for v in z]
            loss, blame = self.above.learn(a, target, rate)
            signal = [g * (1 - v * v) for g, v in zip(blame, a)]
        below = [sum(self.weights[j][i] * signal[j] for j in range(len(signal))) for i in range(len(x))]
        for j, s in enumerate(signal):
            for i, xi in enumerate(x):
                self.weights[j][i] -= rate * s * xi
            self.thresholds[j] -= rate * s
        return loss, below

    def predict(self, x):
        z = [sum(w * xi for w, xi in zip(row, x)) + t for row, t in zip(self.weights, self.thresholds)]
        if self.above is None:
            return 1 / (1 + math.exp(-z[0]))
        return self.above.predict([math.tanh(v) for v in z])


def inside_circle(rng, n):
    rows = []
    for _ in range(n):
        x = rng.uniform(-1, 1), rng.uniform(-1, 1)
        rows.append((x, int(x[0] ** 2 + x[1] ** 2 < 0.5)))
    return rows


def main(argv=None):
    parser = argparse.ArgumentParser(description="train a little network")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 4, 3, 1])
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("-q", "--quiet", action="store_true")
    args = parser.parse_args(argv)

    rng = random.Random(args.seed)
    bottom = Level(args.sizes, rng)
    rows = inside_circle(rng, 40)
    for epoch in range(args.epochs):
        rng.shuffle(rows)
        total = 0.0
        for x, target in rows:
            loss, _ = bottom.learn(x, target, args.rate)
            total += loss
        if not args.quiet and epoch % 10 == 0:
            print(f"epoch {epoch}: {total / len(rows):.4f}", file=sys.stderr)
    good = sum((bottom.predict(x) > 0.5) == bool(t) for x, t in rows)
    print(f"{good}/{len(rows)} right")


if __name__ == "__main__":
    main()
