"""Running Programs: interpret keeps every number; a compiled engine comes beside it."""
