"""What the tests of the preview have in common: a manuscript's texts, and what a tab shows."""

from __future__ import annotations

import json
from pathlib import Path

from browser import Tab

REPORT = 'title = "Trade"\nauthors = ["A. Student"]\nword_limit = 5000\n'
REPORT += '[checks]\nrepeated_text = "off"\n'  # the sections are all alike
WORKS = "@book{smith, author = {Smith, Jo}, title = {Ships}, year = 1990, publisher = {P}}\n"
BUILT = (
    "window.octavo?.changes > 0 && document.getElementById('state').textContent.includes('built')"
)
PAGE = "document.getElementById('report').contentDocument"
TOLD = "!document.getElementById('told').hidden && document.getElementById('told').textContent"


def section(title: str, words: int = 60) -> str:
    """A section of many paragraphs, each different from all others."""
    lines = [f"{title} stood in place {n} of the long list that they kept." for n in range(words)]
    return f"# {title}\n\n" + "\n\n".join(lines) + "\n"


def replace(path: Path, old: str, new: str) -> None:
    """Save the file with a stretch replaced, as an editor does."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def save(path: Path, text: str) -> None:
    """Save a file as many editors do: a new one takes the old one's name."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def shows(text: str) -> str:
    """Whether the page has the text."""
    return f"{PAGE}.body.innerText.includes({json.dumps(text)})"


def paragraph(text: str) -> str:
    """The page's paragraph with the text."""
    return f"[...{PAGE}.querySelectorAll('p')].find((p) => p.innerText.includes('{text}'))"


def rules(tab: Tab) -> list[str]:
    """The rules of all findings that the panel shows."""
    found: list[str] = tab.run(
        "[...document.querySelectorAll('#findings .rule')].map((one) => one.textContent)"
    )
    return found
