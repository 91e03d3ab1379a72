from numpy import *

def makeData(n):
    random.seed(11)
    dataMat = []; labelMat = []
    for i in range(n):
        a = random.uniform(-2, 2); b = random.uniform(-2, 2)
        dataMat.append([1.0, a, b])
        labelMat.append(int(a - 0.7 * b + 0.3 * random.randn() > 0.2))
    return dataMat, labelMat

def sigmoid(inX):
    return 1.0 / (1 + exp(-inX))

def gradAscent(dataMatIn, classLabels, maxCycles=300):
    dataMatrix = asmatrix(dataMatIn)
    labelMat = asmatrix(classLabels).transpose()
    m, n = shape(dataMatrix)
    alpha = 0.01
    weights = asmatrix(ones((n, 1)))
    for k in range(maxCycles):
        h = sigmoid(dataMatrix * weights)
        error = (labelMat - h)
        weights = weights + alpha * dataMatrix.transpose() * error
    return weights

def classify(x, weights):
    return 1 if sigmoid(float(sum(multiply(asmatrix(x), weights.T)))) > 0.5 else 0

data, labels = makeData(60)
w = gradAscent(data, labels)
print(w.T)
wrong = 0
for row, lab in zip(data, labels):
    if classify(row, w) != lab:
        wrong += 1
print('training error rate %.3f' % (wrong / float(len(labels))))
