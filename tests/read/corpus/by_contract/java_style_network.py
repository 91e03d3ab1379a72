import math
import random


class Neuron:
    def __init__(self, inputCount):
        self.__weights = []
        for i in range(inputCount):
            self.__weights.append(random.gauss(0, 0.7))
        self.__bias = random.gauss(0, 0.7)
        self.__inputs = None
        self.__output = 0.0
        self.__errorTerm = 0.0

    def getWeight(self, index):
        return self.__weights[index]

    def getWeights(self):
        return self.__weights

    def getBias(self):
        return self.__bias

    def getOutput(self):
        return self.__output

    def getErrorTerm(self):
        return self.__errorTerm

    def setErrorTerm(self, errorTerm):
        self.__errorTerm = errorTerm

    def activate(self, inputs):
        self.__inputs = inputs
        net = self.__bias
        for i in range(len(inputs)):
            net = net + inputs[i] * self.__weights[i]
        self.__output = self.__sigmoid(net)
        return self.__output

    def derivative(self):
        return self.__output * (1.0 - self.__output)

    def updateWeights(self, learningRate):
        for i in range(len(self.__weights)):
            gradient = self.__errorTerm * self.__inputs[i]
            self.__weights[i] = self.__weights[i] - learningRate * gradient
        self.__bias = self.__bias - learningRate * self.__errorTerm

    @staticmethod
    def __sigmoid(value):
        return 1.0 / (1.0 + math.exp(-value))


class Layer:
    def __init__(self, neuronCount, inputCount):
        self.__neurons = [Neuron(inputCount) for _ in range(neuronCount)]

    def getNeurons(self):
        return self.__neurons

    def feed(self, inputs):
        outputs = []
        for neuron in self.__neurons:
            outputs.append(neuron.activate(inputs))
        return outputs


class Network:
    def __init__(self, inputCount, hiddenCount, outputCount, learningRate):
        self.__hiddenLayer = Layer(hiddenCount, inputCount)
        self.__outputLayer = Layer(outputCount, hiddenCount)
        self.__learningRate = learningRate

    def getHiddenLayer(self):
        return self.__hiddenLayer

    def getOutputLayer(self):
        return self.__outputLayer

    def predict(self, inputs):
        return self.__outputLayer.feed(self.__hiddenLayer.feed(inputs))

    def trainOnce(self, inputs, expected):
        actual = self.predict(inputs)
        loss = 0.0
        outputNeurons = self.__outputLayer.getNeurons()
        for k in range(len(outputNeurons)):
            difference = actual[k] - expected[k]
            loss = loss + 0.5 * difference * difference
            outputNeurons[k].setErrorTerm(difference * outputNeurons[k].derivative())

        hiddenNeurons = self.__hiddenLayer.getNeurons()
        for j in range(len(hiddenNeurons)):
            errorSum = 0.0
            for outputNeuron in outputNeurons:
                errorSum += outputNeuron.getErrorTerm() * outputNeuron.getWeight(j)
            hiddenNeurons[j].setErrorTerm(errorSum * hiddenNeurons[j].derivative())

        for layer in (self.__hiddenLayer, self.__outputLayer):
            for neuron in layer.getNeurons():
                neuron.updateWeights(self.__learningRate)
        return loss


class Main:
    @staticmethod
    def main():
        random.seed(12345)
        network = Network(3, 4, 2, 0.4)
        trainingSet = [
            ([0.1, 0.9, 0.3], [1, 0]),
            ([0.8, 0.2, 0.5], [0, 1]),
            ([0.4, 0.7, 0.9], [1, 0]),
            ([0.9, 0.4, 0.1], [0, 1]),
            ([0.2, 0.6, 0.6], [1, 0]),
        ]
        for epoch in range(200):
            totalLoss = 0.0
            for inputs, expected in trainingSet:
                totalLoss += network.trainOnce(inputs, expected)
            if epoch % 40 == 0:
                print("Epoch " + str(epoch) + " loss: " + str(totalLoss))
        for inputs, expected in trainingSet:
            print(expected, network.predict(inputs))


if __name__ == "__main__":
    Main.main()
