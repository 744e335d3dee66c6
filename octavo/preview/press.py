"""Print the pages as pictures; a picture is sent only if no page of the print before had it."""

from __future__ import annotations

import base64
import hashlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from octavo.memory import Memory

if TYPE_CHECKING:
    from octavo.model import Page
    from octavo.preview import ahead

SCALE = 1.5  # pixels of a picture to a CSS pixel: 144 to the inch
NICE = 10  # the page on the screen comes first
IN_A_ROW = 10  # the pages at each edit are seen all the same


def work(
    root: Path,
    bibliographies: Sequence[Path],
    memory: Memory,
    kept: dict[str, Any],
    go_on: Callable[[], None],
) -> Iterator[dict[str, Any]]:
    """The pages at the edit, `ahead` of all, then a `page` each, then `done`; or `failed`, and why.

    It breaks off between two pages when `go_on` says so. What it keeps are the names of the
    pictures that were sent, and the last print.
    """
    from octavo import pipeline
    from octavo.diagnostics import ReportError
    from octavo.engine import EngineError, excerpt
    from octavo.engine.progress import told
    from octavo.markup import Medium
    from octavo.outputs import pdf
    from octavo.preview import ahead, scene
    from octavo.trace import traced

    begun = time.monotonic()
    known: set[str] = kept.setdefault("pictures", set())
    try:
        draft = pipeline.draft(root, bibliographies, memory)
        document = traced(draft.document, memory)
        page = scene.page(document, draft.language, Medium.PRINT, memory)
        now = ahead.Seen(page, document)
        for one in _ahead(kept, now, known):
            known.add(one["picture"])
            yield {"ahead": one}
        kept["seen"] = now
        with told(lambda _: go_on()), excerpt.watched() as starts:
            output = pdf.make(document, page.html)
    except (ReportError, EngineError) as error:
        yield {"failed": str(error)}
        return
    kept["print"] = ahead.Print(page, output.pages, starts[-1]) if starts else None
    names = set[str]()
    for one in _shown(output.pages, output.data, known):
        names.add(one["picture"])
        yield {"page": one}
    known.clear()
    known |= names
    yield {"done": {"pages": len(output.pages), "seconds": round(time.monotonic() - begun, 2)}}


def _ahead(kept: dict[str, Any], now: ahead.Seen, known: set[str]) -> Iterator[dict[str, Any]]:
    """The pages at the edit, where there is a print to go by."""
    from octavo.engine import account
    from octavo.preview import ahead

    if not kept.get("print"):
        return
    try:
        for before, look in ahead.laid_out(kept["print"], kept["seen"], now):
            yield from _shown(account.pages(look.pages), look.written(), known, before)
    except Exception:  # of the engine, at what it was not made for: the whole print follows
        return


def _shown(
    pages: Sequence[Page], data: bytes, known: set[str], before: int = 0
) -> Iterator[dict[str, Any]]:
    """Each page as it is sent; so many are `before` them."""
    for number, (page, picture) in enumerate(zip(pages, _pictures(data), strict=True), before + 1):
        name = hashlib.sha256(picture.tobytes()).hexdigest()[:20]
        yield {
            "number": number,
            "picture": name,
            "data": None if name in known else _encoded(picture),
            "width": page.width,
            "height": page.height,
            "blocks": [
                [place, round(a.x), round(a.y), round(a.width), round(a.height)]
                for place, a in page.blocks
            ],
        }


def _pictures(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.render(scale=SCALE * 96 / 72).to_pil()
            page.close()
    finally:
        document.close()


def _encoded(picture: Any) -> str:
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=80, method=1)
    return base64.b64encode(file.getvalue()).decode()
