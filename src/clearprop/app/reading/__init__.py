"""What a Reading looks like to people: in a terminal, as a line's story, as a page, and for a folder of submissions."""
