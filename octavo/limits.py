"""How much of this computer a manuscript may ask for. The user says so; no manuscript can.

Whoever builds the work of strangers may want less than these, and whoever writes a large book more:
`--limits pages=9000,time=3600`, or the table `[limits]` of the user's own settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

# Of one picture, whatever the user says: an A4 page at 600 dpi has 35 million; opened, 80 take some
# 0.3 GB.
MOST_PIXELS = 80_000_000
MOST = 10**9  # of any limit: clocks and memory of the system know no more
PASSED = {
    "time": "took more than {:,} seconds",
    "memory": "took more than {:,} MB of memory",
    "pages": "made more than {:,} pages",
}


class LimitsError(ValueError):
    """Limits that cannot be meant; the text says why."""


class StoppedError(BaseException):
    """Work was broken off: it reached a limit, or the process that did it died.

    No handler of Exception keeps the work going.

    `limit` is the limit's name, "" for another reason; `why` says it, after "setting the pages";
    `place` is where in the work that was, as far as that is known.
    """

    def __init__(self, limit: str, why: str, place: str = "") -> None:
        super().__init__(limit, why, place)
        self.limit, self.why, self.place = limit, why, place


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each that reading and checking may take, and again setting one PDF."""

    time: int = 1200  # seconds; for setting by the clock, else of work
    memory: int = 4000  # millions of bytes in use at one time
    pages: int = 5000

    def passed(self, name: str) -> str:
        """That the limit so named was passed, in words that follow what did it."""
        return PASSED[name].format(getattr(self, name))


def changed(limits: Limits, wanted: Mapping[str, object]) -> Limits:
    """The limits with those named set to other numbers, whole and above 0. Raises LimitsError."""
    known = [field.name for field in fields(Limits)]
    for name, value in wanted.items():
        if name not in known:
            raise LimitsError(f"there is no limit {name}; there are {', '.join(known)}")
        if type(value) is not int or value < 1:
            raise LimitsError(f"the limit {name} must be a whole number above 0")
        if value > MOST:
            raise LimitsError(f"the limit {name} may be {MOST:,} at most")
    return replace(limits, **wanted)  # type: ignore[arg-type]


def parsed(text: str) -> dict[str, int]:
    """The limits in a text such as `time=60,pages=200`. Raises LimitsError."""
    wanted: dict[str, int] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, value = map(str.strip, part.partition("="))
        if not value.isdecimal():
            raise LimitsError(f"write NAME=NUMBER for each limit, not {part!r}")
        wanted[name] = int(value) if len(value) < 20 else MOST + 1
    changed(Limits(), wanted)
    return wanted
