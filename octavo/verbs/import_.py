"""Take a raw draft in: sections, no repeats."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FINE, UsageError, _options
from octavo.verbs._bounded import bounded
from octavo.verbs._terminal import show


def options(parser: argparse.ArgumentParser) -> None:
    """Which draft, and where to."""
    said = "a text that ends in .txt, .md or .docx"
    parser.add_argument("draft", type=Path, metavar="DRAFT", help=said)
    _options.new_folder(parser)
    _options.limits(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Write the manuscript, and say what was made of the draft."""
    from octavo import importers

    try:
        with bounded(options):
            made = importers.make(options.draft)
        importers.refuse_to_overwrite(options.folder)
        if not options.dry_run:
            importers.write(made, options.folder)
    except importers.DraftError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{error.filename or options.folder}: {error.strerror}") from error
    show(made.findings, options, all_=True)  # each is about a place that the writer must see
    if not options.quiet:
        said = "would write " if options.dry_run else ""
        for name in made.files:
            print(f"{said}{options.folder / name}")
    return FINE
