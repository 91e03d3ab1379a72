import sys
sys.setrecursionlimit(3000)
class Node:
    def __init__(self, value, below=None):
        self.value, self.below = value, below
    def total(self):
        return self.value if self.below is None else self.value + self.below.total()
    def __lt__(self, other):
        return self.value < other.value
    def __eq__(self, other):
        return isinstance(other, Node) and self.value == other.value
    __hash__ = object.__hash__
w = 0.5  # start
for i in range(3):
    chain = None
    for k in range(700):
        chain = Node(w * 0.001, chain)
    w -= 0.1 * chain.total()
    nodes = sorted([Node(w), Node(0.1)])
    print(w, nodes[0].value, nodes[0] == nodes[1], min(nodes).value, sys.getrecursionlimit() > 0)
