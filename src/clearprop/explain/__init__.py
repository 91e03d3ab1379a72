"""What a Program tells a person: its value, gradients, numbers and code; and whether a gradient is right."""
