"""What pages compute dense networks with: Programs for their parts, emitted in JavaScript."""
