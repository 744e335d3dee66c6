"""Print the pages as pictures; a picture is sent only if no page of the print before had it."""

from __future__ import annotations

import base64
import hashlib
import io
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from octavo.memory import Memory

SCALE = 1.5  # pixels of a picture to a CSS pixel: 144 to the inch
NICE = 10  # the page on the screen comes first


def work(
    root: Path,
    bibliographies: Sequence[Path],
    memory: Memory,
    known: set[str],
    go_on: Callable[[], None],
) -> Iterator[dict[str, Any]]:
    """A `page` each, then `done`; or `failed`, and why. `known` are the pictures sent before.

    It breaks off between two pages when `go_on` says so.
    """
    from octavo import pipeline, render
    from octavo.diagnostics import ReportError
    from octavo.engine import EngineError
    from octavo.engine.progress import told
    from octavo.markup import Medium
    from octavo.outputs import pdf
    from octavo.trace import traced

    begun = time.monotonic()
    try:
        draft = pipeline.draft(root, bibliographies, memory)
        document = traced(draft.document, memory)
        html = render.render(document, draft.language, Medium.PRINT, memory=memory)
        with told(lambda _: go_on()):
            output = pdf.make(document, html)
    except (ReportError, EngineError) as error:
        yield {"failed": str(error)}
        return
    names = set[str]()
    for number, (page, picture) in enumerate(
        zip(output.pages, _pictures(output.data), strict=True), 1
    ):
        name = hashlib.sha256(picture.tobytes()).hexdigest()[:20]
        names.add(name)
        yield {
            "page": {
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
        }
    known.clear()
    known |= names
    yield {"done": {"pages": len(output.pages), "seconds": round(time.monotonic() - begun, 2)}}


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
