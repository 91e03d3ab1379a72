import math
import random


class Neuron:
    """One unit: it knows its weights, and remembers what went in and out."""

    def __init__(self, inputs, rng):
        self.weights = [rng.uniform(-0.7, 0.7) for _ in range(inputs)]
        self.bias = rng.uniform(-0.7, 0.7)
        self.inputs = [0.0] * inputs
        self.z = 0.0
        self.output = 0.0
        self.delta = 0.0

    def sum_up(self, inputs):
        self.inputs = list(inputs)
        self.z = self.bias
        for w, x in zip(self.weights, inputs):
            self.z += w * x
        return self.z

    def learn(self, rate):
        for i, x in enumerate(self.inputs):
            self.weights[i] -= rate * self.delta * x
        self.bias -= rate * self.delta


class Net:
    def __init__(self, width, rng, rate):
        self.hidden = [Neuron(1, rng) for _ in range(width)]
        self.output = Neuron(width, rng)
        self.rate = rate

    def forward(self, x):
        for neuron in self.hidden:
            neuron.output = math.tanh(neuron.sum_up([x]))
        self.output.output = self.output.sum_up([neuron.output for neuron in self.hidden])
        return self.output.output

    def backward(self, target):
        self.output.delta = self.output.output - target
        for k, neuron in enumerate(self.hidden):
            blame = self.output.delta * self.output.weights[k]
            neuron.delta = blame * (1.0 - neuron.output ** 2)
        for neuron in self.hidden + [self.output]:
            neuron.learn(self.rate)


net = Net(4, random.Random(11), 0.08)
points = [(k / 4.0, math.sin(k / 2.0)) for k in range(-4, 5)]
for epoch in range(5):
    sum_loss = 0.0
    for x, y in points:
        guess = net.forward(x)
        net.backward(y)
        sum_loss += 0.5 * (guess - y) ** 2
    print("epoch", epoch, "loss", sum_loss)
