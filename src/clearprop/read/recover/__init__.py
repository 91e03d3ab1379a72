"""From a tape to what was trained: parameters, steps, predictions and targets, layers, and the loss that is descended."""
