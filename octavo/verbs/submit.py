"""Hand in: build as the brief demands, check, and pack a bundle with its receipt."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FAULTS, IMPOSSIBLE, _options
from octavo.verbs._bounded import bounded
from octavo.verbs._terminal import Progress, exit_code, say, show


def options(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, by which brief, and how."""
    _options.manuscript(parser)
    _options.limits(parser)
    _options.choice(parser)
    _options.output(parser)
    said = "what is demanded: a file or a preset (default: report.toml's)"
    parser.add_argument("--brief", default="", metavar="BRIEF", help=said)
    said = "without the author, and searched for what still gives them away"
    parser.add_argument("--anonymous", action="store_true", help=said)
    said = "hand in in spite of errors; the receipt says so"
    parser.add_argument("--force", action="store_true", help=said)


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Make the bundle, print demands and findings, write it."""
    from octavo import delivery, printable
    from octavo.engine import EngineError, compositor

    root, outside = _options.root(options, checkout), _options.outside(options)
    rules = _options.rules(options)
    progress = Progress(options)
    try:
        with bounded(options) as limits, compositor.beside(limits):
            from octavo import submission
            from octavo.submission import demands

            wishes = submission.Wishes(
                options.brief, options.anonymous, options.force, outside, rules
            )
            made = submission.make(root, wishes, progress)
        progress.clear()
        show(made.findings, options)
        if made.rows and not options.quiet:
            print(printable.text(demands.table(made.rows)))
        if made.bundle is None:
            say("not handed in: mend the errors, or add  --force")
            return FAULTS
    except EngineError as error:
        progress.clear()
        say(str(error))
        return IMPOSSIBLE
    except OSError as error:
        progress.clear()
        say(f"{error.filename or options.output}: {error.strerror or error}")
        return IMPOSSIBLE
    delivered = delivery.deliver([*made.outputs, made.bundle], options.output)
    show(delivered.findings, options)
    if not options.quiet:
        print("\n".join(map(str, delivered.paths)))
    return exit_code([*made.findings, *delivered.findings])
