"""The answer as one page: the script with what each line computes, its network alive, and what is wrong with its fix."""
