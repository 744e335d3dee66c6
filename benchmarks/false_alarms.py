"""Checks long texts by others: python benchmarks/false_alarms.py FOLDER [--all]

Openly licensed texts in three languages are fetched into FOLDER as packages, made manuscripts, and
checked with every rule. Each finding was read: what is truly a fault of the text, or of its
conversion, is listed with that verdict in false_alarms.toml beside this file. Any other finding is
a false alarm: it is printed in full, and the exit status is 1. `--all` prints the true ones too.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import packages

from octavo import pipeline
from octavo.diagnostics import Finding

VERDICTS = Path(__file__).with_suffix(".toml")
AROUND = 40  # characters before and behind a finding by which it is known again


@dataclass(frozen=True, slots=True)
class Text:
    """A text by others: the package it comes in, its files there, its licence and language."""

    name: str
    package: str
    files: tuple[str, ...]
    licence: str
    language: str


HISTORY = "usr/share/doc/debian-history/docs/{}.en.html"
FAQ = "usr/share/doc/anarchism/html/secA{}.html"
HANDBOOK = "deb:debian-handbook=11.20220922"
PAGES = (
    "foreword preface sect.who-is-this-book-for the-debian-project sect.foundation-documents "
    "sect.debian-internals sect.follow-debian-news sect.role-of-distributions "
    "sect.release-lifecycle case-study sect.master-plan sect.why-gnu-linux sect.why-debian "
    "sect.why-debian-stable existing-setup sect.coexistence-with-other-packaging-systems "
    "sect.how-to-migrate derivative-distributions sect.ubuntu sect.linux-mint sect.knoppix "
    "sect.kali sect.tails conclusion sect.future-of-debian sect.future-of-this-book"
).split()


def _handbook(language: str) -> tuple[str, ...]:
    folder = f"usr/share/doc/debian-handbook/html/{language}"
    return tuple(f"{folder}/{page}.html" for page in PAGES)


TEXTS = (
    Text(
        "A Brief History of Debian",
        "deb:debian-history=2.28",
        tuple(HISTORY.format(n) for n in ("intro", "leaders", "releases", "detailed", "manifesto")),
        "GPL-2+",
        "en-US",
    ),
    Text(
        "An Anarchist FAQ, section A",
        "deb:anarchism=15.3-3",
        tuple(FAQ.format(n) for n in ("int", 1, 2, 3, 4, 5)),
        "GFDL-1.1+ or GPL-2+",
        "en-GB",
    ),
    Text(
        "The Debian Handbook, prose",
        HANDBOOK,
        _handbook("en-US"),
        "GPL-2+ or CC-BY-SA-3.0",
        "en-US",
    ),
    Text("Debian-Handbuch, Prosa", HANDBOOK, _handbook("de-DE"), "GPL-2+ or CC-BY-SA-3.0", "de"),
    Text("Cahier Debian, prose", HANDBOOK, _handbook("fr-FR"), "GPL-2+ or CC-BY-SA-3.0", "fr"),
)


def main() -> int:
    """Fetch, convert, check; print what was found beside what is listed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="where the texts are, or are to be put")
    options.add_argument("--all", action="store_true", help="print the true findings too")
    chosen = options.parse_args()
    listed = tomllib.loads(VERDICTS.read_text("utf-8"))["true"]
    false = 0
    for text in TEXTS:
        root = manuscript(text, packages.fetch(text.package, chosen.folder), chosen.folder)
        words = sum(len(path.read_text("utf-8").split()) for path in root.glob("*.md"))
        found = [(f, _verdict(text, f, listed)) for f in pipeline.read(root).findings]
        wrong = [one for one in found if one[1] is None]
        false += len(wrong)
        print(f"{text.name} ({text.package}, {text.licence}): {words:,} words,")
        print(f"  {len(found)} findings, {len(wrong)} of them false")
        for finding, verdict in found if chosen.all else wrong:
            print(_shown(finding, verdict))
    return 1 if false else 0


def _verdict(text: Text, finding: Finding, listed: Sequence[Mapping[str, str]]) -> str | None:
    """The verdict on a finding that is listed; None for one that is not."""
    around = _around(finding)
    for one in listed:
        if (one["text"], one["rule"]) == (text.name, finding.rule) and one["at"] in around:
            return one["verdict"]
    return None


def _around(finding: Finding) -> str:
    """The words at a finding and a few before and behind it."""
    span = finding.span
    if span is None:
        return ""
    return " ".join(span.source.text[max(0, span.start - AROUND) : span.end + AROUND].split())


def _shown(finding: Finding, verdict: str | None) -> str:
    said = f"    {finding.span}: {finding.rule}: {finding.message}"
    return f"{said}\n        {_around(finding)}\n        {verdict or 'FALSE'}"


# --- manuscripts ---------------------------------------------------------------------------


