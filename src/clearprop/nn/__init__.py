"""Layers, losses, initialisers and optimisers: functions that build Programs, NumPy text on Symbols."""

from clearprop.nn.activations import ActivationFunction, activation_of, activations
from clearprop.nn.architecture import Architecture
from clearprop.nn.initializers import INITIALIZERS, Constant, Normal, Uniform
from clearprop.nn.layers import Activation, BatchNorm, Dense, Dropout, Layer, LayerNorm, Rescale, Residual
from clearprop.nn.losses import Loss, loss_of, losses
from clearprop.nn.optimizers import OPTIMIZERS, SGD, Adam, AdamW, Momentum, Nesterov, Optimizer, RMSProp, optimizer_of
from clearprop.nn.parameters import Parameters, Statistics
from clearprop.nn.scaled_loss import ScaledLoss
from clearprop.nn.schedules import (
    SCHEDULES,
    Cosine,
    Exponential,
    Linear,
    Piecewise,
    Schedule,
    StepDecay,
    WarmUp,
    schedule_over,
)
from clearprop.nn.step import slot, step_program
from clearprop.nn.weighted_loss import WeightedLoss

__all__ = [
    "INITIALIZERS",
    "OPTIMIZERS",
    "SCHEDULES",
    "SGD",
    "Activation",
    "ActivationFunction",
    "Adam",
    "AdamW",
    "Architecture",
    "BatchNorm",
    "Constant",
    "Cosine",
    "Dense",
    "Dropout",
    "Exponential",
    "Layer",
    "LayerNorm",
    "Linear",
    "Loss",
    "Momentum",
    "Nesterov",
    "Normal",
    "Optimizer",
    "Parameters",
    "Piecewise",
    "RMSProp",
    "Rescale",
    "Residual",
    "ScaledLoss",
    "Schedule",
    "Statistics",
    "StepDecay",
    "Uniform",
    "WarmUp",
    "WeightedLoss",
    "activation_of",
    "activations",
    "loss_of",
    "losses",
    "optimizer_of",
    "schedule_over",
    "slot",
    "step_program",
]
