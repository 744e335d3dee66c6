"""Count the words as a marker does: by rule book, section and part."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from octavo.verbs import FAULTS, FINE, UsageError, _options
from octavo.verbs._bounded import bounded
from octavo.verbs._terminal import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from octavo import pipeline
    from octavo.counting.measure import Count
    from octavo.counting.shown import Shown
    from octavo.model import Project

MARKDOWN = (".md", ".markdown")


def options(parser: argparse.ArgumentParser) -> None:
    """Which manuscript, or which Markdown file alone, and by which rules."""
    _options.manuscript(parser)
    _options.limits(parser)
    _options.output(parser)
    said = "count by these rule books, side by side (default: report.toml's word_rule)"
    parser.add_argument("--rule", type=_options.words, default=(), metavar="NAMES", help=said)
    parser.add_argument("--rules", action="store_true", help="list the rule books")
    parser.add_argument("--limit", type=int, metavar="WORDS", help="in place of word_limit")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for programs")


def run(options: argparse.Namespace, checkout: Path | None) -> int:
    """Count, and print it. A paper that costs its writer marks ends with 1."""
    from octavo import counting, pipeline
    from octavo.diagnostics import ReportError

    try:
        with bounded(options), _manuscript(options, checkout) as (root, copy):
            if options.rules:
                _list(root)
                return FINE
            made = pipeline.read(root, _options.outside(options), copy=copy)
            document = made.document
            names = options.rule or (document.project.word_rule,)
            tally = counting.tallied(document, _date(made))
            counts = [counting.count(tally, counting.load(name, root)) for name in names]
    except counting.RuleBookError as error:
        raise UsageError(f"{error.message}; {error.hint}") from error
    except ReportError as error:
        show(error.findings, options)
        return FAULTS
    limit = document.project.word_limit if options.limit is None else options.limit
    seen = _seen(options.output, document.project)
    _print(counts, limit, seen, options.format)
    return FAULTS if limit and any(c.total > c.room(limit) for c in counts) else FINE


@contextmanager
def _manuscript(
    options: argparse.Namespace, checkout: Path | None
) -> Iterator[tuple[Path, pipeline.Copy]]:
    """The folder, and which copy is counted: of a Markdown file that is named its text alone.

    One that lies in no manuscript is put into one for the time being, with the bibliographies that
    lie beside it.
    """
    import shutil
    import tempfile

    from octavo import config, pipeline

    file: Path | None = options.manuscript
    if file is None or not file.is_file() or file.suffix.lower() not in MARKDOWN:
        yield _options.root(options, checkout), pipeline.USUAL
        return
    alone = pipeline.Copy(project=lambda project: _only(project, file.name))
    if (file.parent / config.NAME).is_file():
        yield file.parent, alone
        return
    with tempfile.TemporaryDirectory(prefix="octavo-") as name:
        folder = Path(name)
        for path in (file, *file.parent.glob("references.*")):
            shutil.copyfile(path, folder / path.name)
        (folder / config.NAME).write_text("", encoding="utf-8")
        yield folder, alone


def _only(project: Project, name: str) -> Project:
    """The project with one section, and nothing around it that would count."""
    from dataclasses import replace

    return replace(
        project,
        title="",
        subtitle="",
        abstract="",
        course="",
        institution="",
        date="",
        authors=(),
        keywords=(),
        nocite=(),
        contents=False,
        word_limit=None,
        sections=(name,),
    )


def _list(root: Path) -> None:
    from octavo import counting

    for name in counting.known(root):
        print(f"{name:18} {counting.load(name, root).title}")


def _date(made: Any) -> str:
    """The date as the title page has it."""
    date = made.document.project.date
    return date if isinstance(date, str) else str(made.language.format_date(date))


def _seen(folder: Path, project: Project) -> list[Shown]:
    """What other programs will show for the finished files that lie there."""
    from octavo.counting.shown import READERS, shown
    from octavo.files import content

    paths = [folder / f"{project.name}.{ending}" for ending in READERS]
    return [shown(path.name, content(path)) for path in paths if path.is_file()]


def _print(counts: Sequence[Count], limit: int | None, seen: Sequence[Shown], form: str) -> None:
    from octavo import printable
    from octavo.counting import report

    if form == "json":
        import json

        told = json.dumps(report.data(counts, limit, seen), ensure_ascii=False, indent=1)
        print(printable.escaped(told))
        return
    print(printable.text(report.table(counts)), end="\n\n")
    for count in counts:
        print(printable.text("\n".join(report.sentences(count, limit))))
    if seen:
        print("\n" + "\n".join(report.files(seen)))
    if sentence := report.for_the_cover(counts[0], seen):
        print(f"\nFor the cover, if you like: {sentence}")
