"""Running a script in its surroundings."""

import pytest

from clearprop.read.surroundings import Request, surroundings


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """A function: the script's names after the run, and what the surroundings saw."""
    monkeypatch.chdir(tmp_path)

    def run(text, **request):
        names = {"__name__": "__main__"}
        with surroundings(Request("script.py", text, **request)) as seen:
            exec(compile(text, "script.py", "exec"), names)
        return names, seen

    return run
