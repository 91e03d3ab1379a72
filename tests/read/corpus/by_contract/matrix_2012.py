#!/usr/bin/python
# -*- coding: utf-8 -*-
# A simple backprop net with numpy matrices (posted 2012-03-11, fixed for python 3)
import warnings
warnings.filterwarnings('ignore')
from numpy import *

random.seed(5)

X = matrix('0 0; 0 1; 1 0; 1 1; 0.5 0.5; 0.2 0.9')
Y = matrix('0; 1; 1; 0; 0; 1')
n = X.shape[0]
X1 = hstack((X, ones((n, 1))))     # <- bias

Wa = matrix(random.uniform(-1, 1, (3, 4)))
Wb = matrix(random.uniform(-1, 1, (5, 1)))

def sig(M):
    return 1.0 / (1.0 + exp(-M))

for i in range(2000):
    H = sig(X1 * Wa)
    H1 = hstack((H, ones((n, 1))))
    O = sig(H1 * Wb)
    E = O - Y
    dO = multiply(E, multiply(O, 1 - O))
    dH = multiply(dO * Wb[:4].T, multiply(H, 1 - H))
    Wb = Wb - 0.3 * H1.T * dO
    Wa = Wa - 0.3 * X1.T * dH
    if i % 500 == 0:
        print("%5d  %.6f" % (i, (E.T * E)[0, 0]))
print(around(O.T, 2))
