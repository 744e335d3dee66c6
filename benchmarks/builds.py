"""Times whole builds of one report by Octavo and its peers, in turn: python3 build.py bench

For each size a report is written from a seed and built by each builder in every round. Printed are
the median of the wall time, of the CPU time and of the largest process's memory, and the median of
each round's ratio of Octavo's time to the builder's (below 1 Octavo is quicker). With --stages
also Octavo's stages, and how their time grows when the report is doubled: a stage of our own that
grows faster than the power 1.1 is an error, exit status 1. With --write tables and a picture are
kept in benchmarks/.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import builders  # noqa: E402 - they lie beside
import curve  # noqa: E402
import manuscripts  # noqa: E402

from octavo.verbs._python import compiled_once  # noqa: E402

STEEPEST = 1.1  # power of the length that a stage of our own may grow with
DOUBLED = "M"  # the size that is doubled to see how stages grow


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds on the clock, seconds of CPU, and MiB of its largest process."""

    wall: float
    cpu: float
    memory: float


Runs = dict[str, list[Run]]


def main() -> int:
    """Measure, print, and write if asked."""
    options = _options()
    tables: list[str] = []
    curves: dict[str, list[tuple[int, float]]] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        for size in options.sizes.split(","):
            folder = Path(name) / size
            manuscripts.write(manuscripts.SIZES[size], folder)
            runs = measured(folder, options.rounds, options.against)
            tables.append("\n".join(table(size, runs)))
            print(tables[-1], flush=True)
            for builder, each in runs.items():
                words = manuscripts.SIZES[size].words
                curves.setdefault(builder, []).append((words, _median(each, "wall")))
        steep = []
        if options.stages:
            rows, steep = growth(Path(name))
            tables.append("\n".join(rows))
            print(tables[-1])
    if options.write:
        (HERE / "builds.md").write_text("\n\n".join([HEAD, *tables, ""]), "utf-8")
        (HERE / "builds.svg").write_text(curve.drawn(curves), "utf-8")
    for stage in steep:
        print(f"error: {stage} grows faster than the length to the power {STEEPEST}")
    return 1 if steep else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="S,M", help="of S, M, L; default: S,M")
    parser.add_argument("--rounds", type=int, default=3, help="default: 3")
    said = "only builders whose names begin so, between commas"
    parser.add_argument(
        "--against", type=lambda text: tuple(text.split(",")), default=(), help=said
    )
    parser.add_argument("--stages", action="store_true", help="Octavo's stages, and their growth")
    parser.add_argument("--write", action="store_true", help="keep tables and picture")
    return parser.parse_args()


# --- whole builds ------------------------------------------------------------------------


def measured(folder: Path, rounds: int, against: Sequence[str]) -> Runs:
    """So many runs of each builder that is installed, in turn."""
    commands = {
        name: command
        for name, builder in builders.BUILDERS.items()
        if not against or name.startswith(("Octavo", *against))
        if (command := builder(folder)) is not None
    }
    runs: Runs = {name: [] for name in commands}
    for command in commands.values():  # fills the caches that a program has from its second run on
        run(command, folder)
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command, folder))
    return runs


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command in the folder. Raises SystemExit with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_surroundings(), stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise SystemExit(f"{command[0]} failed:\n{said.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024  # in which the system counts memory, bytes
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)


def _surroundings() -> dict[str, str]:
    """Our environment, in which Python keeps what it compiled, as it does for users."""
    path = os.pathsep.join([str(HERE.parent), str(HERE)])
    return {**compiled_once(), "PYTHONPATH": path}


def table(size: str, runs: Runs) -> Iterator[str]:
    """The rows for one size."""
    made = manuscripts.SIZES[size]
    counts = f"{made.words:,} words, {made.notes:,} notes, {made.tables} tables"
    yield f"**{size}**: {counts}, {made.figures} figures\n"
    yield "| builder | wall, s | CPU, s | memory, MiB | Octavo's time to its |"
    yield "|---|---:|---:|---:|---:|"
    for name, each in runs.items():
        ours = runs["Octavo, HTML" if name.endswith("HTML") else "Octavo"]
        ratio = statistics.median(a.wall / b.wall for a, b in zip(ours, each, strict=True))
        figures = (_median(each, one) for one in ("wall", "cpu", "memory"))
        wall, cpu, memory = figures
        yield f"| {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {ratio:.2f} |"


def _median(runs: Sequence[Run], figure: str) -> float:
    return statistics.median(getattr(run, figure) for run in runs)


# --- stages ------------------------------------------------------------------------------


def growth(folder: Path) -> tuple[list[str], list[str]]:
    """Rows of Octavo's stages at one and at double length, and which stages grow too fast."""
    once = manuscripts.SIZES[DOUBLED]
    both = {
        f"{DOUBLED}-once": once,
        f"{DOUBLED}-twice": replace(
            once, words=2 * once.words, notes=2 * once.notes, tables=2 * once.tables,
            figures=2 * once.figures, sections=2 * once.sections, works=2 * once.works,
        ),
    }  # fmt: skip
    found = []
    for name, size in both.items():
        manuscripts.write(size, folder / name)
        found.append(_stages(folder / name))
    rows = [
        f"Stages of Octavo at {once.words:,} words and at twice as many, CPU seconds\n",
        "| stage | once | twice | grows with the power | memory so far, MiB |",
        "|---|---:|---:|---:|---:|",
    ]
    steep = []
    first, second = found
    for stage, (cpu, _, _) in first.items():
        doubled, memory, ours = second[stage]
        power = curve.power(cpu, doubled)
        rows.append(f"| {stage} | {cpu:.2f} | {doubled:.2f} | {power:.2f} | {memory:.0f} |")
        if ours and doubled > 0.1 and power > STEEPEST:
            steep.append(stage)
    return rows, steep


def _stages(folder: Path) -> dict[str, tuple[float, float, bool]]:
    """By stage: CPU seconds (the least of three runs), MiB at its end, whether it is our own."""
    command = [sys.executable, str(HERE / "stages.py"), str(folder)]
    said = [subprocess.check_output(command, text=True, env=_surroundings()) for _ in range(3)]
    runs = [json.loads(one) for one in said]
    return {
        stage: (min(run[stage][0] for run in runs), memory, ours)
        for stage, (_, memory, ours) in runs[0].items()
    }


HEAD = """# Whole builds, measured

`python3 build.py bench --sizes S,M --stages --write` wrote this page; `benchmarks/builds.py` says
how it measures. Times of one machine compare with each other, not with another's.

![Time against length](builds.svg)"""

if __name__ == "__main__":
    sys.exit(main())
