"""From what went wrong to an exit code and one or two sentences: 1 a finding, 2 the command line, 3 a file, 130 Ctrl-C."""

FINDING, USAGE, FILE, BUG, INTERRUPTED = 1, 2, 3, 70, 130


class Finding(Exception):
    """What a command was asked to find out, and found wrong: a gradient, a script (exit code 1)."""


def exit_code(problem: BaseException) -> int:
    """The exit code for what was raised; 70 is a defect of ours."""
    from clearprop.read.contained import ContainedError, TooLittleProtection
    from clearprop.read.source.errors import SourceError
    from clearprop.train.data.errors import ColumnError, DataError, MissingExtra, OptionError
    from clearprop.train.diverged import Diverged

    codes: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], int], ...] = (
        (KeyboardInterrupt, INTERRUPTED),
        ((Finding, Diverged), FINDING),
        ((ColumnError, OptionError, MissingExtra, TooLittleProtection), USAGE),
        ((DataError, SourceError, ContainedError, OSError), FILE),
        (ValueError, USAGE),  # an unknown name, a size that does not fit: what was typed
    )
    return next((code for kinds, code in codes if isinstance(problem, kinds)), BUG)


def sentence(problem: BaseException) -> str:
    """What to say about it."""
    if isinstance(problem, KeyboardInterrupt):
        return str(problem) or "Interrupted; nothing was written."
    if exit_code(problem) == BUG:
        return (
            f"clearprop failed with {type(problem).__name__}: {problem}. This is a defect of ours; --debug shows where."
        )
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename}: {problem.strerror}."
    return str(problem.args[0]) if problem.args else str(problem)
