def fit(x, t, w=0.5, *, rate=0.1, steps=5):  # start
    history = []
    for _ in range(steps):
        err = x * w - t
        w -= rate * err * x
        history.append(err ** 2)
    return w, history
w, h = fit(1.5, 2.0)
z = w or 0.25
v = fit(2.0, 1.0, rate=0.05)[0]
a = [lambda: 0.5, lambda: v][1]()
print(w, h, z, v, a, w if w > v else v)
