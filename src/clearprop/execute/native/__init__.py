"""The training step as one native function, and an epoch of it as one call."""
