import numpy as np


class Units:
    def __init__(self, inputs, number_of_neurons):
        np.random.seed(4)
        self.weights = np.random.uniform(-1, 1, (inputs, number_of_neurons))
        self.bias = np.zeros((1, number_of_neurons))

    def predict(self, inputs):
        return 1 / (1 + np.exp(-(inputs @ self.weights + self.bias)))

    def train(self, inputs, validation, epochs=50, layers=1):
        for epoch in range(epochs):
            for layer in range(layers):
                out = self.predict(inputs)
                delta = (out - validation) * out * (1 - out)
                self.weights -= 0.1 * inputs.T @ delta
                self.bias -= 0.1 * delta.sum(axis=0, keepdims=True)
