"""What report.toml may set of a rule: the fields of its module's `Settings`, a frozen dataclass.

Types are int (above 0), float, bool, str (one of `choices`) and tuple[str, ...].
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

T = TypeVar("T")


def setting(default: T, said: str, choices: tuple[T, ...] = ()) -> T:
    """A field of `Settings`: what holds where report.toml says nothing, and what it means."""
    return field(default=default, metadata={"said": said, "choices": choices})
