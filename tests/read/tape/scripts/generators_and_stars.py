def batches(rows, size):
    for i in range(0, len(rows), size):
        yield rows[i:i + size]
def dot(*pairs):
    return sum(a * b for a, b in pairs)
weights = [0.2, 0.4]  # start
rows = [(1.0, 2.0, 0.5), (0.3, -0.4, 1.0), (0.9, 0.1, 0.0)]
for epoch in range(5):
    for batch in batches(rows, 2):
        grads = [0.0] * 2
        for *xs, t in batch:
            e = dot(*zip(weights, xs)) - t
            grads = [g + e * x for g, x in zip(grads, xs)]
        weights = [w - 0.1 * g for w, g in zip(weights, grads)]
    first, *rest = weights
    print(first, rest)
