xs = [0.1, 0.4, 0.5, 0.8, 1.2, 1.5]
ys = [0.3, 0.9, 0.8, 1.7, 2.4, 3.2]

answer = input("learning rate (empty for 0.1): ")
rate = float(answer) if answer else 0.1
answer = input("passes (empty for 12): ")
passes = int(answer) if answer else 12

slope = 0.5
height = -0.2
for turn in range(passes):
    d_slope = 0.0
    d_height = 0.0
    cost = 0.0
    for x, y in zip(xs, ys):
        guess = slope * x + height
        miss = guess - y
        cost += miss ** 2
        d_slope += 2 * miss * x
        d_height += 2 * miss
    cost /= len(xs)
    d_slope /= len(xs)
    d_height /= len(xs)
    slope = slope - rate * d_slope
    height = height - rate * d_height
    print("pass", turn, "cost", cost)
