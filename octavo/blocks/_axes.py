"""Scales: from numbers to places on paper, and the round numbers that are written beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns a number into a place. `start` and `end` are the places of `low` and `high`."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """Where a number stands."""
        low, high = self._bent(self.low), self._bent(self.high)
        return self.start + (self._bent(value) - low) / (high - low) * (self.end - self.start)

    def _bent(self, value: float) -> float:
        return math.log10(value) if self.log else value


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from `low` or just below to `high` or just above, `most` steps at most."""
    if math.isclose(low, high, rel_tol=1e-12):  # apart by rounding alone
        low, high = low - abs(low) / 2 - (low == 0), high + abs(high) / 2 + (high == 0)
    step = next(s for s in _steps((high - low) / most) if _count(low, high, s) <= most)
    first = math.floor(low / step + 1e-9)
    return [_clean((first + n) * step, step) for n in range(_count(low, high, step) + 1)]


def decimals(ticks: Sequence[float], *, log: bool) -> int:
    """How many digits all of an axis's numbers have behind the stop; powers have what they need."""
    said = (f"{Decimal(repr(tick)):f}".partition(".")[2].rstrip("0") for tick in ticks)
    return 0 if log else max(map(len, said), default=0)


def inner(low: float, high: float, most: int) -> list[float]:
    """Round numbers between the two, `most` steps at most."""
    return [tick for tick in ticks(low, high, most) if low <= tick <= high]


def powers(low: float, high: float, most: int) -> list[float]:
    """The powers of ten between two numbers above 0, and round numbers just outside the two."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    if (last - first) > most:
        stride = math.ceil((last - first) / most)
        return [10.0**n for n in range(first, last + stride, stride)]
    known = [_clean(m * 10.0**n, 10.0**n) for n in range(first, last + 1) for m in ROUND]
    start = max(tick for tick in known if tick <= low * (1 + 1e-9))
    end = min(tick for tick in known if tick > start and tick >= high * (1 - 1e-9))
    return [n for n in known if n in (start, end) or (start < n < end and _is_power(n))]


def _is_power(number: float) -> bool:
    return abs(math.log10(number) - round(math.log10(number))) < 1e-9


def _steps(least: float) -> list[float]:
    power = 10.0 ** math.floor(math.log10(least))
    return [m * power * shift for shift in (1, 10, 100) for m in ROUND]


def _count(low: float, high: float, step: float) -> int:
    return math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9)


def _clean(value: float, step: float) -> float:
    """Without the noise of binary fractions."""
    return round(value, max(0, 2 - math.floor(math.log10(step))))


def extremes(values: Sequence[float | None]) -> tuple[float, float]:
    """The least and the greatest of the numbers that there are."""
    known = [value for value in values if value is not None]
    return min(known), max(known)
