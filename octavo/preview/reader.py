"""Check the manuscript and say what the panels are to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from octavo.memory import Memory
from octavo.preview import scene

NICE = 5


def work(
    root: Path, bibliographies: Sequence[Path], memory: Memory, kept: set[str]
) -> Iterator[dict[str, Any]]:
    """One answer, `done`, with what `scene.notes_on` gives; it keeps nothing."""
    try:
        yield {"done": scene.notes_on(scene.make(root, bibliographies, memory))}
    except Exception as error:  # whatever it is, the next save may mend it
        yield {"done": scene.failed(error)}
