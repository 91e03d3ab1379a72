"""A small network learns two classes from ten points by backpropagation: plain Python, one row at a time."""

from math import exp
from random import random, seed

DATA = [
    [2.7810836, 2.550537003, 0],
    [1.465489372, 2.362125076, 0],
    [3.396561688, 4.400293529, 0],
    [1.38807019, 1.850220317, 0],
    [3.06407232, 3.005305973, 0],
    [7.627531214, 2.759262235, 1],
    [5.332441248, 2.088626775, 1],
    [6.922596716, 1.77106367, 1],
    [8.675418651, -0.242068655, 1],
    [7.673756466, 3.508563011, 1],
]


def new_layer(n_neurons, n_inputs):
    # a weight for each input, and the bias in the last place
    return [{"weights": [random() for _ in range(n_inputs + 1)]} for _ in range(n_neurons)]


def new_network(n_inputs, n_hidden, n_outputs):
    return [new_layer(n_hidden, n_inputs), new_layer(n_outputs, n_hidden)]


def weighted_sum(weights, inputs):
    total = weights[-1]
    for i in range(len(weights) - 1):
        total += weights[i] * inputs[i]
    return total


def sigmoid(total):
    return 1.0 / (1.0 + exp(-total))


def sigmoid_slope(output):
    return output * (1.0 - output)


def forward(network, row):
    inputs = row
    for layer in network:
        outputs = []
        for neuron in layer:
            total = weighted_sum(neuron["weights"], inputs)
            neuron["output"] = sigmoid(total)
            outputs.append(neuron["output"])
        inputs = outputs
    return inputs


def backward(network, expected):
    for number in reversed(range(len(network))):
        layer = network[number]
        errors = []
        if number == len(network) - 1:
            for j in range(len(layer)):
                errors.append(layer[j]["output"] - expected[j])
        else:
            for j in range(len(layer)):
                error = 0.0
                for neuron in network[number + 1]:
                    error += neuron["weights"][j] * neuron["delta"]
                errors.append(error)
        for j in range(len(layer)):
            neuron = layer[j]
            neuron["delta"] = errors[j] * sigmoid_slope(neuron["output"])


def update(network, row, rate):
    inputs = row[:-1]
    for layer in network:
        for neuron in layer:
            for j in range(len(inputs)):
                neuron["weights"][j] -= rate * neuron["delta"] * inputs[j]
            neuron["weights"][-1] -= rate * neuron["delta"]
        inputs = [neuron["output"] for neuron in layer]


def train(network, rows, rate, n_epochs, n_outputs):
    for epoch in range(n_epochs):
        sum_error = 0.0
        for row in rows:
            outputs = forward(network, row)
            expected = [0] * n_outputs
            expected[row[-1]] = 1
            sum_error += sum([(expected[i] - outputs[i]) ** 2 for i in range(n_outputs)])
            backward(network, expected)
            update(network, row, rate)
        print(f"epoch {epoch}, rate {rate:.3f}, error {sum_error:.3f}")


if __name__ == "__main__":
    seed(1)
    network = new_network(n_inputs=2, n_hidden=2, n_outputs=2)
    train(network, DATA, rate=0.5, n_epochs=20, n_outputs=2)
    for layer in network:
        print(layer)
