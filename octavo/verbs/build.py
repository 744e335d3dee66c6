"""Make the HTML and the PDF, or other formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.verbs import FAULTS, IMPOSSIBLE, _options
from octavo.verbs._bounded import bounded
from octavo.verbs._terminal import Progress, exit_code, in_colour, say, shown

if TYPE_CHECKING:
    from octavo.model import Build
    from octavo.unchanged import Outcome


def options(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, which formats, where to."""
    _options.manuscript(parser)
    _options.trust(parser)
    _options.pdf(parser)
    _options.limits(parser)
    _options.choice(parser)
    _options.output(parser)
    parser.add_argument(
        "--to",
        type=formats,
        default=("html", "pdf"),
        metavar="FORMATS",
        help="html,pdf unless you name others: docx, txt, md",
    )
    said = "build even where nothing has changed since the last time"
    parser.add_argument("--fresh", action="store_true", help=said)


def formats(text: str) -> tuple[str, ...]:
    """Names of formats between commas; raises ArgumentTypeError for one that is none."""
    from octavo import outputs

    for name in (names := _options.words(text)):
        if name not in outputs.names():
            there = ", ".join(outputs.names())
            raise argparse.ArgumentTypeError(f"no format {name!r}; there are {there}")
    return names


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Build, say what is wrong, write what came out, and say where it lies.

    Where nothing has changed since the last such build, that is only said again.
    """
    from octavo import unchanged

    root, outside = _options.root(options, checkout), _options.outside(options)
    asked = repr((sorted(vars(options).items()), in_colour(options)))
    now = unchanged.fingerprint(root, outside, options.output, asked)
    outcome = None if options.fresh else unchanged.recall(root, options.output, now)
    if outcome is not None:
        if options.verbose:
            say("nothing has changed since the last build")
        return _said(outcome)
    outcome = _built(root, outside, options)
    if outcome is None:
        return IMPOSSIBLE
    still = now == unchanged.fingerprint(root, outside, options.output, asked)
    if still and outcome.files:  # what was broken off may do better another time
        unchanged.remember(root, options.output, now, outcome)
    return _said(outcome)


def _said(outcome: Outcome) -> int:
    sys.stderr.write(outcome.err)
    sys.stdout.write(outcome.out)
    return outcome.code


def _built(root: Path, outside: tuple[Path, ...], options: argparse.Namespace) -> Outcome | None:
    """Build and write. What came of it; None, and the reason said, where it could not be done."""
    from octavo import delivery, unchanged
    from octavo.engine import EngineError

    progress = Progress(options)
    try:
        result = _made(root, outside, options, progress)
        progress.clear()
    except EngineError as error:
        progress.clear()
        say(str(error))
        return None
    except OSError as error:
        progress.clear()
        say(f"{error.filename or options.output}: {error.strerror or error}")
        return None
    if result.document is None:
        return unchanged.Outcome({}, "", shown(result.findings, options), FAULTS)
    made = delivery.deliver(result.outputs, options.output)
    findings = (*result.findings, *made.findings)
    lines = () if options.quiet else delivery.said(made.paths, result.document, options.output)
    out = "".join(f"{line}\n" for line in lines)
    sums = unchanged.sums(result.outputs, options.output)
    return unchanged.Outcome(sums, out, shown(findings, options), exit_code(findings))


def _made(
    root: Path, outside: tuple[Path, ...], options: argparse.Namespace, progress: Progress
) -> Build:
    """Build, the PDF in a process of its own; that loads what it needs while this one reads."""
    from octavo.engine import compositor

    at_once = "pdf" in options.to
    with bounded(options) as limits, compositor.beside(limits, at_once=at_once):
        from octavo import keeping, pipeline

        rules = _options.rules(options)
        copy = pipeline.Copy(trusted=options.trusted, project=_options.as_pdf(options))
        with keeping.kept(root) as memory:
            return pipeline.build(root, options.to, outside, progress, rules, copy, memory)
