import math
p = {"w1": 0.4, "w2": -0.6, "b": 0}  # start
rows = [{"x": 1, "y": 2.0, "t": 1}, {"x": 0, "y": -1.0, "t": 0}]
for n in range(8):
    grads = {k: 0.0 for k in p}
    for row in rows:
        z = p["w1"] * row["x"] + p["w2"] * row["y"] + p["b"]
        a = 1 / (1 + math.exp(-z))
        d = a - row["t"]
        grads["w1"] += d * row["x"]
        grads["w2"] += d * row["y"]
        grads["b"] += d
    for k in p:
        p[k] = p[k] - 0.5 * grads[k]
    print("%d %.6f" % (n, p["b"]))
