"""Print the pages in a process of its own, so that neither the page nor the editor waits for it.

The parent's side is `Press`, the child's `main`. They talk in lines of JSON: the parent asks
`{"job": 3}`; the child answers with one line a page and one at the end. A page's picture is sent
only if no page before had it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from octavo.memory import Memory

SCALE = 1.5  # pixels of a picture to a CSS pixel: 144 to the inch
Told = Callable[[dict[str, Any]], None]


class Press:
    """Prints when asked. A newer order overtakes an older one that has not come far yet.

    `told` is called from a thread with each answer: `{"page": {...}}`, `{"done": {...}}` or
    `{"failed": "why"}`.
    """

    def __init__(self, root: Path, bibliographies: Sequence[Path], told: Told) -> None:
        self._command = [
            *(sys.executable, "-c", _START, json.dumps(sys.path)),
            *map(str, (root.absolute(), *(path.absolute() for path in bibliographies))),
        ]
        self._told = told
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._waiting = self._closed = False
        self._begun: float | None = None
        self._lasted = 0.0

    def order(self) -> None:
        """Have the pages printed as the files are now."""
        with self._lock:
            if self._closed:
                return
            if self._begun is not None:
                self._waiting = True
                if time.monotonic() - self._begun > self._lasted / 2:
                    return  # it is nearly done: let it finish, then print anew
                self._end()
            self._begin()

    def close(self) -> None:
        """End the child; nothing is told from now on."""
        with self._lock:
            self._closed = True
            self._end()

    def _begin(self) -> None:
        if self._child is None:
            self._child = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()
            )
            threading.Thread(target=self._listen, args=(self._child,), daemon=True).start()
        self._begun, self._waiting = time.monotonic(), False
        pipe = self._child.stdin
        if pipe is not None:
            try:
                pipe.write(b"print\n")
                pipe.flush()
            except OSError:  # it has just died; whoever listens to it says so
                pass

    def _end(self) -> None:
        child, self._child, self._begun = self._child, None, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        answers = child.stdout
        try:
            for line in answers or ():
                answer = json.loads(line)
                with self._lock:
                    if self._child is not child or self._closed:
                        return
                    if "page" not in answer and self._begun is not None:
                        self._lasted, self._begun = time.monotonic() - self._begun, None
                        if self._waiting:
                            self._begin()
                self._told(answer)
        except (OSError, ValueError):  # the pipe was closed: the child was ended
            return
        with self._lock:
            if self._child is not child:
                return
            self._child = self._begun = None
        self._told({"failed": "the printing process ended; it will be started anew"})


# --- in the child ------------------------------------------------------------------------

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from octavo.preview.press import main; main(sys.argv[2:])"
)


def main(arguments: Sequence[str]) -> None:
    """Print at each line of the standard input; end with it."""
    root, *bibliographies = map(Path, arguments)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints must not get into the answers
    orders = _Orders()
    memory, known = Memory(), set[str]()
    while orders.wait():
        memory = memory.next()
        for answer in _printed(root, bibliographies, memory, known):
            out.write(json.dumps(answer) + "\n")
            out.flush()


class _Orders:
    """Reads the orders; when the parent is gone, so is the child, whatever it is doing."""

    def __init__(self) -> None:
        self._come = threading.Semaphore(0)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for _ in sys.stdin.buffer:
            self._come.release()
        os._exit(0)

    def wait(self) -> bool:
        return self._come.acquire()


def _printed(
    root: Path, bibliographies: Sequence[Path], memory: Memory, known: set[str]
) -> Iterator[dict[str, Any]]:
    from octavo import pipeline, render
    from octavo.diagnostics import ReportError
    from octavo.engine import EngineError
    from octavo.markup import Medium
    from octavo.outputs import pdf
    from octavo.preview.trace import traced

    begun = time.monotonic()
    try:
        draft = pipeline.draft(root, bibliographies, memory)
        document = traced(draft.document)
        output = pdf.make(document, render.render(document, draft.language, Medium.PRINT))
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
