"""Broken manuscripts of every kind: whatever is written, a finding or a finished file comes out.

    python tests/fuzz.py --count 20000 [--seed 1] [--only svg] [--slice 1/4]

makes as many small manuscripts by chance, the kinds of `KINDS` in turn, and has each checked and
made into HTML, one in fifty into all outputs. What ends in a traceback, takes more than PATIENCE
seconds of the processor, or gives neither a finding nor a file is a fault: the smallest manuscript
of each is printed as a case for cases/fuzz/faults.json. Exits with 1 where there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from broken import BASE, KINDS, Files
from hypothesis import HealthCheck, Phase, given, seed, settings
from test_hostile_texts import patience

from octavo import outputs, pipeline
from octavo.memory import Memory

PATIENCE = 20.0


def write(folder: Path, files: Files) -> None:
    """Write a manuscript: these files, and what is missing of those that it cannot do without."""
    whole = {**BASE, **files}
    if "references.json" in files:
        del whole["references.bib"]
    for path in folder.rglob("*.*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in whole:
            path.unlink()
    for name, data in whole.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def build(folder: Path, formats: tuple[str, ...], memory: Memory | None = None) -> None:
    """Build the manuscript; raises AssertionError where nothing comes of it, and what it raises."""
    with patience(PATIENCE):
        built = pipeline.build(folder, formats, memory=memory)
    assert built.outputs or built.findings, "neither a file nor a finding"
    if built.document is not None and formats:
        assert len(built.outputs) == len(formats), "an output is missing"


@dataclass
class Tried:
    """How many manuscripts were tried, and the smallest for each way to fail."""

    folder: Path  # one for all: what Octavo keeps of a folder's styles and templates saves time
    whole: int = 50  # one manuscript in so many is made into all outputs
    count: int = 0
    faults: dict[str, tuple[str, Files]] = field(default_factory=dict)
    memory: Memory = field(default_factory=lambda: Memory(lasting=True))

    def __call__(self, files: Files, formats: tuple[str, ...]) -> None:
        """Try one manuscript."""
        self.count += 1
        write(self.folder, files)
        try:
            build(self.folder, formats, self.memory)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            sign = f"{type(error).__name__} in {where.name}, {Path(where.filename).name}"
            known = self.faults.get(sign)
            if known is None or _size(files) < _size(known[1]):
                self.faults[sign] = traceback.format_exc(), files
        self.memory = self.memory.next()


def _size(files: Files) -> int:
    return sum(map(len, files.values()))


def kind(name: str, count: int, number: int, tried: Tried) -> None:
    """Try so many manuscripts of a kind; equal numbers give equal ones."""

    @seed(number)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(KINDS[name])
    def each(files: Files) -> None:
        whole = tried.count % tried.whole == tried.whole - 1
        tried(files, tuple(outputs.names()) if whole else ("html",))

    each()


def as_case(name: str, files: Files) -> str:
    """A manuscript as a case: its bytes as Latin-1, so that each stays what it is."""
    texts = {path: data.decode("latin-1") for path, data in files.items()}
    return json.dumps({name: texts}, indent=1)


def main(given: argparse.Namespace) -> int:
    """Try, and say what was found; 1 where something was."""
    part, parts = map(int, given.slice.split("/"))
    names = [given.only] if given.only else list(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        tried = Tried(Path(folder))
        for name in names:
            start, before = time.process_time(), tried.count
            kind(name, given.count // len(names) // parts, given.seed * 1000 + part, tried)
            seconds = time.process_time() - start
            print(f"{name:12} {tried.count - before:6} manuscripts {seconds:8.1f} s", flush=True)
    for sign, (said, files) in tried.faults.items():
        print(f"\n{sign}\n{said}\n{as_case(sign, files)}")
    print(f"{tried.count} manuscripts, {len(tried.faults)} faults")
    return bool(tried.faults)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build broken manuscripts of every kind.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--slice", default="1/1", metavar="N/ALL", help="one part of the count")
    sys.exit(main(parser.parse_args()))
