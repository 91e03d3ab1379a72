import numpy as np

source = np.random.RandomState(55)
points = source.randn(24, 3)
group = (points[:, 0] > 0).astype(int) * 2 + (points[:, 1] > 0).astype(int)
targets = np.zeros((24, 4))
targets[np.arange(24), group] = 1
weights = source.randn(3, 4) * 0.1
offset = np.zeros(4)
batch_count = 0
for sweep in range(6):
    for first in range(0, 24, 8):
        xb = points[first:first + 8]
        tb = targets[first:first + 8]
        logits = xb @ weights + offset
        logits = logits - logits.max(axis=1)[:, None]
        exps = np.exp(logits)
        shares = exps / exps.sum(axis=1)[:, None]
        loss = -(tb * np.log(shares)).sum() / len(xb)
        gap = shares - tb
        grad_w = xb.T @ gap / len(xb)
        grad_o = gap.sum(axis=0) / len(xb)
        weights -= 0.5 * grad_w
        offset -= 0.5 * grad_o
        batch_count += 1
    print(sweep, loss)
