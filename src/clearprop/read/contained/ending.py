"""Why a run ended, from what was heard of it and how its process went."""

import signal
from dataclasses import dataclass

from clearprop.read.contained import message
from clearprop.read.contained.hearing import Hearing
from clearprop.read.contained.limits import MIB, Limits
from clearprop.read.contained.outcome import Outcome, Stopped


@dataclass(frozen=True)
class Ending:
    """Nothing in ``stopped``: the answer counts."""

    stopped: Stopped
    detail: str = ""


def outcome(heard: Hearing, limits: Limits, status: int, killed: bool, late: bool, seconds: float) -> Outcome:
    """The Outcome of a run whose process has ended with ``status``; ``late``: its time was up."""
    ending = ending_of(heard, limits, status, killed, late)
    return Outcome(
        answer=heard.last[1] if heard.last and not ending.stopped else None,
        stopped=ending.stopped,
        detail=ending.detail,
        printed=heard.kept.decode(errors="replace"),
        held=("time", "output", *(heard.held or ())),
        seconds=seconds,
    )


def ending_of(heard: Hearing, limits: Limits, status: int, killed: bool, late: bool) -> Ending:
    if heard.forged:
        return Ending("tampered", "The script wrote to the pipe of the answer.")
    if heard.too_much:
        return Ending("output", f"The script's output grew beyond {limits.output / MIB:g} MiB.")
    if heard.last is not None:
        return said(*heard.last, limits)
    if late or -status == getattr(signal, "SIGXCPU", None):
        return Ending("time", f"The script was stopped after {limits.seconds:g} seconds.")
    return gone(status, killed)


def said(kind: bytes, content: bytes, limits: Limits) -> Ending:
    """What the child itself told last; an answer is not text."""
    match kind:
        case message.ANSWER:
            return Ending("")
        case message.TAMPERED:
            return Ending("tampered", f"The script meddled with what records it: {content.decode(errors='replace')}.")
        case message.MEMORY:
            return Ending("memory", f"The script needed more than {limits.memory / MIB:g} MiB.")
        case message.CRASHED:
            return Ending("crashed", f"The run failed with {content.decode(errors='replace').rstrip('.')}.")
        case _:
            return Ending("crashed", "The run ended without an answer.")


def gone(status: int, killed: bool) -> Ending:
    """A process that left without a word."""
    if killed:
        return Ending("tampered", "The script closed the pipe of the answer.")
    if status >= 0:
        return Ending("crashed", f"The script ended the process (exit status {status}) before there was an answer.")
    if -status == getattr(signal, "SIGKILL", None):
        return Ending("killed", "The process was killed (SIGKILL): by the system for want of memory, or by itself.")
    return Ending("crashed", f"The process crashed ({signal.strsignal(-status)}).")
