import sys
def main(argv=None):
    w = 0.5  # start
    for i in range(5):
        w -= 0.1 * (w - 2)
    print("done", w, __name__)
    return 0
if __name__ == "__main__":
    sys.exit(main())
