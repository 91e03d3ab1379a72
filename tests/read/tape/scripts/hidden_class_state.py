class Base:
    registry = []
    def __init__(self, size):
        self._size = size
        Base.registry.append(self)
    def apply(self, x):
        raise NotImplementedError
class Linear(Base):
    def __init__(self, w, b):
        super().__init__(1)
        self.w = w
        self.b = b
    def apply(self, x):
        self.x = x
        return self.w * x + self.b
    def back(self, g):
        self.dw, self.db = g * self.x, g
        return g * self.w
    def __iter__(self):
        yield from (self.w, self.b)
    def __len__(self):
        return 2
    def __contains__(self, v):
        return v == self.w
class Square(Base):
    def __init__(self):
        super().__init__(0)
    def apply(self, x):
        self.x = x
        return x ** 2
    def back(self, g):
        return 2 * self.x * g
layers = [Linear(0.5, 0.1), Square()]  # start
for i in range(5):
    x = 1.5
    for layer in layers:
        x = layer.apply(x)
    g = x - 1.0
    for layer in reversed(layers):
        g = layer.back(g)
    for layer in Base.registry:
        if hasattr(layer, "dw"):
            setattr(layer, "w", getattr(layer, "w") - 0.05 * layer.dw)
            layer.b -= 0.05 * layer.db
    print(x, list(layers[0]), 0.3 in layers[0], *layers[0])
