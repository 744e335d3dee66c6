"""Say what is wrong, without making anything."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import _options
from octavo.verbs._bounded import bounded
from octavo.verbs._terminal import exit_code, show


def options(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, which rules, and in which form."""
    _options.manuscript(parser)
    _options.trust(parser)
    _options.limits(parser)
    _options.choice(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "github", "sarif"), default="text", help="for programs"
    )


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Check, and print the findings."""
    from octavo import keeping, pipeline, reports

    root, outside = _options.root(options, checkout), _options.outside(options)
    chosen, copy = _options.rules(options), pipeline.Copy(trusted=options.trusted)
    with bounded(options), keeping.kept(root) as memory:
        result = pipeline.build(root, (), outside, chosen=chosen, copy=copy, memory=memory)
    if options.format != "text":
        print(reports.write(result.findings, options.format))
    elif result.findings:
        show(result.findings, options)
    elif not options.quiet:
        print("nothing found")
    return exit_code(result.findings)
