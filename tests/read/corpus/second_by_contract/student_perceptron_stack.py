import numpy as np

class Layer():
    def __init__(self, fan_in, fan_out):
        self.weights = np.random.randn(fan_in, fan_out) * 0.6
        self.biases = np.zeros((1, fan_out))
        self.input = None
        self.output = None
        self.delta = None

    def forward(self, inputs):
        self.input = inputs
        self.output = np.tanh(np.dot(inputs, self.weights) + self.biases)
        return self.output

class MyNetwork():
    def __init__(self, sizes, learning_rate):
        self.layers = []
        for i in range(len(sizes) - 1):
            self.layers.append(Layer(sizes[i], sizes[i + 1]))
        self.learning_rate = learning_rate

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def train(self, x, y):
        prediction = self.predict(x)
        loss = 0.5 * np.sum((y - prediction) ** 2)
        # calculate the deltas, start at the back
        last = self.layers[-1]
        last.delta = (prediction - y) * (1 - last.output ** 2)
        for i in reversed(range(len(self.layers) - 1)):
            layer = self.layers[i]
            next_layer = self.layers[i + 1]
            layer.delta = np.dot(next_layer.delta, next_layer.weights.T)
        # now change the weights
        for layer in self.layers:
            layer.weights -= self.learning_rate * np.dot(layer.input.T, layer.delta)
            layer.biases -= self.learning_rate * np.sum(layer.delta, axis=0, keepdims=True)
        return loss

np.random.seed(42)
x = np.random.uniform(-1, 1, (20, 2))
y = np.column_stack((np.sin(x[:, 0] * 2), np.cos(x[:, 1] * 2))) * 0.9
network = MyNetwork([2, 6, 4, 2], 0.02)
for epoch in range(200):
    loss = network.train(x, y)
    if epoch % 50 == 0:
        print("Epoch: " + str(epoch) + " Loss: " + str(loss))
