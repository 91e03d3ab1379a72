"""Other ways to write the same, one rule a file: ``edits(source)`` yields the changes."""
