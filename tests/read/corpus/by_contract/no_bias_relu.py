import numpy as np

np.random.seed(1)

def relu(x):
    return (x > 0) * x

def relu2deriv(output):
    return output > 0

lights = np.array([[1, 0, 1],
                   [0, 1, 1],
                   [0, 0, 1],
                   [1, 1, 1]])
walk_or_stop = np.array([[1, 1, 0, 0]]).T

speed = 0.1
weights_a = 2*np.random.random((3, 4)) - 1
weights_b = 2*np.random.random((4, 1)) - 1

for iteration in range(80):
    total_error = 0
    for i in range(len(lights)):
        inp = lights[i:i+1]
        mid = relu(np.dot(inp, weights_a))
        guess = np.dot(mid, weights_b)

        total_error += np.sum((guess - walk_or_stop[i:i+1]) ** 2)

        guess_delta = walk_or_stop[i:i+1] - guess
        mid_delta = guess_delta.dot(weights_b.T) * relu2deriv(mid)

        weights_b += speed * mid.T.dot(guess_delta)
        weights_a += speed * inp.T.dot(mid_delta)


    if iteration % 10 == 9:
        print("Error: " + str(total_error))
