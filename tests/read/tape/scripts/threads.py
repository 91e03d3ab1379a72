import threading
w = [0.5]  # start
def work():
    for i in range(5):
        w[0] -= 0.1 * (w[0] - 1)
t = threading.Thread(target=work)
t.start()
t.join()
print(w)
