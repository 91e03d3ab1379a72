"""What the Program itself promises."""
