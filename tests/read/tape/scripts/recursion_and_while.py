import math
def power(x, n):
    return 1.0 if n == 0 else x * power(x, n - 1)
w = 0.9  # start
k = 0
while True:
    e = power(w, 3) - 0.2
    w -= 0.05 * e * 3 * power(w, 2)
    k += 1
    if k > 7 or abs(e) < 1e-9:
        break
print(w, k)
