"""Hold a verb that works on a manuscript within what the user allows."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from octavo.verbs import FaultsError, _options
from octavo.verbs._terminal import Progress, show

if TYPE_CHECKING:
    from octavo.limits import Limits


@contextmanager
def bounded(options: argparse.Namespace) -> Iterator[Limits]:
    """Break off what takes more time or memory, say so, and raise FaultsError."""
    from octavo import bounds
    from octavo.limits import StoppedError

    limits = _options.bounds(options)
    try:
        with bounds.bounded(limits):
            yield limits
    except StoppedError as error:
        from octavo import overrun

        Progress(options).clear()
        show([overrun.reading(error)], options)
        raise FaultsError from error
