import pandas as pd
df = pd.DataFrame({"x": [1.0, 2.0, 3.0], "y": [2.0, 4.1, 5.9]})
X, Y = df["x"], df.iloc[:, 1]
A = df[["x"]].values
m, c = 0.0, 0.0  # start
n = float(len(X))
for i in range(4):
    pred = m * X + c
    dm = (-2 / n) * sum(X * (Y - pred))
    dc = (-2 / n) * (Y - pred).sum()
    m = m - 0.05 * dm
    c = c - 0.05 * dc
    c = c - 0.01 * (A[0, 0] * m) - 0.001 * df["x"].to_numpy()[1] * m
    print(m, c, type(pred).__name__)
