"""Programs that ship to be read, written as learners write them; nothing here is imported."""
