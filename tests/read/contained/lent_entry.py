"""An entry that lends the script a function of its own, as a recorder must; what that recorded is the answer."""

from clearprop.read.contained.apart import run_apart

seen = []


def note(value):
    seen.append(keep(value))


def keep(value):
    return repr(value)


def serve(request, answer):
    try:
        run_apart(compile(request["source"], "script.py", "exec"), {"__name__": "__main__", "note": note})
    except Exception as problem:
        seen.append(f"{type(problem).__name__}: {problem}")
    answer("\n".join(seen).encode())
