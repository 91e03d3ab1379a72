def move(points, starting_b, starting_m, learning_rate, num_iterations):
    b, m = starting_b, starting_m
    for _ in range(num_iterations):
        slope_b = slope_m = 0.0
        for i in range(len(points)):
            off = m * points[i][0] + b - points[i][1]
            slope_b += off / len(points)
            slope_m += off * points[i][0] / len(points)
        b = b - learning_rate * slope_b
        m = m - learning_rate * slope_m
    return b, m
