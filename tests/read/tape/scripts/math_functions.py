import math
w = 0.5  # start
for i in range(5):
    z = math.tanh(w) + math.sqrt(w * w + 1) + math.log(1 + math.exp(w)) + math.sin(w) * math.cos(w) + math.atan(w) + math.pow(w, 2)
    h = math.hypot(w, 1.0) + math.fabs(w) + math.fsum([w, w, 1.0]) + math.prod([w, 2.0]) + max(0, w) + min(w, 1.0) + math.copysign(w, 1.0)
    w = w - 0.01 * (z + h)
    print(w, math.floor(w), round(w, 3), int(w * 10), divmod(w, 0.1)[0])
