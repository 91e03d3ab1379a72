"""Other ways to write the same, one rule a file."""
