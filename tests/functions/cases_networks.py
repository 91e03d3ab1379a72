"""Networks: dense, convolutional, recurrent, attention, normalisation; each in the style of a different author."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .case import Case, fractions, integers, normal, positive

LABELS = np.array([2, 0, 1, 1, 3])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def two_layers(W1, b1, W2, b2, x, y):
    z1 = x @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = sigmoid(z2)
    return np.mean(0.5 * np.sum((a2 - y) ** 2, axis=1))


def relu_softmax_labels(X, W1, b1, W2, b2):
    """The usual course network; the labels live outside."""
    hidden = np.maximum(0, np.dot(X, W1) + b1)
    scores = np.dot(hidden, W2) + b2
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    exp_scores = np.exp(shifted)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    num_examples = X.shape[0]
    correct_logprobs = -np.log(probs[range(num_examples), LABELS])
    data_loss = np.sum(correct_logprobs) / num_examples
    reg_loss = 0.5 * 1e-3 * np.sum(W1 * W1) + 0.5 * 1e-3 * np.sum(W2 * W2)
    return data_loss + reg_loss


def columns_are_examples(W1, b1, W2, b2, X, Y):
    """X is (features, m): the convention of a well-known course."""
    m = X.shape[1]
    A1 = np.tanh(np.dot(W1, X) + b1)
    A2 = sigmoid(np.dot(W2, A1) + b2)
    logprobs = np.multiply(np.log(A2), Y) + np.multiply((1 - Y), np.log(1 - A2))
    cost = -1.0 / m * np.sum(logprobs)
    return np.squeeze(cost)


def any_depth(layers, x, y):
    a = x
    for W, b in layers[:-1]:
        a = np.tanh(a @ W + b)
    W, b = layers[-1]
    return ((a @ W + b - y) ** 2).mean()


def tied_autoencoder(W, b, c, x):
    code = sigmoid(x @ W + b)
    back = code @ W.T + c
    return 0.5 * ((back - x) ** 2).sum() / len(x)


def layer_norm(x, gain, bias, eps=1e-5):
    mu = x.mean(axis=-1, keepdims=True)
    var = x.var(axis=-1, keepdims=True)
    return gain * (x - mu) / np.sqrt(var + eps) + bias


def residual_block(x, W, V, gain, bias):
    h = layer_norm(x, gain, bias)
    h = np.maximum(h @ W, 0.0) @ V
    return np.square(x + h).sum()


def batch_norm(x, gamma, beta, target):
    N = x.shape[0]
    mu = 1.0 / N * np.sum(x, axis=0)
    xmu = x - mu
    sq = xmu**2
    var = 1.0 / N * np.sum(sq, axis=0)
    sqrtvar = np.sqrt(var + 1e-5)
    ivar = 1.0 / sqrtvar
    out = gamma * (xmu * ivar) + beta
    return np.sum((out - target) ** 2)


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def causal_attention(x, Wq, Wk, Wv):
    q, k, v = x @ Wq, x @ Wk, x @ Wv
    scores = q @ k.T / np.sqrt(k.shape[-1])
    n = x.shape[0]
    mask = np.triu(np.ones((n, n), dtype=bool), k=1)
    scores = np.where(mask, -np.inf, scores)
    return np.sum(np.sin(softmax(scores) @ v))


def two_heads(x, W_qkv, W_out):
    batch, length, width = x.shape
    heads = 2
    qkv = (x @ W_qkv).reshape(batch, length, 3, heads, width // heads)
    q, k, v = (qkv[:, :, i].transpose(0, 2, 1, 3) for i in range(3))
    weights = softmax(q @ k.swapaxes(-1, -2) / (width // heads) ** 0.5)
    mixed = (weights @ v).transpose(0, 2, 1, 3).reshape(batch, length, width)
    return ((mixed @ W_out) ** 2).mean()


def vanilla_rnn(inputs, Wxh, Whh, Why, bh, by):
    """Characters in, the next character out."""
    targets = [1, 2, 3, 0]
    h = np.zeros((Whh.shape[0], 1))
    loss = 0
    for t in range(len(inputs)):
        x = inputs[t].reshape(-1, 1)
        h = np.tanh(np.dot(Wxh, x) + np.dot(Whh, h) + bh)
        y = np.dot(Why, h) + by
        p = np.exp(y) / np.sum(np.exp(y))
        loss += -np.log(p[targets[t], 0])
    return loss


def lstm(xs, W, b):
    units = b.shape[0] // 4
    h, c = np.zeros(units), np.zeros(units)
    for x in xs:
        gates = np.hstack((x, h)) @ W + b
        i = sigmoid(gates[:units])
        f = sigmoid(gates[units : 2 * units] + 1.0)
        o = sigmoid(gates[2 * units : 3 * units])
        c = f * c + i * np.tanh(gates[3 * units :])
        h = o * np.tanh(c)
    return h @ h


def gru_step(h, x, U, V, Un, Vn):
    rz = sigmoid(h @ U + x @ V)
    r, z = np.split(rz, 2)
    n = np.tanh(r * (h @ Un) + x @ Vn)
    new = (1 - z) * n + z * h
    return np.sum(new**3)


def conv2d_loops(image, kernel):
    rows, columns = image.shape
    kh, kw = kernel.shape
    out = np.zeros((rows - kh + 1, columns - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i : i + kh, j : j + kw] * kernel)
    return np.sum(np.tanh(out))


def conv_layer_windows(images, filters, bias):
    """images: (batch, channels, h, w); filters: (out, channels, kh, kw)."""
    windows = sliding_window_view(images, filters.shape[-2:], axis=(2, 3))
    out = np.einsum("bchwij,ocij->bohw", windows, filters) + bias[:, None, None]
    out = np.maximum(out, 0.1 * out)
    return out.mean()


def conv_stride_pad(X, W, b):
    stride, pad = 2, 1
    X = np.pad(X, ((0, 0), (pad, pad), (pad, pad)), mode="constant")
    f, size = W.shape[0], W.shape[-1]
    H = (X.shape[1] - size) // stride + 1
    V = (X.shape[2] - size) // stride + 1
    Z = np.zeros((f, H, V))
    for h in range(H):
        for w in range(V):
            patch = X[:, h * stride : h * stride + size, w * stride : w * stride + size]
            for c in range(f):
                Z[c, h, w] = np.sum(patch * W[c]) + float(b[c, 0, 0])
    return np.sum(Z**2) / Z.size


def max_pool(image, W):
    h, w = image.shape
    pooled = image.reshape(h // 2, 2, w // 2, 2).max(axis=(1, 3))
    return sigmoid(pooled.ravel() @ W).sum()


def average_pool_im2col(image, K):
    cols = np.array([image[i : i + 2, j : j + 2].flatten() for i in range(0, 4, 2) for j in range(0, 6, 2)])
    return (cols @ K).max(axis=0).sum() + cols.mean(axis=1).prod()


def bag_of_words(embedding, W):
    words = np.array([3, 1, 3, 0])
    mean = embedding[words].mean(axis=0)
    logits = mean @ W
    return -(logits[1] - np.log(np.sum(np.exp(logits))))


def skip_gram(center, context):
    pairs = [(0, 1, 1), (2, 3, 1), (4, 0, 0), (2, 1, 0)]
    loss = 0.0
    for i, j, label in pairs:
        p = sigmoid(np.dot(center[i], context[j]))
        loss -= label * np.log(p) + (1 - label) * np.log(1 - p)
    return loss / len(pairs)


def dropout_fixed_seed(x, W1, W2):
    rng = np.random.default_rng(7)
    h = np.tanh(x @ W1)
    keep = 0.8
    h *= (rng.random(h.shape) < keep) / keep
    return np.linalg.norm(h @ W2)


def variational_autoencoder(x, W_mu, W_logvar, W_dec):
    mu = x @ W_mu
    log_var = x @ W_logvar
    eps = np.random.default_rng(0).standard_normal(mu.shape)
    z = mu + np.exp(0.5 * log_var) * eps
    recon = sigmoid(z @ W_dec)
    bce = -np.sum(x * np.log(recon) + (1 - x) * np.log(1 - recon))
    kld = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var))
    return (bce + kld) / x.shape[0]


def graph_convolution(H, W):
    A = np.array([[0, 1, 0, 0, 1], [1, 0, 1, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 1], [1, 0, 0, 1, 0]]) + np.eye(5)
    d = A.sum(axis=1) ** -0.5
    L = d[:, None] * A * d[None, :]
    out = L @ np.tanh(L @ H @ W[0]) @ W[1]
    return np.log(np.sum(np.exp(out), axis=1)).sum()


def one_row_one_unit(w, b, x, y):
    return -(y * np.log(sigmoid(x @ w + b)) + (1 - y) * np.log(1 - sigmoid(x @ w + b))).item()


def mixture_of_experts(x, gate, experts):
    g = softmax(x @ gate)
    outputs = np.stack([np.tanh(x @ e) for e in experts], axis=1)
    mixed = (g[:, :, np.newaxis] * outputs).sum(axis=1)
    return (mixed**2).sum(axis=-1).mean()


def hopfield_energy(W, theta, s):
    W = (W + W.T) / 2
    W = W - np.diag(np.diag(W))
    return -0.5 * s @ W @ s + theta @ s


def highway(x, Wh, Wt):
    t = sigmoid(x @ Wt - 1)
    carry = 1 - t
    for _ in range(3):
        x = t * np.tanh(x @ Wh) + carry * x
    return np.vdot(x, x)


CASES = [
    Case(
        two_layers, (normal(1, 4, 3), normal(2, 3), normal(3, 3, 2), normal(4, 2), normal(5, 5, 4), fractions(6, 5, 2))
    ),
    Case(relu_softmax_labels, (normal(1, 5, 3), normal(2, 3, 6), normal(3, 6), normal(4, 6, 4), normal(5, 4))),
    Case(
        columns_are_examples,
        (normal(1, 3, 2), normal(2, 3, 1), normal(3, 1, 3), normal(4, 1, 1), normal(5, 2, 5), integers(6, 2, 1, 5)),
    ),
    Case(
        any_depth,
        (
            [(normal(1, 4, 3), normal(2, 3)), (normal(3, 3, 5), normal(4, 5)), (normal(5, 5, 2), normal(6, 2))],
            normal(7, 6, 4),
            normal(8, 6, 2),
        ),
    ),
    Case(tied_autoencoder, (normal(1, 4, 3), normal(2, 3), normal(3, 4), normal(4, 5, 4))),
    Case(residual_block, (normal(1, 5, 3), normal(2, 3, 4), normal(3, 4, 3), positive(4, 3), normal(5, 3))),
    Case(batch_norm, (normal(1, 5, 3), positive(2, 3), normal(3, 3), normal(4, 5, 3))),
    Case(causal_attention, (normal(1, 4, 5), normal(2, 5, 3), normal(3, 5, 3), normal(4, 5, 2))),
    Case(two_heads, (normal(1, 2, 3, 4), normal(2, 4, 12), normal(3, 4, 5))),
    Case(
        vanilla_rnn,
        (normal(1, 4, 4), normal(2, 3, 4), normal(3, 3, 3), normal(4, 4, 3), normal(5, 3, 1), normal(6, 4, 1)),
    ),
    Case(lstm, (normal(1, 4, 3), normal(2, 5, 8), normal(3, 8))),
    Case(gru_step, (normal(1, 3), normal(2, 4), normal(3, 3, 6), normal(4, 4, 6), normal(5, 3, 3), normal(6, 4, 3))),
    Case(conv2d_loops, (normal(1, 5, 4), normal(2, 3, 2))),
    Case(conv_layer_windows, (normal(1, 2, 2, 4, 5), normal(2, 3, 2, 3, 2), normal(3, 3))),
    Case(conv_stride_pad, (normal(1, 2, 5, 4), normal(2, 3, 2, 3, 3), normal(3, 3, 1, 1))),
    Case(max_pool, (normal(1, 4, 6), normal(2, 6, 2))),
    Case(average_pool_im2col, (normal(1, 4, 6), normal(2, 4, 3))),
    Case(bag_of_words, (normal(1, 5, 3), normal(2, 3, 4))),
    Case(skip_gram, (normal(1, 5, 3), normal(2, 4, 3))),
    Case(dropout_fixed_seed, (normal(1, 5, 3), normal(2, 3, 4), normal(3, 4, 2))),
    Case(variational_autoencoder, (fractions(1, 5, 4), normal(2, 4, 2), normal(3, 4, 2), normal(4, 2, 4))),
    Case(graph_convolution, (normal(1, 5, 3), [normal(2, 3, 4), normal(3, 4, 2)])),
    Case(one_row_one_unit, (normal(1, 3, 1), normal(2, 1), normal(3, 1, 3), 1)),
    Case(mixture_of_experts, (normal(1, 5, 3), normal(2, 3, 2), [normal(3, 3, 4), normal(4, 3, 4)])),
    Case(hopfield_energy, (normal(1, 4, 4), normal(2, 4), np.array([1, -1, 1, 1])), tags={"integer data"}),
    Case(highway, (normal(1, 5, 3), normal(2, 3, 3), normal(3, 3, 3))),
]
