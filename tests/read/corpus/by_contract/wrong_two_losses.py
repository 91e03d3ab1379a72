import numpy

class neuralNetwork:
    def __init__(self, inodes, hnodes, onodes, lrate):
        self.w_in_hid = numpy.random.normal(0.0, pow(inodes, -0.5), (hnodes, inodes))
        self.w_hid_out = numpy.random.normal(0.0, pow(hnodes, -0.5), (onodes, hnodes))
        self.rate = lrate
        self.squash = lambda t: 1.0 / (1.0 + numpy.exp(-t))

    def train(self, in_list, target_list):
        ins = numpy.array(in_list, ndmin=2).T
        targets = numpy.array(target_list, ndmin=2).T

        hid_in = numpy.dot(self.w_in_hid, ins)
        hid_out = self.squash(hid_in)
        fin_in = numpy.dot(self.w_hid_out, hid_out)
        fin_out = self.squash(fin_in)

        out_err = targets - fin_out
        hid_err = numpy.dot(self.w_hid_out.T, out_err)

        self.w_hid_out += self.rate * numpy.dot(out_err * fin_out * (1.0 - fin_out), hid_out.T)
        self.w_in_hid += self.rate * numpy.dot(hid_err * hid_out * (1.0 - hid_out), ins.T)

    def query(self, in_list):
        ins = numpy.array(in_list, ndmin=2).T
        return self.squash(numpy.dot(self.w_hid_out, self.squash(numpy.dot(self.w_in_hid, ins))))

numpy.random.seed(111)
n = neuralNetwork(3, 5, 2, 0.3)
records = [([0.9, 0.1, 0.8], [0.99, 0.01]), ([0.2, 0.7, 0.3], [0.01, 0.99]), ([0.8, 0.3, 0.6], [0.99, 0.01]), ([0.1, 0.9, 0.5], [0.01, 0.99])]
for e in range(100):
    for record in records:
        n.train(record[0], record[1])
for record in records:
    print(record[1], n.query(record[0]).ravel().round(3))
