"""What the structure of a PDF costs: python benchmarks/tags.py [MANUSCRIPT] [--rounds N]

Sets the pages once and writes them with and without structure, in turn; prints the CPU seconds of
each, and how many times as long the whole takes with it. Without it a PDF has neither marks in its
pages nor a tree of elements, and no screen reader can follow it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

UNTAGGED = {"pdf_tags": False, "pdf_variant": "pdf/a-2u"}


def written(html: str) -> Callable[..., float]:
    """Set the pages; give a function that writes them once more and says the CPU seconds."""
    from octavo import engine
    from octavo.engine import printing

    document = engine.load().document.Document
    write = document.write_pdf
    given: dict[str, Any] = {}

    def kept(self: Any, **options: Any) -> Any:
        given.update(document=self, options=options)
        return write(self, **options)

    document.write_pdf = kept
    printing.make(html)
    document.write_pdf = write

    def again(**others: Any) -> float:
        start = time.process_time()
        write(given["document"], **{**given["options"], **others})
        return time.process_time() - start

    return again


def main() -> None:
    """Measure and print."""
    from octavo import pipeline, render
    from octavo.markup import Medium

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("manuscript", nargs="?", type=Path, default=ROOT / "sections")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    read = pipeline.read(options.manuscript)
    html = render.render(read.document, read.language, Medium.PRINT)
    start = time.process_time()
    write = written(html)
    whole = time.process_time() - start
    added = []
    for _ in range(options.rounds):
        without, tagged = write(**UNTAGGED), write()
        added.append(tagged - without)
        print(f"written in {tagged:.2f} s with structure, in {without:.2f} s without", flush=True)
    more = statistics.median(added)
    print(f"set and written in {whole:.2f} s: {whole / (whole - more):.3f} times as long with it")


if __name__ == "__main__":
    main()
