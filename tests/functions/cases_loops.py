"""Loops: time steps, iterations to convergence, solvers, recurrences; some stop when the data says so."""

import itertools
import math

import numpy as np

from .case import Case, normal, positive


def euler(rate, y0, steps):
    y, dt = y0, 1.0 / steps
    for _ in range(steps):
        y += dt * rate * y * (1 - y)
    return y


def rk4_oscillator(state, omega, damping):
    def f(s):
        return np.array([s[1], -(omega**2) * s[0] - damping * s[1]])

    h = 0.1
    for _ in range(5):
        k1 = f(state)
        k2 = f(state + h / 2 * k1)
        k3 = f(state + h / 2 * k2)
        k4 = f(state + h * k3)
        state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return state @ state


def lotka_volterra(theta, start):
    a, b, c, d = theta
    prey, hunters = start
    history = []
    for _ in range(10):
        prey, hunters = (
            prey + 0.05 * (a * prey - b * prey * hunters),
            hunters + 0.05 * (c * prey * hunters - d * hunters),
        )
        history.append((prey, hunters))
    return sum((p - 1.0) ** 2 + (q - 0.5) ** 2 for p, q in history) / len(history)


def newton_square_root(a):
    x = a
    while abs(x * x - a) > 1e-12:
        x = 0.5 * (x + a / x)
    return x * a


def fixed_point(W, b):
    """An equilibrium layer: iterate until nothing moves."""
    z = np.zeros_like(b)
    for _ in range(200):
        new = np.tanh(W @ z + b)
        if np.max(np.abs(new - z)) < 1e-13:
            break
        z = new
    return (z**2).sum()


def power_iteration(A):
    v = np.ones(A.shape[1])
    for _ in range(6):
        v = A @ v
        v /= np.linalg.norm(v)
    return v @ A @ v


def collatz_like(x):
    steps = 0
    while x < 50:
        x = x * 1.7 if steps % 2 else x + 3.0
        steps += 1
    return x + steps


def early_return(xs, limit):
    total = 0.0
    for i, x in enumerate(xs):
        total += x**2 * (i + 1)
        if total > limit:
            return total * x
    return -total


def continue_on_negative(xs):
    total = 1.0
    for x in xs:
        if x < 0:
            continue
        total *= 1 + x
    else:
        total -= 1
    return total


def fibonacci_like(a, b, n=8):
    while n:
        a, b = b, 0.5 * a + 0.3 * b
        n -= 1
    return a * b


def gradient_descent_inside(w, x, y):
    for _ in range(3):
        grad = 2 * x.T @ (x @ w - y) / len(y)
        w = w - 0.1 * grad
    return np.mean((x @ w - y) ** 2)


def kalman_step(m, P, A, H, z):
    Q, R = 0.1 * np.eye(3), 0.2 * np.eye(2)
    m = A @ m
    P = A @ P @ A.T + Q
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    v = z - H @ m
    m = m + K @ v
    P = P - K @ S @ K.T
    return m @ m + np.trace(P) + v @ np.linalg.solve(S, v)


def hidden_markov(start, trans, emit):
    obs = (0, 2, 1, 1, 0)
    alpha = start * emit[:, obs[0]]
    log_likelihood = 0.0
    for o in obs[1:]:
        scale = alpha.sum()
        log_likelihood += np.log(scale)
        alpha = alpha / scale @ trans * emit[:, o]
    return log_likelihood + np.log(alpha.sum())


def value_iteration(rewards, discount):
    P = np.array([[0.9, 0.1, 0.0], [0.2, 0.5, 0.3], [0.0, 0.4, 0.6]])
    V = np.zeros(3)
    for _ in range(10):
        V = rewards + discount * P @ V
    return V[0] - V[2] ** 2


def exponential_smoothing(series, alpha):
    level, errors = series[0], 0
    for value in series[1:]:
        errors += (value - level) ** 2
        level = alpha * value + (1 - alpha) * level
    return errors


def nested_triple_loop(A, B):
    n, m, p = len(A), len(B), len(B[0])
    C = [[0.0 for _ in range(p)] for _ in range(n)]
    for i in range(n):
        for j in range(p):
            for k in range(m):
                C[i][j] += A[i][k] * B[k][j]
    return sum(abs(c) ** 1.5 for row in C for c in row)


def logistic_map(r, x):
    for _ in range(7):
        x = r * x * (1 - x)
    return x


