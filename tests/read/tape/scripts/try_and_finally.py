import math
w = 0.5  # start
def safe(x):
    try:
        return math.log(x)
    except ValueError as problem:
        return 0.0
    finally:
        pass
for i in range(6):
    try:
        e = w / (i - 2)
    except ZeroDivisionError:
        e = w
    except:
        e = 0.0
    else:
        e = e * 0.5
    finally:
        w = w - 0.1 * e
    w += 0.01 * safe(w - 0.45)
    print(i, w)
