"""Check the manuscript and say what the panels are to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from octavo.memory import Memory
from octavo.preview import scene

NICE = 5
IN_A_ROW = 3


def work(
    root: Path,
    bibliographies: Sequence[Path],
    memory: Memory,
    kept: dict[str, Any],
    go_on: Callable[[], None],
) -> Iterator[dict[str, Any]]:
    """One answer, `done`, with what `scene.notes_on` gives. It keeps nothing and never breaks off:
    it is short, and who goes on writing wants to be told too.
    """
    yield {"done": scene.notes_on(scene.make(root, bibliographies, memory))}
