"""Options that several verbs share, and what they stand for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.verbs import UsageError, program

if TYPE_CHECKING:
    from octavo.limits import Limits
    from octavo.model import Project
    from octavo.rules import Rules


def common(parser: argparse.ArgumentParser) -> None:
    """How much is said, and whether in colours: for every verb."""
    loud = parser.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    loud.add_argument("-v", "--verbose", action="store_true", help="say what is being done")
    parser.add_argument("--no-color", action="store_true", help="no colours (as NO_COLOR does)")


def manuscript(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, and which libraries beside its own."""
    said = "the folder with report.toml"
    parser.add_argument("manuscript", nargs="?", type=Path, metavar="MANUSCRIPT", help=said)
    parser.add_argument(
        "--bibliography",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="a library outside the manuscript, such as a Zotero export",
    )


def trust(parser: argparse.ArgumentParser) -> None:
    """What the user allows a manuscript that is the user's own."""
    said = "let the sections' own HTML through: for your own work only"
    parser.add_argument("--trusted", action="store_true", help=said)


def pdf(parser: argparse.ArgumentParser) -> None:
    """Which standards the PDF keeps, and whether its sources are in it."""
    said = "archive: PDF/UA-1 and PDF/A-2a (usual); archive2: PDF/UA-2 and PDF/A-4"
    parser.add_argument("--profile", choices=("archive", "archive2"), help=said)
    said = "put the sources into the PDF, without comments and remarks"
    parser.add_argument("--attach-sources", action=argparse.BooleanOptionalAction, help=said)


def as_pdf(options: argparse.Namespace) -> Callable[[Project], Project]:
    """Puts what the command line says of the PDF in the place of what report.toml says."""
    from dataclasses import replace

    given = {name: getattr(options, name) for name in ("profile", "attach_sources")}
    asked = {name: value for name, value in given.items() if value is not None}
    return lambda project: replace(project, pdf=replace(project.pdf, **asked))


def limits(parser: argparse.ArgumentParser) -> None:
    """How much the manuscript may ask of this computer; `bounds` says what that comes to."""
    said = "the most that it may take: usually time=1200,memory=4000,pages=5000 (seconds, MB)"
    parser.add_argument("--limits", type=_limits, default={}, metavar="LIMITS", help=said)


def _limits(text: str) -> dict[str, int]:
    from octavo.limits import LimitsError, parsed

    try:
        return parsed(text)
    except LimitsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def bounds(options: argparse.Namespace) -> Limits:
    """The limits of the command line, and below it of the user's own settings."""
    from octavo import settings
    from octavo.limits import changed

    try:
        return changed(settings.limits(), options.limits)
    except settings.SettingsError as error:
        raise UsageError(str(error)) from error


def choice(parser: argparse.ArgumentParser) -> None:
    """Which rules hold, and how much is said of what they find."""
    parser.add_argument("--select", type=words, default=(), metavar="RULES", help="only these")
    parser.add_argument("--ignore", type=words, default=(), metavar="RULES", help="not these")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument("--all", action="store_true", help="every warning with its line")


def output(parser: argparse.ArgumentParser) -> None:
    """The folder of finished files."""
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("output"), metavar="DIR", help="default: output"
    )


def new_folder(parser: argparse.ArgumentParser) -> None:
    """A folder that the verb makes."""
    said = "a folder that is not there yet"
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=said)


def words(text: str) -> tuple[str, ...]:
    """Words between commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def root(options: argparse.Namespace, checkout: Path | None) -> Path:
    """The manuscript's folder; raises UsageError where it is none."""
    usual = checkout / "sections" if checkout else Path()
    folder: Path = options.manuscript or usual
    if folder.name == "report.toml":
        folder = folder.parent
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    if not (folder / "report.toml").is_file():
        command = f"{program(checkout)} new FOLDER"
        raise UsageError(f"there is no report.toml in {folder}; to begin a manuscript: {command}")
    return folder


def outside(options: argparse.Namespace) -> tuple[Path, ...]:
    """Libraries outside the manuscript: of the command line and of the user's own settings."""
    from octavo import settings

    for path in options.bibliography:
        if not path.is_file():
            raise UsageError(f"there is no bibliography {path}")
    try:
        return (*options.bibliography, *settings.bibliographies())
    except settings.SettingsError as error:
        raise UsageError(str(error)) from error


def rules(options: argparse.Namespace) -> Rules:
    """The rules that the command line chooses."""
    from octavo.rules import Rules

    select, ignore = rule_names(options.select), rule_names(options.ignore)
    return Rules(select, ignore, strict=options.strict)


def rule_names(given: Sequence[str]) -> frozenset[str]:
    """Rules as typed; raises UsageError for one that is none."""
    from octavo import rules

    try:
        return rules.known(given)
    except ValueError as error:
        raise UsageError(str(error).replace("|", "; ")) from error
