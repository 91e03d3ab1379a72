w = [0.1, 0.9, 0.4]  # start
lo = 0.0
for i in range(6):
    w[0], w[2] = w[2], w[0]
    if (e := w[0] - 0.5) > 0:
        w[0] -= 0.1 * e
    elif -1 < e < 0:
        w[0] += 0.1
    match i % 3:
        case 0:
            w[1] = w[1] * 0.9
        case n if n == 1:
            w[1] = w[1] - 0.1 * w[2]
        case _:
            w[1] = max(w[1], lo)
    a = b = w[1] * 2
    w[2] = a if a < 1.5 else 0.5 * b
    print(*w, sep="|")
