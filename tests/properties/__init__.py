"""Laws that hold for every Program, tried on random ones."""
