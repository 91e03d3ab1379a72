"""Layers, losses, initialisers and optimisers: functions that build Programs, NumPy text on Symbols."""

from clearprop.nn.activations import Activation, activation_of, activations
from clearprop.nn.architecture import Architecture
from clearprop.nn.initializers import INITIALIZERS, Constant, Normal, Uniform
from clearprop.nn.layers import Dense, Layer
from clearprop.nn.losses import Loss, loss_of, losses
from clearprop.nn.optimizers import OPTIMIZERS, SGD, Adam, AdamW, Momentum, Nesterov, Optimizer, RMSProp, optimizer_of
from clearprop.nn.parameters import Parameters
from clearprop.nn.schedules import Linear
from clearprop.nn.step import slot, step_program

__all__ = [
    "INITIALIZERS",
    "OPTIMIZERS",
    "SGD",
    "Activation",
    "Adam",
    "AdamW",
    "Architecture",
    "Constant",
    "Dense",
    "Layer",
    "Linear",
    "Loss",
    "Momentum",
    "Nesterov",
    "Normal",
    "Optimizer",
    "Parameters",
    "RMSProp",
    "Uniform",
    "activation_of",
    "activations",
    "loss_of",
    "losses",
    "optimizer_of",
    "slot",
    "step_program",
]
