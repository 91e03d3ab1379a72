w, b = 0.3, -0.1  # start
def predict(x):
    return w * x + b
def train(x, t):
    global w, b
    e = predict(x) - t
    w, b = w - 0.1 * e * x, b - 0.1 * e
    return e
for i in range(8):
    errors = [train(x, t) for x, t in [(1, 2), (2, 3), (0, 1)]]
    print(f"{i}: {sum(e * e for e in errors):.4f} w={w!r}")
