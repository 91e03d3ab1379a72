"""What a person meets: the command line, later pages and notebooks. The only place that wires things together."""
