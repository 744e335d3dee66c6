"""Tell the user where WeasyPrint is, page by page: a book takes it a minute."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOG = "weasyprint.progress"  # where WeasyPrint says which step it takes
PAGE = re.compile(r"Step 5 - Creating layout - Page (\d+)$")
STEPS = {
    "Step 3": "applying the style sheets",
    "Step 5 - Creating layout - Repagination": "setting pages again, their numbers being known",
    "Step 6": "writing",
}


class _Teller(logging.Handler):
    """Hands on what a reader understands of each step."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        step = record.getMessage()
        if page := PAGE.match(step):
            self.say(f"setting page {page[1]}")
        for begins, said in STEPS.items():
            if step.startswith(begins):
                self.say(said)


@contextmanager
def told(say: Callable[[str], None]) -> Iterator[None]:
    """While this lasts, `say` is called with each step of WeasyPrint's: "setting page 12"."""
    log, teller = logging.getLogger(LOG), _Teller(say)
    before = log.level
    log.addHandler(teller)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(teller)
        log.setLevel(before)
