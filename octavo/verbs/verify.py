"""Prove a bundle that was handed in: its sums, its words, its bytes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
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
    from dataclasses import replace

    from octavo.submission import verify

    paths = [pair for named in options.bundles for pair in _zips(named)]
    if not paths:
        raise UsageError(f"there is no bundle in {options.bundles[0]}")
    limits, progress, proofs = _options.bounds(options), Progress(options), []
    for number, (name, path) in enumerate(paths, 1):
        progress(f"{name}: {number} of {len(paths)}")
        proofs.append(replace(verify.verify(path, limits), name=name))
    progress.clear()
    print(verify.table(proofs))
    return FAULTS if any(proof.fails for proof in proofs) else FINE


def _zips(path: Path) -> Iterator[tuple[str, Path]]:
    """Bundles and their names; those in a folder's folders, too, as upload systems sort them."""
    if path.is_dir():
        found = sorted(path.rglob("*.zip"))
        yield from ((one.relative_to(path).as_posix(), one) for one in found)
    elif path.is_file():
        yield path.name, path
    else:
        raise UsageError(f"there is no bundle {path}")
