"""A tiny neural network that learns the majority vote of three judges."""
import numpy as np

np.random.seed(7)

judges = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
verdicts = (judges.sum(axis=1) >= 2).astype(float).reshape(-1, 1)


class TinyBrain:

    def __init__(self):
        self.synapse_a = 2 * np.random.random((3, 4)) - 1
        self.synapse_b = 2 * np.random.random((4, 1)) - 1
        self.offset_a = np.zeros(4)
        self.offset_b = np.zeros(1)
        self.rate = 0.7

    @staticmethod
    def squash(x):
        return 1 / (1 + np.exp(-x))

    def think(self, x):
        self.mid = self.squash(x.dot(self.synapse_a) + self.offset_a)
        self.top = self.squash(self.mid.dot(self.synapse_b) + self.offset_b)
        return self.top

    def learn(self, x, y):
        miss = y - self.think(x)
        top_push = miss * self.top * (1 - self.top)

        mid_miss = miss.dot(self.synapse_b.T)
        mid_push = mid_miss * self.mid * (1 - self.mid)

        self.synapse_b += self.rate * self.mid.T.dot(top_push)
        self.offset_b += self.rate * top_push.sum(axis=0)
        self.synapse_a += self.rate * x.T.dot(mid_push)
        self.offset_a += self.rate * mid_push.sum(axis=0)
        return np.mean(miss ** 2)


brain = TinyBrain()
for lesson in range(1000):
    mse = brain.learn(judges, verdicts)
    if lesson % 200 == 0:
        print("lesson", lesson, "mean squared miss", mse)
print(brain.think(judges).round(2).ravel())
