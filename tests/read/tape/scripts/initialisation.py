import numpy as np
n, m = 3, 2
zeros = [0.0] * n  # start
table = [[0.5] * n for _ in range(m)]  # start
same = [[0.25] * 2] * 2  # start
grid = [[0.0 for _ in range(n)] for _ in range(m)]  # start
t = (0.5,) * 2
like = np.zeros_like(np.ones((2, 2)))
full = np.full((2,), 0.5)
for i in range(4):
    for r in range(m):
        for c in range(n):
            table[r][c] -= 0.1 * (table[r][c] + zeros[c])
            grid[r][c] += 0.1 * table[r][c]
    zeros = [z - 0.1 * (z - 1) for z in zeros]
    same[0][0] -= 0.1 * same[1][0]
    like += 0.1 * full
    full = full - 0.1 * like[0]
    print(zeros, table, same, grid, like.tolist(), t[0] * zeros[0])
