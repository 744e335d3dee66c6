"""Show the page in a browser, anew at each save."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.verbs import FINE, UsageError, _options

if TYPE_CHECKING:
    import threading


def options(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, and where it is served."""
    _options.manuscript(parser)
    said = "open no browser, only say the address"
    parser.add_argument("--no-browser", action="store_true", help=said)
    parser.add_argument("--port", type=int, default=8000, help="default: 8000, or the next free")
    said = "default: 127.0.0.1, which only this computer can reach"
    parser.add_argument("--host", default="127.0.0.1", help=said)


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Serve until Ctrl-C."""
    import threading

    from octavo.preview import session

    if not 0 <= options.port <= 65535:
        raise UsageError("--port: a number from 0 to 65535")
    root, outside = _options.root(options, checkout), _options.outside(options)
    wishes = session.Wishes(options.host, options.port, not options.no_browser)
    stop = threading.Event()
    gc.enable()  # it runs for hours
    with _ended_by_signals(stop):
        session.run(root, outside, wishes, lambda text: print(text, flush=True), stop)
    return FINE


@contextmanager
def _ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C, and being told to end, end in order."""
    import signal

    before = {n: signal.signal(n, lambda *_: stop.set()) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
