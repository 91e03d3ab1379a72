"""An entry that runs a request's source as ``__main__``, and answers with what it printed."""

import contextlib
import io


def serve(request, answer):
    printed = io.StringIO()
    code = compile(request["source"], "script.py", "exec")
    with contextlib.redirect_stdout(printed):
        exec(code, {"__name__": "__main__"})
    answer(printed.getvalue().encode())
