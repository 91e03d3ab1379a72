"""Pages: one self-contained HTML file each, which reads without a script and asks nothing of a network."""
