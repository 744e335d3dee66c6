"""What day it is, for what is printed: told from outside, so that a build can be made again.

SOURCE_DATE_EPOCH holds seconds since 1970 (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import datetime
import os

VARIABLE = "SOURCE_DATE_EPOCH"


def told() -> datetime.date | None:
    """The day that SOURCE_DATE_EPOCH names, in universal time; None where it names none."""
    text = os.environ.get(VARIABLE, "")
    try:
        return datetime.datetime.fromtimestamp(int(text), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def today() -> datetime.date:
    """The day that counts as today."""
    return told() or datetime.date.today()
