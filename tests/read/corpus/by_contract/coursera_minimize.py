# ex4 in python (my port from octave)
import numpy as np
from scipy.optimize import minimize

input_layer_size = 3
hidden_layer_size = 5
num_labels = 3
lmbda = 0.1

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoidGradient(z):
    g = sigmoid(z)
    return g * (1 - g)

def debugInitialize(fan_out, fan_in):
    # sin() so that it is always the same
    w = np.sin(np.arange(1, fan_out * (fan_in + 1) + 1))
    return w.reshape(fan_out, fan_in + 1) / 2

def nnCostFunction(nn_params, X, Y, lmbda):
    cut = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:cut].reshape(hidden_layer_size, input_layer_size + 1)
    Theta2 = nn_params[cut:].reshape(num_labels, hidden_layer_size + 1)
    m = X.shape[0]

    a1 = np.column_stack([np.ones(m), X])
    z2 = a1.dot(Theta1.T)
    a2 = np.column_stack([np.ones(m), sigmoid(z2)])
    z3 = a2.dot(Theta2.T)
    h = sigmoid(z3)

    J = np.sum(-Y * np.log(h) - (1 - Y) * np.log(1 - h)) / m
    J += lmbda / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))

    delta3 = h - Y
    delta2 = delta3.dot(Theta2[:, 1:]) * sigmoidGradient(z2)
    Theta1_grad = delta2.T.dot(a1) / m
    Theta2_grad = delta3.T.dot(a2) / m
    Theta1_grad[:, 1:] += lmbda / m * Theta1[:, 1:]
    Theta2_grad[:, 1:] += lmbda / m * Theta2[:, 1:]
    return J, np.concatenate([Theta1_grad.ravel(), Theta2_grad.ravel()])

X = np.array([[0.1, 0.8, 0.3], [0.9, 0.2, 0.1], [0.4, 0.4, 0.9], [0.2, 0.9, 0.2], [0.8, 0.1, 0.3], [0.3, 0.3, 0.7]])
y = np.array([0, 1, 2, 0, 1, 2])
Y = np.eye(num_labels)[y]

initial = np.concatenate([debugInitialize(hidden_layer_size, input_layer_size).ravel(),
                          debugInitialize(num_labels, hidden_layer_size).ravel()])
res = minimize(nnCostFunction, initial, args=(X, Y, lmbda), jac=True, method='L-BFGS-B', options={'maxiter': 40})
print('final cost', res.fun)
print('iterations', res.nit)
