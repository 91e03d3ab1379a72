"""Functions as people write NumPy, and the tests that every one of them has to pass."""
