"""The receipt: one page that says what was handed in, made from the record and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jinja2

from octavo import engine
from octavo.engine import compositor
from octavo.shipped import shipped
from octavo.submission import bundle
from octavo.submission.demands import size

SIZES = (8.4, 7.6, 6.8, 6.0, 5.4)  # points: the largest at which it fits one page is taken

MOST = 10  # errors that are told of a paper handed in by force


def make(record: Mapping[str, Any], checksum: str) -> bytes:
    """The receipt as a PDF; `checksum` is that of the record's own file.

    Raises engine.EngineError where Pango is missing, StoppedError where setting it is broken off.
    """
    made: bytes = compositor.called(_made, record, checksum)
    return made


def variants(record: Mapping[str, Any], checksum: str) -> tuple[bytes, bytes]:
    """The receipt with each source's sum and with one sum for all: what fits differs elsewhere."""
    made: tuple[bytes, bytes] = compositor.called(_both, record, checksum)
    return made


def _both(record: Mapping[str, Any], checksum: str) -> tuple[bytes, ...]:
    pages = (_laid(record, checksum, SIZES[-1], whole=whole) for whole in (True, False))
    return tuple(bytes(page.write_pdf()) for page in pages)


def _made(record: Mapping[str, Any], checksum: str) -> bytes:
    for points in SIZES:
        for whole in (True, False):  # every source with its sum, or one sum for all
            page = _laid(record, checksum, points, whole=whole or points != SIZES[-1])
            if len(page.pages) == 1 or (points, whole) == (SIZES[-1], False):
                return bytes(page.write_pdf())
            if points != SIZES[-1]:
                break
    raise AssertionError("the last size was given")


def _laid(record: Mapping[str, Any], checksum: str, points: float, *, whole: bool) -> Any:
    weasyprint = engine.load()
    fonts = weasyprint.text.fonts.FontConfiguration()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())
    html = _page(record, checksum, points, whole=whole)
    return weasyprint.HTML(string=html, url_fetcher=fetcher).render(font_config=fonts)


def _page(record: Mapping[str, Any], checksum: str, points: float, *, whole: bool) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("parts/receipt.html").render(
        record=record,
        points=points,
        files=_files(record["files"], checksum, whole=whole),
        checks=_checks(record["checks"]),
        size=size,
        most=MOST,
    )


def _files(
    files: Mapping[str, Mapping[str, Any]], checksum: str, *, whole: bool
) -> list[tuple[str, str, str]]:
    """Name, size and sum of every file. Of many sources: one sum, of the list of their sums."""
    rows = [(name, size(said["size"]), said["sha256"]) for name, said in files.items()]
    rows.append((bundle.RECORD, "", checksum))
    if whole:
        return rows
    sources = [row for row in rows if row[0].startswith(bundle.SOURCES)]
    lines = "".join(f"{sum_}  {name}\n" for name, _, sum_ in sources)
    total = size(sum(files[name]["size"] for name, _, _ in sources))
    together = (f"{len(sources)} sources (sum of their sums)", total)
    others = [row for row in rows if row not in sources]
    return [*others, (*together, bundle.checksum(lines.encode()))]


def _checks(checks: Mapping[str, Mapping[str, int]]) -> tuple[Sequence[str], Sequence[str]]:
    """The rules that found nothing, and those that did with how often."""
    clean = [name for name, found in checks.items() if not found]
    found = [
        f"{name}: " + ", ".join(f"{n} {kind}{'s' * (n != 1)}" for kind, n in said.items())
        for name, said in checks.items()
        if said
    ]
    return clean, found
