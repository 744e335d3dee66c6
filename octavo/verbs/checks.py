"""List the rules, or explain one."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FINE, _options


def options(parser: argparse.ArgumentParser) -> None:
    """Which rule."""
    parser.add_argument("rule", nargs="?", metavar="RULE", help="the rule to explain")


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Print them; of one rule also what report.toml may set."""
    from octavo import rules
    from octavo.rules import settings

    if options.rule is None:
        width = max(map(len, rules.names()))
        for name in rules.names():
            print(f"{name:{width}}  {rules.explained(name).splitlines()[0]}")
    else:
        (name,) = _options.rule_names([options.rule])
        print(f"{name}\n\n{rules.explained(name)}\n\n{settings.explained(name)}")
    return FINE
