import numpy


class Perceptron2:
    def __init__(self, input_nodes, hidden_nodes, output_nodes, learning_rate):
        self.rate = learning_rate
        self.a = numpy.random.uniform(-0.6, 0.6, (hidden_nodes, input_nodes))
        self.b = numpy.random.uniform(-0.6, 0.6, (output_nodes, hidden_nodes))

    def train(self, inputs, targets):
        x = numpy.reshape(inputs, (-1, 1))
        t = numpy.reshape(targets, (-1, 1))
        h = numpy.tanh(self.a @ x)
        e = self.b @ h - t
        g = (self.b.T @ e) * (1 - h * h)
        self.b = self.b - self.rate * e @ h.T
        self.a = self.a - self.rate * g @ x.T
