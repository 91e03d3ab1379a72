import numpy as np
class Model:
    def __init__(self): self.layers = []
    def add_layer(self, n_in, n_out, activation="sigmoid"):
        self.layers.append({"W": np.random.randn(n_in, n_out)*0.4, "b": np.zeros((1, n_out)), "act": activation})
    def forward(self, X):
        a = X
        for L in self.layers:
            L["x"] = a; z = a @ L["W"] + L["b"]
            a = 1/(1+np.exp(-z)) if L["act"] == "sigmoid" else z
            L["a"] = a
        return a
    def fit(self, X, y, epochs=100, lr=0.1):
        for _ in range(epochs):
            d = (self.forward(X)-y)/len(X)
            for L in reversed(self.layers):
                if L["act"] == "sigmoid": d = d*L["a"]*(1-L["a"])
                prev = d @ L["W"].T
                L["W"] -= lr*L["x"].T @ d; L["b"] -= lr*d.sum(0, keepdims=True)
                d = prev
