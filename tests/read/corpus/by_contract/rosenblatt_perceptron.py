"""
The Perceptron (1958). We teach it the AND function.
No calculus needed!
"""
import random

random.seed(1)

def step(v):
    if v >= 0:
        return 1
    return 0

training_set = [
    ((0, 0), 0),
    ((0, 1), 0),
    ((1, 0), 0),
    ((1, 1), 1),
]

weights = [random.random() - 0.5, random.random() - 0.5]
bias = random.random() - 0.5
eta = 0.2

while True:
    errors = 0
    for inputs, wanted in training_set:
        v = bias
        for w, x in zip(weights, inputs):
            v += w * x
        got = step(v)
        error = wanted - got
        if error != 0:
            errors += 1
            for i in range(len(weights)):
                weights[i] += eta * error * inputs[i]
            bias += eta * error
    print("errors in this pass:", errors)
    if errors == 0:
        break

print("weights", weights, "bias", bias)
