import random

import numpy as np


class Stack:
    def __init__(self, sizes):
        self.depth = len(sizes)
        self.matrices = [0.5 * np.random.standard_normal((below, above)) for above, below in zip(sizes[:-1], sizes[1:])]

    def slopes(self, x, y):
        values = [x]
        for matrix in self.matrices:
            values.append(np.tanh(matrix @ values[-1]))
        back = values[-1] - y
        found = []
        for matrix, above, below in reversed(list(zip(self.matrices, values[:-1], values[1:]))):
            back = back * (1 - below**2)
            found.insert(0, back @ above.T)
            back = matrix.T @ back
        return found

    def descend(self, training_data, epochs, mini_batch_size, eta, test_data=None):
        for _ in range(epochs):
            random.shuffle(training_data)
            for start in range(0, len(training_data), mini_batch_size):
                batch = training_data[start : start + mini_batch_size]
                sums = [0 * matrix for matrix in self.matrices]
                for x, y in batch:
                    sums = [s + d for s, d in zip(sums, self.slopes(x, y))]
                self.matrices = [m - eta / len(batch) * s for m, s in zip(self.matrices, sums)]
