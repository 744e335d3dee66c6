"""CPU time and memory of Octavo's stages in one build, as JSON: python benchmarks/stages.py FOLDER

A stage's functions are wrapped where the pipeline calls them; what one stage does within another
counts for the inner one alone.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

# Stage -> the functions that are it: module and name. The engine's are not our own.
OURS = {
    "read": [("octavo.config", "load"), ("octavo.sections", "read"), ("octavo.library", "read")],
    "convert": [("octavo.convert", "convert")],
    "cite": [("octavo.cite", "cite")],
    "compose, the rest": [("octavo.pipeline", "compose")],
    "draw": [("octavo.figures", "draw")],
    "check": [("octavo.checks", "run")],
    "render": [("octavo.render", "render")],
    "read back": [("octavo.readback", "read")],
}
ENGINES = {
    "lay out": [("weasyprint.document", "Document._render")],
    "write": [("weasyprint.document", "Document.write_pdf")],
}


class Clock:
    """Sums CPU seconds by stage; only the innermost stage runs at a time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.memory: dict[str, float] = {}
        self.running: list[str] = []
        self.since = time.process_time()

    def turn(self) -> None:
        """Give the time since the last turn to the stage that ran."""
        now = time.process_time()
        if self.running:
            stage = self.running[-1]
            self.seconds[stage] = self.seconds.get(stage, 0) + now - self.since
        self.since = now

    def wrapped(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time given to the stage."""

        def timed(*given: Any, **named: Any) -> Any:
            self.turn()
            self.running.append(stage)
            try:
                return function(*given, **named)
            finally:
                self.turn()
                self.running.pop()
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                self.memory[stage] = peak * (1 if sys.platform == "darwin" else 1024) / 2**20

        return timed


def main() -> None:
    """Build once, print what each stage took."""
    from importlib import import_module

    from octavo import engine, pipeline

    engine.load()
    gc.disable()
    clock = Clock()
    for stage, functions in {**OURS, **ENGINES}.items():
        for module, name in functions:
            holder: Any = import_module(module)
            *classes, last = name.split(".")
            for one in classes:
                holder = getattr(holder, one)
            function = getattr(holder, last)
            plain = getattr(function, "__func__", function)
            timed = clock.wrapped(stage, plain)
            setattr(holder, last, classmethod(timed) if plain is not function else timed)
    pipeline.build(Path(sys.argv[1]), ("pdf",))
    found = {s: (clock.seconds[s], clock.memory[s], s in OURS) for s in clock.seconds}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
