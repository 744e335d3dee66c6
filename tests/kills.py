"""Kill builds at any moment, and look at what they leave behind.

    python tests/kills.py --count 200 [--seed 1]

A small paper has two versions, whose finished files are known. Its builds, of the one and the other
in turn, are killed: at each step that changes a folder; in the middle of writing a file, at several
sizes; and `--count` times at random moments, one half of them spread over a whole build, the other
over the time in which it writes. After each kill every finished file must be there and whole: that
of the one version or of the other. The next build, and `clean`, must leave nothing half-written.
Prints what was done, and each fault; exits with 1 where there is one.

`--plain` writes files as most programs do, which shows that this finds faults.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from octavo import cli, delivery, replacing
from octavo.model import Output

TEXTS = ("# One\n\nIt ran for thirty years.[^a]\n\n[^a]: So it says.\n", "# One\n\nIt did not.\n")
NAMES = ("paper.html", "paper.pdf")
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")
SIZES = (0, 1, 500, 5_000)  # bytes of a file at which a build dies
Ready = Callable[[], object]  # is done in the build before it begins


class Paper:
    """The paper in a folder, its two versions, and what finished files of each look like."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output, self.cache = folder, folder / "output", folder / "cache"
        self.faults: list[str] = []
        self.version = 0
        os.environ["XDG_CACHE_HOME"] = str(self.cache)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        (folder / "paper").mkdir()
        (folder / "paper" / "report.toml").write_text('title = "Paper"\n', "utf-8")
        self.turn()
        self.build()  # here: what it imports its children have
        self.whole = dict(self._finished() for _ in TEXTS)

    def _finished(self) -> tuple[int, dict[str, bytes]]:
        self.turn()
        self.wait(self.begin())
        return self.version, {name: (self.output / name).read_bytes() for name in NAMES}

    def build(self) -> int:
        """Build the version that is written."""
        paper, output = str(self.folder / "paper"), str(self.output)
        return cli.main(["build", paper, "-o", output, "--fresh", "--quiet"])

    def turn(self) -> None:
        """Write the other version."""
        self.version = 1 - self.version
        (self.folder / "paper" / "01-one.md").write_text(TEXTS[self.version], "utf-8")

    def begin(self, ready: Ready = lambda: None) -> int:
        """Start a build in a process of its own, whose number is returned."""
        if number := os.fork():
            return number
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        ready()
        os._exit(self.build())

    def wait(self, number: int) -> bool:
        """Whether the build came to its end by itself."""
        return os.WIFEXITED(os.waitpid(number, 0)[1])

    def look(self, when: str) -> None:
        """Note what is not whole, and what `clean` would leave."""
        for name in NAMES:
            path = self.output / name
            if not path.is_file():
                self.faults.append(f"{when}: {name} is missing")
            elif path.read_bytes() not in [version[name] for version in self.whole.values()]:
                self.faults.append(f"{when}: {name} is of neither version")
        copy = self.folder / "copy"
        shutil.copytree(self.output, copy)
        delivery.clean(copy)
        if copy.exists():
            left = ", ".join(path.name for path in copy.iterdir())
            self.faults.append(f"{when}: clean left {left}")
            shutil.rmtree(copy)

    def finish(self, when: str) -> None:
        """Build to the end, and note what is left beside the finished files."""
        self.wait(self.begin())
        here = [path for top in (self.output, self.cache) for path in top.rglob("*")]
        left = {path.name for path in here if path.match(replacing.PART.format("*", "*"))}
        left |= {path.name for path in self.output.iterdir()} - {*NAMES, delivery.RECORD}
        if left:
            self.faults.append(f"{when}: the next build left {', '.join(sorted(left))}")
        if any((self.output / n).read_bytes() != self.whole[self.version][n] for n in NAMES):
            self.faults.append(f"{when}: the next build is not as ever")


def at_each_step(paper: Paper) -> Iterator[str]:
    """Kill a build ahead of its first change of a folder, then ahead of its second, and so on."""
    for step in range(1, 1000):
        paper.turn()
        if paper.wait(paper.begin(lambda: _die_at(step, paper))):  # noqa: B023 - called at once
            return
        yield f"killed at step {step}"


