# Gradient descent from first principles, no libraries.
# price (in 100k) ~ area (100 sq m) and age (decades)
import random

random.seed(4)
houses = []
for _ in range(25):
    area = random.uniform(0.4, 2.2)
    age = random.uniform(0, 6)
    price = 1.9 * area - 0.25 * age + 0.8 + random.gauss(0, 0.1)
    houses.append((area, age, price))

w_area, w_age, bias = 0.0, 0.0, 0.0
learning_rate = 0.05


def predict(area, age):
    return w_area * area + w_age * age + bias


def cost():
    total = 0
    for area, age, price in houses:
        total += (price - predict(area, age)) ** 2
    return total / len(houses)


for step in range(400):
    d_area = 0
    d_age = 0
    d_bias = 0
    for area, age, price in houses:
        guess = predict(area, age)
        d_area += -2 * area * (price - guess)
        d_age += -2 * age * (price - guess)
        d_bias += -2 * (price - guess)
    n = float(len(houses))
    w_area -= learning_rate * (d_area / n)
    w_age -= learning_rate * (d_age / n)
    bias -= learning_rate * (d_bias / n)
    if step % 100 == 0:
        print(step, "cost", round(cost(), 4))

print("price = %.2f*area + %.2f*age + %.2f" % (w_area, w_age, bias))
