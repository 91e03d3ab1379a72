import random
random.seed(3)
class Neuron:
    rate = 0.5
    def __init__(self, n, bias=0.1):
        self.__weights = [random.uniform(-1, 1) for _ in range(n)]  # start
        self.__bias = bias
    def forward(self, xs):
        self.inputs = xs
        self.out = sum(w * x for w, x in zip(self.__weights, xs)) + self.__bias
        return self.out
    def backward(self, delta):
        for i, x in enumerate(self.inputs):
            self.__weights[i] -= Neuron.rate * delta * x
        self.__bias -= Neuron.rate * delta
    @property
    def weights(self):
        return self.__weights
class Network:
    class Layer:
        def __init__(self, n, m):
            self.neurons = [Neuron(n) for _ in range(m)]
        def __call__(self, xs):
            return [n.forward(xs) for n in self.neurons]
        def __getitem__(self, i):
            return self.neurons[i]
    def __init__(self):
        self._layer = Network.Layer(2, 2)
    def train(self, xs, ts):
        out = self._layer(xs)
        for k, (o, t) in enumerate(zip(out, ts)):
            self._layer[k].backward(0.1 * (o - t))
        return out
net = Network()
for epoch in range(6):
    for xs, ts in (((1.0, 0.0), (1, 0)), ((0.5, -1.0), (0, 1))):
        print(net.train(xs, ts), net._layer[0].weights)
