"""Work for a child process that goes wrong in every way that work can."""

from __future__ import annotations

import os
import time
from types import FrameType

from octavo import bounds, child
from octavo.engine import EngineError


def where(frame: FrameType | None) -> str:
    """The place that the innermost function with a `place` is at."""
    while frame and "place" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["place"] if frame else ""


def answer(value: object) -> object:
    """All is well."""
    print("what a library prints must not get among the answers")
    child.say("begun")
    return value


def pid() -> int:
    """Its number."""
    return os.getpid()


def sleep() -> None:
    """A wait, in which other threads run."""
    place = "1:3-5"
    time.sleep(600)
    del place


def hang() -> None:
    """A function in C that lets nothing else of this process run."""
    place = "1:7-9"
    time.sleep(2 * bounds.LOOK)
    pow(3, 10**9)
    del place


def fill() -> None:
    """Memory, little by little."""
    place, kept = "2:1-2", []
    while True:
        kept.append(bytearray(1_000_000))
        time.sleep(0.001)
    del place


def take() -> bytearray:
    """Memory, all at once."""
    place = "2:3-4"
    taken = bytearray(10**12)
    del place
    return taken


def fail() -> None:
    """A fault of a library's."""
    place = "3:0-1"
    dict[str, str]()[place]


def cannot() -> None:
    """What the user is to be told."""
    raise EngineError("there is no Pango")


def unsendable() -> object:
    """What cannot go through a pipe."""
    return lambda: None


def crash() -> None:
    """As a library in C does."""
    os.abort()


def leave() -> None:
    """As if it had been wanted."""
    os._exit(3)
