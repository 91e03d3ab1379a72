w = [0.5, 0.25]  # start
class Mat:
    def __init__(self, rows):
        self.rows = rows
    def __matmul__(self, other):
        return [sum(a * b for a, b in zip(r, other)) for r in self.rows]
    def __setitem__(self, key, value):
        r, c = key
        self.rows[r][c] = value
    def __getitem__(self, key):
        return self.rows[key[0]][key[1]]
    def __iadd__(self, v):
        self.rows = [[a + v for a in r] for r in self.rows]
        return self
M = Mat([[1.0, 0.5], [0.2, 0.1]])
for i in range(4):
    out = M @ w
    M[0, 1] -= 0.1 * out[0]
    M[1, 0] = M[0, 1] * 0.5
    M += 0.001 * w[0]
    w = [v - 0.01 * o for v, o in zip(w, out)]
    del out
    s = {round(v, 3) for v in w}
    print(M.rows, w, w[-1:], w[::-1], len(s), [*w, *M.rows[0]], {**{"a": w[0]}})
