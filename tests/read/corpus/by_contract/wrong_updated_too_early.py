import math, random
random.seed(99)

class Neuron(object):
    def __init__(self, n, name=""):
        self.name = name
        self.w = [random.uniform(-1, 1) for _ in range(n)]
        self.bias = random.uniform(-1, 1)
    def fire(self, x):
        self.x = x
        self.net = sum(a * b for a, b in zip(self.w, x)) + self.bias
        self.out = 1 / (1 + math.exp(-self.net))
        return self.out
    def slope(self):
        return self.out * (1 - self.out)
    def adjust(self, blame, lr):
        self.delta = blame * self.slope()
        for i in range(len(self.w)):
            self.w[i] -= lr * self.delta * self.x[i]
        self.bias -= lr * self.delta

hidden = [Neuron(2, "h%d" % i) for i in range(3)]
output = Neuron(3, "out")
rows = [([0.0, 0.2], 0.1), ([0.9, 0.1], 0.8), ([0.3, 0.8], 0.9), ([1.0, 1.0], 0.2)]

for epoch in range(300):
    sse = 0.0
    for x, t in rows:
        h = [n.fire(x) for n in hidden]
        y = output.fire(h)
        sse += (y - t) ** 2
        output.adjust(y - t, 0.5)
        for k, n in enumerate(hidden):    
            n.adjust(output.delta * output.w[k], 0.5)
        last = epoch
    if epoch % 60 == 0: print(epoch, sse)
