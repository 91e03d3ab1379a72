import numpy as np
def initialize_deep(layer_dims):
    p = {}
    for l in range(1, len(layer_dims)):
        p['W'+str(l)] = np.random.randn(layer_dims[l], layer_dims[l-1])*0.3
        p['b'+str(l)] = np.zeros((layer_dims[l], 1))
    return p
def model_forward(X, parameters):
    A = X; caches = []
    L = len(parameters)//2
    for l in range(1, L+1):
        prev = A; Z = parameters['W'+str(l)] @ prev + parameters['b'+str(l)]
        A = 1/(1+np.exp(-Z)) if l == L else np.maximum(0, Z)
        caches.append((prev, Z))
    return A, caches
def deep_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    parameters = initialize_deep(layers_dims)
    for i in range(num_iterations):
        AL, caches = model_forward(X, parameters)
        d = (AL-Y)/Y.shape[1]; g = {}
        for l in range(len(caches), 0, -1):
            prev, Z = caches[l-1]
            if l < len(caches): d = d*(Z > 0)
            g['W'+str(l)] = d @ prev.T; g['b'+str(l)] = d.sum(1, keepdims=True)
            d = parameters['W'+str(l)].T @ d
        for k in parameters: parameters[k] = parameters[k] - learning_rate*g[k]
    return parameters
