class Value:
    def __init__(self, data, scale=1.5):
        self.data = data
        self.scale = scale
class Holder:
    weights = [0.2, 0.4]  # start
    bias = 0.3  # start
def make(*values, **named):
    return [Value(v) for v in values] + [Value(v, scale=2.5) for v in named.values()]
vs = make(0.5, -0.5, third=0.25)  # start
kept = []
kept.append(0.75)  # start
kept.insert(0, 1.25)
box = dict(a=0.5)
box.setdefault("b", 0.125)
for i in range(5):
    for v in vs:
        v.data -= 0.1 * v.data * v.scale
    Holder.weights = [w - 0.1 * w for w in Holder.weights]
    Holder.bias -= 0.1 * Holder.bias
    kept[1] -= 0.1 * kept[1]
    box["b"] = box["b"] - 0.1 * box.get("a", 0.5)
    print([v.data for v in vs], Holder.weights, Holder.bias, kept, box)
