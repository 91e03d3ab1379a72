"""Files that a command is to write: refused before the work begins, not after it."""

import errno
import os
from pathlib import Path

from clearprop.train.data import OptionError


def check_output(path: Path | None, option: str, *others: str | Path | None) -> None:
    """Raises OptionError for a folder and for a file that the command also reads or writes, OSError for what cannot be
    written to.
    """
    if path is None:
        return
    if path.is_dir():
        raise OptionError(f"{option} {path}: this is a folder; expected the name of a file to write.")
    for other in others:
        if other and Path(other).resolve() == path.resolve():
            raise OptionError(f"{option} {path}: the command names this file twice; choose another name.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"{os.strerror(errno.ENOENT)}; make the folder first", str(folder))
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
