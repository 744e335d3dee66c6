"""Make the HTML and the PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FAULTS, IMPOSSIBLE, _options
from octavo.verbs._terminal import Progress, exit_code, say, show


def options(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, which formats, where to."""
    _options.manuscript(parser)
    _options.choice(parser)
    _options.output(parser)
    parser.add_argument(
        "--to", type=formats, default=("html", "pdf"), metavar="FORMATS", help="html,pdf"
    )


def formats(text: str) -> tuple[str, ...]:
    """Names of formats between commas; raises ArgumentTypeError for one that is none."""
    from octavo import outputs

    for name in (names := _options.words(text)):
        if name not in outputs.names():
            there = ", ".join(outputs.names())
            raise argparse.ArgumentTypeError(f"no format {name!r}; there are {there}")
    return names


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Build, say what is wrong, write what came out, and say where it lies."""
    from octavo import delivery, pipeline
    from octavo.engine import EngineError

    root, outside = _options.root(options, checkout), _options.outside(options)
    progress = Progress(options)
    try:
        result = pipeline.build(root, options.to, outside, progress, _options.rules(options))
        progress.clear()
        show(result.findings, options)
        if result.document is None:
            return FAULTS
        written = delivery.deliver(result.outputs, options.output)
    except EngineError as error:
        progress.clear()
        say(str(error))
        return IMPOSSIBLE
    except OSError as error:
        progress.clear()
        say(f"{error.filename or options.output}: {error.strerror or error}")
        return IMPOSSIBLE
    if not options.quiet:
        for line in delivery.said(written, result.document, options.output):
            print(line)
    return exit_code(result.findings)
