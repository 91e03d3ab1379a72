# Linear Regression with gradient descent !!
# hours studied -> marks  (my first ML program)

hours = [1.0, 2.0, 2.5, 3.5, 4.0, 5.5, 6.0]
marks = [21.0, 30.0, 33.5, 45.0, 49.0, 61.0, 70.0]

m = 0.0
b = 0.0
L = 0.01       # learning rate
epochs = 300
n = len(hours)

for i in range(epochs):
    D_m = 0
    D_b = 0
    cost = 0
    for j in range(n):
        x = hours[j]
        y = marks[j]
        y_pred = m*x + b
        cost = cost + (y - y_pred)**2
        D_m = D_m + (-2/n) * x * (y - y_pred)
        D_b = D_b + (-2/n) * (y - y_pred)
    cost = cost / n
    m = m - L * D_m
    b = b - L * D_b
    if i % 50 == 0:
        print("epoch", i, "cost", cost)

print("m =", m, " b =", b)
print("marks after 8 hours:", m*8+b)
