import numpy as np
np.random.seed(21)

# fake data until I get the real csv
N, F, C = 60, 6, 3
Xtrain = np.random.normal(size=(N, F))
labels = (Xtrain[:, 0] > 0).astype(int) + (Xtrain[:, 1] + Xtrain[:, 2] > 0).astype(int)
Ytrain = np.eye(C)[labels]

H1, H2 = 12, 8
w1 = np.random.normal(size=(F, H1)) * np.sqrt(2/F)
w2 = np.random.normal(size=(H1, H2)) * np.sqrt(2/H1)
w3 = np.random.normal(size=(H2, C)) * np.sqrt(2/H2)
c1 = np.full(H1, 0.01)
c2 = np.full(H2, 0.01)
c3 = np.zeros(C)

keep = 0.8
lr = 0.1
decay = 1e-3
bs = 20

def lrelu(u):
    return np.where(u > 0, u, 0.1*u)

def dlrelu(u):
    d = np.ones_like(u)
    d[u <= 0] = 0.1
    return d

for epoch in range(40):
    for k in range(0, N, bs):
        xb = Xtrain[k:k+bs]
        yb = Ytrain[k:k+bs]

        u1 = xb.dot(w1) + c1
        m1 = (np.random.rand(*u1.shape) < keep) / keep
        v1 = lrelu(u1) * m1
        u2 = v1.dot(w2) + c2
        m2 = (np.random.rand(*u2.shape) < keep) / keep
        v2 = lrelu(u2) * m2
        u3 = v2.dot(w3) + c3
        ex = np.exp(u3 - u3.max(axis=1)[:, None])
        prob = ex / ex.sum(axis=1)[:, None]

        L = -(yb * np.log(prob)).sum() / bs

        g3 = (prob - yb) / bs
        g2 = g3.dot(w3.T) * m2 * dlrelu(u2)
        g1 = g2.dot(w2.T) * m1 * dlrelu(u1)

        w3 = w3 - lr * (v2.T.dot(g3) + decay * w3)
        w2 = w2 - lr * (v1.T.dot(g2) + decay * w2)
        w1 = w1 - lr * (xb.T.dot(g1) + decay * w1)
        c3 = c3 - lr * g3.sum(axis=0)
        c2 = c2 - lr * g2.sum(axis=0)
        c1 = c1 - lr * g1.sum(axis=0)
        done = k
    if epoch % 10 == 9:
        print('epoch', epoch + 1, 'last batch loss', round(L, 4))

# test time: no dropout
a = lrelu(lrelu(Xtrain.dot(w1) + c1).dot(w2) + c2).dot(w3) + c3
print('train acc', (a.argmax(1) == labels).mean())
