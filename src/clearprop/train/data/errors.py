"""What can go wrong with data, by who has to act: the command line gives each kind its exit code."""


class DataError(ValueError):
    """A file is missing, unreadable or unfit to train on (exit code 3)."""


class ColumnError(LookupError):
    """A column was named that the data does not have (exit code 2)."""


class OptionError(ValueError):
    """An option has a value that it cannot have, such as one fold (exit code 2)."""


class MissingExtra(ImportError):
    """A package is not installed that this source needs (exit code 2)."""
