rows = [[5.1, 3.5, 1], [4.9, 3.0, 0], [6.2, 2.9, 1], [5.9, 3.0, 0]]
lows = [min(col) for col in zip(*rows)]
highs = [max(col) for col in zip(*rows)]
for row in rows:
    for i in range(len(row) - 1):
        row[i] = (row[i] - lows[i]) / (highs[i] - lows[i])
w = [0.0 for _ in range(len(rows[0]))]  # start
for epoch in range(4):
    for row in rows:
        y = w[0]
        for i in range(len(row) - 1):
            y += w[i + 1] * row[i]
        e = row[-1] - y
        w[0] = w[0] + 0.3 * e
        for i in range(len(row) - 1):
            w[i + 1] = w[i + 1] + 0.3 * e * row[i]
    print(">epoch=%d, %s" % (epoch, w))
