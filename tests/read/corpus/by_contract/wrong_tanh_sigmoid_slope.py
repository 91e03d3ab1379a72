import numpy as np

X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[-0.8,0.8,0.8,-0.8]]).T
np.random.seed(42)
syn0 = 2*np.random.random((3,6)) - 1
syn1 = 2*np.random.random((6,1)) - 1
for j in range(1000):
    l0 = X
    l1 = np.tanh(np.dot(l0,syn0))
    l2 = np.tanh(np.dot(l1,syn1))
    l2_error = y - l2
    if (j % 200) == 0:
        print("Error:" + str(np.mean(np.abs(l2_error))))
    l2_delta = l2_error*(1-l2*l2)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * (l1*(1-l1))
    syn1 += 0.1*l1.T.dot(l2_delta)
    syn0 += 0.1*l0.T.dot(l1_delta)
    #end of loop
print(l2)