def manuscript(text: Text, package: Path, folder: Path) -> Path:
    """The text as a manuscript of sections, one a file; notations are escaped, nothing mended."""
    root = folder / "manuscripts" / re.sub(r"\W+", "-", text.name.lower())
    root.mkdir(parents=True, exist_ok=True)
    for old in root.glob("*.md"):
        old.unlink()
    toml = f'title = "{text.name}"\nlanguage = "{text.language}"\nauthors = ["Others"]\n'
    (root / "report.toml").write_text(toml, encoding="utf-8")
    for number, section in enumerate(_sections(text, package), 1):
        (root / f"{number:02}-part.md").write_text(section, encoding="utf-8")
    return root


def _sections(text: Text, package: Path) -> Iterator[str]:
    for name in text.files:
        typed = (package / name).read_text("utf-8")
        reader = _Reader()
        reader.feed(typed)
        yield reader.text()


def escaped(text: str) -> str:
    """Plain text as a writer of Markdown types it: signs with a meaning get a backslash."""
    text = re.sub(r"([\\`*_\[\]@^~$<>|{}])", r"\\\1", text)
    return re.sub(r"^(\s*\d+)([.)]\s)|^([-+#:=])", _at_start, text)


def _at_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
BLOCKS = (
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "blockquote",
    "div",
    "td",
    "pre",
)
LEFT_OUT = ("head", "script", "style", "table", "form")
NAVIGATION = ("navheader", "navfooter", "toc", "book-navigation", "docnav")


class _Reader(HTMLParser):
    """Turns a page into Markdown: headings, paragraphs, lists, quotations, emphasis, code.

    Links keep their words. Tables, pictures and what leads from page to page are left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.silent = 0
        self.item = False

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self.blocks) + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "link", "img", "hr", "input"):
            return
        if tag == "br":
            self.words += " "
            return
        classes = (dict(attrs).get("class") or "").split()
        hidden = tag in LEFT_OUT or any(name in NAVIGATION for name in classes)
        self.silent += bool(self.silent or hidden)
        if tag in BLOCKS:
            self._end_block()
        self.open.append(tag)
        self.item = self.item or tag == "li"
        self._sign(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        self._sign(tag)
        if tag in BLOCKS:
            self._end_block()
        while self.open:
            last = self.open.pop()
            self.silent -= bool(self.silent)
            if last == tag:
                break

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words += " "

    def handle_data(self, data: str) -> None:
        if not self.silent:
            is_code = any(tag in ("code", "tt", "kbd", "pre", "samp") for tag in self.open)
            self.words += data if is_code else escaped(data) if not self.words else _inner(data)

    def _sign(self, tag: str) -> None:
        if self.silent:
            return
        if tag in SIGNS:
            self.words += SIGNS[tag]
        elif tag in ("code", "tt", "kbd", "samp") and "pre" not in self.open:
            self.words += "`"

    def _end_block(self) -> None:
        words, self.words = self.words, ""
        if "pre" in self.open:
            if words.strip():
                self.blocks.append(f"```\n{words.strip(chr(10))}\n```")
            return
        words = _tidied(" ".join(words.split()))
        if not re.search(r"\w", words):
            return
        inner = next((tag for tag in reversed(self.open) if tag in BLOCKS), "p")
        depth = sum(tag in ("ul", "ol") for tag in self.open)
        if re.fullmatch("h[1-6]", inner):
            words = f"{'#' * int(inner[1])} {words.replace('**', '').replace('*', '')}"
        elif depth:
            sign = "- " if self.item else "    "
            self.item = False
            words = f"{'    ' * (depth - 1)}{sign}{words}"
        elif "blockquote" in self.open:
            words = f"> {words}"
        self.blocks.append(words)


def _inner(data: str) -> str:
    return re.sub(r"([\\`*_\[\]@^~$<>|{}])", r"\\\1", data)


def _tidied(text: str) -> str:
    """Emphasis as Markdown has it: no blanks inside its signs, none that holds nothing."""
    text = re.sub(r"(?<!\\)\*\*(\s*)\*\*|(?<![\\*])\*(\s+)\*(?!\*)", r"\1\2", text)
    opened: list[str] = []
    parts = re.split(r"((?<!\\)\*{1,2})", text)
    for number in range(1, len(parts), 2):
        sign = parts[number]
        if sign in opened:
            opened.remove(sign)
            before, after = number - 1, number + 1
            blank = parts[before][len(parts[before].rstrip()) :]
            parts[before], parts[after] = parts[before].rstrip(), blank + parts[after]
        else:
            opened.append(sign)
            blank = parts[number + 1][: -len(parts[number + 1].lstrip()) or None]
            blank = blank if blank.isspace() else ""
            parts[number - 1], parts[number + 1] = (
                parts[number - 1] + blank,
                parts[number + 1].lstrip(),
            )
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
