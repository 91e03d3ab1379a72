"""The commands, one file each: ``train.py`` has the function ``train``, whose parameters are its options.

Its docstring is the help; what it raises becomes an exit code (see ``app/errors.py``); heavy imports stand inside it.
"""