def _die_at(step: int, paper: Paper) -> None:
    left = step
    folders = (str(paper.output), str(paper.cache))

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and _changes(event, arguments, folders):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(heard)


def _changes(event: str, arguments: tuple[object, ...], folders: tuple[str, ...]) -> bool:
    if not str(arguments[0]).startswith(folders):
        return False
    flags = arguments[2] if event == "open" else os.O_CREAT
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def at_each_size(paper: Paper) -> Iterator[str]:
    """Have a build die as soon as a file is larger than so many bytes."""
    for size in (*SIZES, len(paper.whole[0][NAMES[0]]) - 1):
        paper.turn()
        if not paper.wait(paper.begin(lambda: _die_above(size, paper))):  # noqa: B023 - at once
            yield f"killed at byte {size}"


def _die_above(size: int, paper: Paper) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _at_first_file(paper, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


def at_random(paper: Paper, count: int, seed: int) -> Iterator[str]:
    """Kill builds at moments drawn from the time that a build takes, and from that of writing."""
    chance = random.Random(seed)
    whole, writing = _times(paper)
    for number in range(count):
        paper.turn()
        late = bool(number % 2)
        seconds = chance.uniform(0, writing if late else whole)
        _killed(paper, seconds, late=late)
        yield f"killed {seconds:.4f} s after {'its first file' if late else 'its beginning'}"


def _killed(paper: Paper, seconds: float, *, late: bool) -> None:
    read, write = os.pipe()
    build = paper.begin(lambda: _at_first_file(paper, lambda: os.write(write, b".")))
    os.close(write)
    if late:
        os.read(read, 1)
    time.sleep(seconds)
    os.kill(build, signal.SIGKILL)
    os.waitpid(build, 0)
    os.close(read)


def _at_first_file(paper: Paper, do: Callable[[], object]) -> None:
    """Have something done as soon as the first finished file is about to be written."""
    todo = [do]

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and todo and _changes(event, arguments, (str(paper.output),)):
            todo.pop()()

    sys.addaudithook(heard)


def _times(paper: Paper) -> tuple[float, float]:
    """Seconds of a build, and of its writing, each with something to spare."""
    read, write = os.pipe()
    paper.turn()
    start = time.monotonic()
    build = paper.begin(lambda: _at_first_file(paper, lambda: os.write(write, b".")))
    os.close(write)
    os.read(read, 1)
    began = time.monotonic()
    paper.wait(build)
    os.close(read)
    end = time.monotonic()
    return 1.1 * (end - start), 1.1 * (end - began)


def _plainly(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _write_plainly() -> None:
    """As most programs write: into the file itself."""

    def deliver(outputs: Sequence[Output], folder: Path) -> delivery.Delivered:
        for output in outputs:
            _plainly(folder / output.name, output.data)
        sums = {one.name: [hashlib.sha256(one.data).hexdigest()] for one in outputs}
        _plainly(folder / delivery.RECORD, json.dumps(sums).encode())
        return delivery.Delivered(tuple(folder / name for name in NAMES))

    delivery.deliver = deliver
    replacing.put = _plainly


def main(count: int, seed: int, *, plain: bool) -> int:
    """Kill, look, and say what was found; 1 where something was."""
    if plain:
        _write_plainly()
    with tempfile.TemporaryDirectory() as folder:
        paper = Paper(Path(folder))
        kills = [at_each_step(paper), at_each_size(paper), at_random(paper, count, seed)]
        done = []
        for kind in kills:
            number = 0
            for number, when in enumerate(kind, 1):  # noqa: B007 - the last is counted
                paper.look(when)
            paper.finish("at the end")
            done.append(number)
    print("{} kills at steps, {} within files, {} at random".format(*done))
    print(*paper.faults, f"{len(paper.faults)} faults", sep="\n")
    return bool(paper.faults)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Kill builds and look at what they leave.")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.count, given.seed, plain=given.plain))
