import numpy as np

np.random.seed(19)
n_pixels, n_classes, n_images = 16, 4, 48
templates = np.random.rand(n_classes, n_pixels)
tag = np.arange(n_images) % n_classes
images = templates[tag] + 0.2 * np.random.randn(n_images, n_pixels)

W = np.zeros((n_classes, n_pixels))
b = np.zeros(n_classes)


def class_probabilities(image):
    score = W.dot(image) + b
    score -= score.max()
    p = np.exp(score)
    return p / p.sum()


def average_loss(rows):
    return -sum(np.log(class_probabilities(images[r])[tag[r]]) for r in rows) / len(rows)


def gradient(rows):
    dW = np.zeros_like(W)
    db = np.zeros_like(b)
    for r in rows:
        p = class_probabilities(images[r])
        p[tag[r]] -= 1
        dW = np.outer(p, images[r])
        db = p
    return dW / len(rows), db / len(rows)


for epoch in range(20):
    order = np.random.permutation(n_images)
    for k in range(0, n_images, 8):
        dW, db = gradient(order[k:k + 8])
        W -= 0.5 * dW
        b -= 0.5 * db
    if epoch % 4 == 0:
        print(epoch, average_loss(range(n_images)))
