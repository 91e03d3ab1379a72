"""Training: data, the loop, progress, history and checkpoints."""
