import numpy as np

np.random.seed(0)
prototypes = (np.random.rand(10, 35) > 0.5).astype(float)      # ten 7x5 glyphs
digit = np.random.randint(0, 10, 200)
flip = np.random.rand(200, 35) < 0.05
pixels = np.abs(prototypes[digit] - flip)
onehot = np.eye(10)[digit]

W_in = np.random.randn(35, 20) * 0.2
b_in = np.zeros(20)
W_out = np.random.randn(20, 10) * 0.2
b_out = np.zeros(10)
KEEP = 0.8
ALPHA = 0.5


def softmax(s):
    e = np.exp(s - np.max(s, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def forward(x, mask):
    hid = np.maximum(0, x.dot(W_in) + b_in) * mask
    return hid, softmax(hid.dot(W_out) + b_out)


def train_step(x, t):
    global W_in, b_in, W_out, b_out
    mask = (np.random.rand(len(x), 20) < KEEP) / KEEP
    hid, prob = forward(x, mask)
    loss = -np.sum(t * np.log(prob + 1e-300)) / len(x)
    d_score = (prob - t) / len(x)
    d_hid = d_score.dot(W_out.T) * mask
    d_hid[hid <= 0] = 0
    W_out = W_out - ALPHA * hid.T.dot(d_score)
    b_out = b_out - ALPHA * d_score.sum(0)
    W_in = W_in - ALPHA * x.T.dot(d_hid)
    b_in = b_in - ALPHA * d_hid.sum(0)
    return loss


for epoch in range(25):
    perm = np.random.permutation(200)
    total = 0
    for s in range(0, 200, 25):
        total += train_step(pixels[perm[s:s + 25]], onehot[perm[s:s + 25]])
    if epoch % 5 == 0:
        print('epoch', epoch, 'loss', total / 8)
_, prob = forward(pixels, 1.0)
print('accuracy', np.mean(prob.argmax(1) == digit))
