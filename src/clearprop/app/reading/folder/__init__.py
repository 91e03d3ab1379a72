"""A class's submissions: a folder of scripts, each read in a process of its own, as a table and a page of groups."""
