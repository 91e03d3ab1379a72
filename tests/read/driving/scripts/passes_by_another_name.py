import numpy as np


class Slopes:
    def __init__(self, n_in, n_out):
        self.w = np.random.randn(n_in, n_out)

    def train(self, in_arr, labels, again_and_again_counting):
        for _ in range(again_and_again_counting):
            p = in_arr.dot(self.w)
            self.w -= 0.1 * in_arr.T.dot(p - labels) / len(p)
