import math
import random


class Neuron(object):
    def __init__(self, numInputs, rnd):
        self.__weights = [rnd.random() * 2 - 1 for i in range(numInputs)]
        self.__threshold = rnd.random() * 2 - 1
        self.__lastSteps = [0.0] * (numInputs + 1)
        self.__inputs = None
        self.__output = 0.0
        self.__error = 0.0

    def getOutput(self):
        return self.__output

    def getWeight(self, i):
        return self.__weights[i]

    def getError(self):
        return self.__error

    def setError(self, e):
        self.__error = e * self.__output * (1.0 - self.__output)

    def activate(self, inputs):
        self.__inputs = list(inputs)
        s = self.__threshold
        for i in range(len(inputs)):
            s += self.__weights[i] * inputs[i]
        self.__output = 1.0 / (1.0 + math.exp(-s))
        return self.__output

    def adjust(self, rate, momentum):
        for i in range(len(self.__weights)):
            step = rate * self.__error * self.__inputs[i] + momentum * self.__lastSteps[i]
            self.__weights[i] += step
            self.__lastSteps[i] = step
        step = rate * self.__error + momentum * self.__lastSteps[-1]
        self.__threshold += step
        self.__lastSteps[-1] = step


class Network(object):
    def __init__(self, nIn, nHidden, nOut, seed):
        rnd = random.Random(seed)
        self.hidden = [Neuron(nIn, rnd) for i in range(nHidden)]
        self.out = [Neuron(nHidden, rnd) for i in range(nOut)]

    def feed(self, x):
        h = [n.activate(x) for n in self.hidden]
        return [n.activate(h) for n in self.out]

    def learn(self, x, target, rate=0.5, momentum=0.8):
        result = self.feed(x)
        for k in range(len(self.out)):
            self.out[k].setError(target[k] - result[k])
        for j in range(len(self.hidden)):
            s = 0.0
            for n in self.out:
                s += n.getError() * n.getWeight(j)
            self.hidden[j].setError(s)
        for n in self.out + self.hidden:
            n.adjust(rate, momentum)
        return sum((t - r) ** 2 for t, r in zip(target, result)) / 2


net = Network(2, 3, 1, 17)
samples = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])]
for epoch in range(1500):
    err = 0.0
    for x, t in samples:
        err += net.learn(x, t)
    if epoch % 500 == 0:
        print("Epoch", epoch, "error", err)
for x, t in samples:
    print(x, t, net.feed(x))