def heat_equation(u, kappa):
    u = u.copy()
    for _ in range(4):
        u[1:-1] += kappa * (u[2:] - 2 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def game_of_pairs(points):
    energy = 0.0
    for p, q in itertools.combinations(points, 2):
        energy += 1.0 / np.sqrt(np.sum((p - q) ** 2) + 0.1)
    return energy


def bisection_weighted(a, k):
    """The path of the interval depends on a, the answer is scaled by it."""
    low, high = 0.0, 4.0
    for _ in range(6):
        middle = (low + high) / 2
        if middle**3 < a:
            low = middle
        else:
            high = middle
    return (low * a + high * k) ** 2


def while_true_break(x):
    i = 0
    while True:
        x = math.sin(x) + x / 2
        i += 1
        if i == 4 or x > 100:
            break
    return x


def running_product_backwards(xs):
    out = []
    acc = 1.0
    for x in reversed(xs):
        acc = acc * x + 0.5
        out.insert(0, acc)
    return sum(out[::2])


def backpropagation_inside(W, x, t):
    """Somebody's hand-written gradient, differentiated again."""
    a = 1 / (1 + np.exp(-(x @ W)))
    delta = (a - t) * a * (1 - a)
    dW = x.T @ delta
    return np.sum(dW**2)


def viterbi_soft(scores, transitions):
    """Log-sum-exp over paths."""
    alpha = scores[0]
    for t in range(1, scores.shape[0]):
        table = alpha[:, None] + transitions + scores[t][None, :]
        top = table.max(axis=0)
        alpha = top + np.log(np.exp(table - top).sum(axis=0))
    return np.logaddexp.reduce(alpha)


def edit_distance_soft(costs):
    """Dynamic programming, soft minimum, tables of floats."""
    n, m = costs.shape
    D = np.full((n + 1, m + 1), 1e3)
    D[0, 0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            three = np.array([D[i - 1, j], D[i, j - 1], D[i - 1, j - 1]])
            low = three.min()
            D[i, j] = costs[i - 1, j - 1] + low - np.log(np.exp(-(three - low)).sum())
    return D[n, m]


def soft_kmeans(points, centers):
    for _ in range(2):
        d2 = ((points[:, None, :] - centers[None, :, :]) ** 2).sum(-1)
        r = np.exp(-d2)
        r /= r.sum(axis=1, keepdims=True)
        centers = (r.T @ points) / r.sum(axis=0)[:, None]
    return np.sum(centers**2)


CASES = [
    Case(euler, (1.5, 0.2, 10), tags={"integer data"}),
    Case(rk4_oscillator, (normal(1, 2), 1.3, 0.2)),
    Case(lotka_volterra, ((1.1, 0.4, 0.3, 0.8), [1.5, 0.9])),
    Case(newton_square_root, (2.7,), tags={"branches"}),
    Case(fixed_point, (0.3 * normal(1, 3, 3), normal(2, 3)), tags={"branches"}),
    Case(power_iteration, (normal(1, 4, 4) + 3 * np.eye(4),)),
    Case(collatz_like, (1.9,), tags={"branches"}),
    Case(early_return, (normal(1, 5), 2.0), tags={"branches"}, wrt=(0,)),
    Case(continue_on_negative, (normal(3, 5),), tags={"branches"}),
    Case(fibonacci_like, (1.5, -0.7), tags={"defaults"}),
    Case(gradient_descent_inside, (normal(1, 3), normal(2, 5, 3), normal(3, 5))),
    Case(kalman_step, (normal(1, 3), np.diag([1.0, 2.0, 0.5]) + 0.1, normal(2, 3, 3), normal(3, 2, 3), normal(4, 2))),
    Case(hidden_markov, (positive(1, 4), positive(2, 4, 4), positive(3, 4, 3))),
    Case(value_iteration, (normal(1, 3), 0.9)),
    Case(exponential_smoothing, (normal(1, 5), 0.3)),
    Case(nested_triple_loop, (normal(1, 2, 3).tolist(), normal(2, 3, 2).tolist())),
    Case(logistic_map, (3.2, 0.3)),
    Case(heat_equation, (normal(1, 6), 0.2)),
    Case(game_of_pairs, (normal(1, 4, 2),)),
    Case(bisection_weighted, (5.3, 0.7), tags={"branches"}),
    Case(while_true_break, (0.9,), tags={"branches"}),
    Case(running_product_backwards, (normal(1, 5),)),
    Case(backpropagation_inside, (normal(1, 3, 2), normal(2, 5, 3), normal(3, 5, 2))),
    Case(viterbi_soft, (normal(1, 4, 3), normal(2, 3, 3))),
    Case(edit_distance_soft, (positive(1, 3, 4),)),
    Case(soft_kmeans, (normal(1, 5, 2), normal(2, 3, 2))),
]
