import numpy as np


class Model:
    class Stage:
        def __init__(self, n_in, n_out, kind, generator):
            self.__w = generator.normal(0.0, 0.6, (n_in, n_out))
            self.__b = generator.normal(0.0, 0.1, n_out)
            self.__kind = kind

        def run(self, values):
            self.__given = values
            self.__z = values @ self.__w + self.__b
            if self.__kind == "tanh":
                self.__a = np.tanh(self.__z)
            elif self.__kind == "sigmoid":
                self.__a = 1.0 / (1.0 + np.exp(-self.__z))
            else:
                self.__a = self.__z
            return self.__a

        def __slope(self):
            if self.__kind == "tanh":
                return 1.0 - self.__a ** 2
            if self.__kind == "sigmoid":
                return self.__a * (1.0 - self.__a)
            return np.ones_like(self.__a)

        def back(self, upstream):
            delta = upstream * self.__slope()
            self.__dw = self.__given.T @ delta
            self.__db = delta.sum(axis=0)
            return delta @ self.__w.T

        def move(self, rate):
            self.__w = self.__w - rate * self.__dw
            self.__b = self.__b - rate * self.__db

    def __init__(self, sizes, kinds, rate):
        generator = np.random.default_rng(5)
        self.__stages = [Model.Stage(a, b, k, generator) for a, b, k in zip(sizes, sizes[1:], kinds)]
        self.__rate = rate

    def predict(self, values):
        for stage in self.__stages:
            values = stage.run(values)
        return values

    def step(self, values, targets):
        guess = self.predict(values)
        difference = guess - targets
        signal = 2.0 * difference / len(values)
        for stage in reversed(self.__stages):
            signal = stage.back(signal)
        for stage in self.__stages:
            stage.move(self.__rate)
        return float(np.mean(np.sum(difference ** 2, axis=1)))


source = np.random.default_rng(6)
features = source.normal(size=(12, 3))
wanted = np.stack([features[:, 0] * features[:, 1], features[:, 2] ** 2], axis=1)
model = Model([3, 5, 4, 2], ["tanh", "sigmoid", "linear"], 0.05)
history = []
for _ in range(15):
    value = model.step(features, wanted)
    history.append(value)
print(history[0], history[-1])
