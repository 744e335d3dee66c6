"""Times the search for repeats in a text of many words: repeats_times.py FOLDER WORDS

Prints a line of JSON: words, findings, seconds on the clock and of CPU, MiB at most. The text is
made of all the books of the benchmark; where they end it begins anew, and its end is a copy of its
beginning. FOLDER holds them, fetched before. A process of its own for each length: so the memory
at most is that of this length.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import chain, repeat
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import repeats_texts as texts

from octavo.repeats import Passage, find

SIZES = (5_000, 30_000, 300_000, 3_000_000)  # words


def rows(folder: Path) -> Iterator[str]:
    """The lines of a table: each length in turn, and its CPU time against the length before."""
    yield "| words | findings | seconds | CPU seconds | grows with the power | MiB at most |"
    yield "|---:|---:|---:|---:|---:|---:|"
    before: dict[str, float] = {}
    for size in SIZES:
        command = [sys.executable, __file__, str(folder), str(size)]
        now: dict[str, float] = json.loads(subprocess.check_output(command, text=True))
        yield (
            f"| {now['words']:,} | {now['findings']} | {now['wall']:.2f} | {now['cpu']:.2f} "
            f"| {_power(before, now)} | {now['memory']:.0f} |"
        )
        before = now


def _power(before: dict[str, float], now: dict[str, float]) -> str:
    """The power of the length that the time grows with; 1: twice the words, twice the time."""
    if not before:
        return ""
    return f"{log(now['cpu'] / before['cpu']) / log(now['words'] / before['words']):.2f}"


def _measured(folder: Path, size: int) -> dict[str, float]:
    passages, words = [], 0
    for text in _flow(folder):
        passages.append(Passage(text))
        words += len(text.split())
        if words >= size:
            break
    wall, cpu = time.perf_counter(), time.process_time()
    found = find(passages)
    return {
        "words": words,
        "findings": len(found),
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,  # on Linux in KiB
    }


def _flow(folder: Path) -> Iterator[str]:
    parts = [part for book in texts.books(folder) for part in book.parts.values()]
    return chain.from_iterable(repeat([text for part in parts for text in part]))


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]), int(sys.argv[2]))))
