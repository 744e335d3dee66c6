"""What a verb says on the terminal, and how it ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.verbs import FAULTS, FINE

if TYPE_CHECKING:
    from octavo.diagnostics import Finding


def exit_code(findings: Sequence[Finding]) -> int:
    """1 where a finding is an error."""
    from octavo.diagnostics import Severity

    return FAULTS if any(f.severity is Severity.ERROR for f in findings) else FINE


def show(findings: Sequence[Finding], options: argparse.Namespace, *, all_: bool = False) -> None:
    """Print findings for people; `all_`, or `--all`, every one of them with its line."""
    sys.stderr.write(shown(findings, options, all_=all_))


def shown(findings: Sequence[Finding], options: argparse.Namespace, *, all_: bool = False) -> str:
    """What `show` prints."""
    from octavo import reports

    if not findings:
        return ""
    everything = all_ or getattr(options, "all", False)
    return reports.write(findings, colour=in_colour(options), everything=everything) + "\n"


def in_colour(options: argparse.Namespace) -> bool:
    """Whether findings are printed in colours."""
    return sys.stderr.isatty() and not options.no_color and not os.environ.get("NO_COLOR")


def quoted(path: Path) -> str:
    """The path as one types it into a shell."""
    import shlex

    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))


def say(text: str) -> None:
    """Tell the user something that is no result."""
    from octavo import printable

    print(printable.text(text), file=sys.stderr)


class Progress:
    """One line on a terminal that says what is being done; a line each with --verbose."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.verbose = options.verbose
        self.shown = sys.stderr.isatty() and not options.quiet and not options.verbose

    def __call__(self, text: str) -> None:
        if self.verbose:
            say(text)
        elif self.shown:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
