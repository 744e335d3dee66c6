"""What a drawing writes in the report's language."""

from __future__ import annotations

from typing import Protocol


class Words(Protocol):
    """How the report's language writes numbers and dates."""

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with so many decimals at least, its thousands grouped: "1,200", "3.50"."""

    def date(self, year: int, month: int | None, day: int | None) -> str:
        """A date as far as it is known: "14 February 1950", "October 1962", "1955"."""
