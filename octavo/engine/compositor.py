"""Have pages set in a process of their own, which is begun ahead and ended if it takes too much.

While the manuscript is read, it loads WeasyPrint; while it sets, a clock goes that no hang of a
library can stop. Where no such process is wanted, pages are set in this one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from octavo import child
from octavo.engine.progress import LOG, PAGE
from octavo.limits import Limits, StoppedError


def called(function: Callable[..., Any], *given: Any) -> Any:
    """What a function that needs WeasyPrint returns. It must be a module's own.

    Raises StoppedError where it is broken off, and whatever it raises of Octavo's own.
    """
    return function(*given) if _compositor is None else _compositor.called(function, given)


@contextmanager
def beside(limits: Limits, *, at_once: bool = True) -> Iterator[None]:
    """While this lasts, `called` functions are called in another process, under these limits.

    It is begun `at_once`, or when it is first needed.
    """
    global _compositor
    before, _compositor = _compositor, _Compositor(limits)
    try:
        if at_once:
            _compositor.begin()
        yield
    finally:
        _compositor.end()
        _compositor = before


class _Compositor:
    """The process that sets; a new one after each that failed."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.child: child.Child | None = None

    def begin(self) -> child.Child:
        self.child = self.child or child.Child(self.limits, _prepare, _where)
        return self.child

    def end(self) -> None:
        if self.child:
            self.child.end()
            self.child = None

    def called(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        try:
            return self.begin().call(_relayed, function, given, heard=self._heard)
        except BaseException:
            self.end()
            raise

    def _heard(self, step: str) -> None:
        """Say here what WeasyPrint said there: who listens to its steps hears them."""
        logging.getLogger(LOG).info(step)
        page = PAGE.match(step)
        if page and int(page[1]) > self.limits.pages:
            place = self.child.place if self.child else ""
            raise StoppedError("pages", self.limits.passed("pages"), place)


_compositor: _Compositor | None = None


# --- in the other process ----------------------------------------------------------------


def _prepare() -> None:
    """Load what setting needs."""
    from octavo import engine
    from octavo.outputs import pdf  # noqa: F401

    engine.load()


def _relayed(function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    """Call, and tell each step of WeasyPrint's."""
    log, teller = logging.getLogger(LOG), _Teller(logging.INFO)
    log.addHandler(teller)
    log.setLevel(logging.INFO)
    try:
        return function(*given)
    finally:
        log.removeHandler(teller)


class _Teller(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        child.say(record.getMessage())


def _where(frame: FrameType | None) -> str:
    """The place in the source of what the innermost function that has an element in hand sets."""
    from octavo.trace import PLACE

    while frame is not None:
        for value in list(frame.f_locals.values()):
            element = _element(value)
            if element is not None and (place := element.get(PLACE)):
                return str(place)
        frame = frame.f_back
    return ""


def _element(value: Any) -> Any:
    """The element of the page that a box of the engine was made of, or that this is."""
    if type(value).__module__.startswith("weasyprint"):
        value = getattr(value, "element", None)
    return value if type(value).__name__ == "Element" else None
