"""Prove a bundle that was handed in: its sums, its words, its bytes."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.verbs import FAULTS, FINE, UsageError, _options
from octavo.verbs._terminal import Progress


def options(parser: argparse.ArgumentParser) -> None:
    """Which bundle, or which folder of them."""
    said = "a bundle that `submit` made, or a folder of them"
    parser.add_argument("bundles", type=Path, nargs="+", metavar="BUNDLE", help=said)
    _options.limits(parser)


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Prove each, and print a row of verdicts for each; 1 if something is wrong with one."""
    from octavo.submission import verify

    paths = [path for named in options.bundles for path in _zips(named)]
    if not paths:
        raise UsageError(f"there is no bundle in {options.bundles[0]}")
    limits, progress, proofs = _options.bounds(options), Progress(options), []
    for number, path in enumerate(paths, 1):
        progress(f"{path.name}: {number} of {len(paths)}")
        proofs.append(verify.verify(path, limits))
    progress.clear()
    print(verify.table(proofs))
    return FAULTS if any(proof.fails for proof in proofs) else FINE


def _zips(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.zip"))
    if not path.is_file():
        raise UsageError(f"there is no bundle {path}")
    return [path]
