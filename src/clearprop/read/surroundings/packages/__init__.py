"""Packages that a script takes data or minimisers from: today's own where they are installed, else stand-ins."""
