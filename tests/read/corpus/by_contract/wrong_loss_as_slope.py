import numpy as np

inputs = np.array([[0.1, 0.2], [0.9, 0.4], [0.3, 0.7], [0.8, 0.9], [0.5, 0.1]])
outputs = np.array([[0.3], [0.7], [0.6], [0.9], [0.4]])

def sigmoid(s):
    return 1/(1+np.exp(-s))

rnd = np.random.RandomState(2017)
weights1 = rnd.rand(2, 3)
bias1 = rnd.rand(1, 3)
weights2 = rnd.rand(3, 1)
bias2 = rnd.rand(1, 1)
learning_rate = 0.3

i = 0
while i < 100:
    layer1 = sigmoid(np.dot(inputs, weights1) + bias1)
    layer2 = sigmoid(np.dot(layer1, weights2) + bias2)

    error = np.mean((layer2 - outputs)**2)
    if i % 20 == 0:
        print("Error after", i, "steps:", error)

    # backpropagation of the error
    delta2 = error * layer2*(1-layer2)
    delta1 = np.dot(delta2, weights2.T) * layer1*(1-layer1)

    weights2 -= learning_rate * np.dot(layer1.T, delta2)
    bias2 -= learning_rate * np.sum(delta2, axis=0, keepdims=True)
    weights1 -= learning_rate * np.dot(inputs.T, delta1)
    bias1 -= learning_rate * np.sum(delta1, axis=0, keepdims=True)
    i += 1
