import random


def product(A, B):
    return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]


def transposed(A):
    return [list(row) for row in zip(*A)]


def minus(A, B):
    return [[a - b for a, b in zip(r, s)] for r, s in zip(A, B)]


def times(A, B):
    return [[a * b for a, b in zip(r, s)] for r, s in zip(A, B)]


def scaled(c, A):
    return [[c * a for a in row] for row in A]


def plus_row(A, row):
    return [[a + r for a, r in zip(line, row)] for line in A]


def column_sums(A):
    return [sum(column) for column in zip(*A)]


def relu(A):
    return [[a if a > 0 else 0.0 for a in row] for row in A]


def step_of(A):
    return [[1.0 if a > 0 else 0.0 for a in row] for row in A]


random.seed(29)
X = [[random.uniform(-1, 1) for _ in range(3)] for _ in range(7)]
T = [[x[0] + x[1] * x[2], abs(x[0])] for x in X]
W1 = [[random.gauss(0, 0.7) for _ in range(4)] for _ in range(3)]
b1 = [0.1] * 4
W2 = [[random.gauss(0, 0.7) for _ in range(2)] for _ in range(4)]
b2 = [0.0] * 2
rate = 0.1
for k in range(10):
    Z1 = plus_row(product(X, W1), b1)
    A1 = relu(Z1)
    Y = plus_row(product(A1, W2), b2)
    miss = minus(Y, T)
    loss = sum(m * m for row in miss for m in row) / (2 * len(X))
    D2 = scaled(1 / len(X), miss)
    dW2 = product(transposed(A1), D2)
    db2 = column_sums(D2)
    back = product(D2, transposed(W2))
    D1 = times(back, step_of(Z1))
    dW1 = product(transposed(X), D1)
    db1 = column_sums(D1)
    W2 = minus(W2, scaled(rate, dW2))
    W1 = minus(W1, scaled(rate, dW1))
    b2 = [b - rate * d for b, d in zip(b2, db2)]
    b1 = [b - rate * d for b, d in zip(b1, db1)]
    print(k, loss)
