from math import exp
from random import uniform


class Units:
    def __init__(self, input_size, output_size):
        self.w = [[uniform(-1, 1) for _ in range(input_size)] for _ in range(output_size)]

    @staticmethod
    def logistic(z):
        return 1 / (1 + exp(-z))

    @staticmethod
    def logistic_derivative(a):
        return a * (1 - a)

    def feed(self, inputs):
        self.a = [self.logistic(sum(w * x for w, x in zip(row, inputs))) for row in self.w]
        return self.a

    def backprop(self, inputs, targets, rate):
        deltas = [(a - t) * self.logistic_derivative(a) for a, t in zip(self.a, targets)]
        for row, delta in zip(self.w, deltas):
            for place, x in enumerate(inputs):
                row[place] -= rate * delta * x
