"""A job for the preview's processes: it repeats what stands in a file, and fails on demand."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from octavo.memory import Memory

NICE = 0
IN_A_ROW = 3


def work(
    root: Path,
    bibliographies: Sequence[Path],
    memory: Memory,
    kept: dict[str, Any],
    go_on: Callable[[], None],
) -> Iterator[dict[str, Any]]:
    """Do what the file says: fail, die, print, or take so many steps of a tenth of a second."""
    text = (root / "order").read_text("utf-8")
    print("this must not get into the answers")
    if text == "fail":
        raise ValueError("it failed")
    if text == "die":
        sys.stdout.flush()
        os._exit(3)
    for _ in range(int(text.partition(" ")[0])):
        time.sleep(0.1)
        go_on()
    yield {"step": text}
    yield {"done": text, "process": os.getpid(), "character": "\ud83d"}
