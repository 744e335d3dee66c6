"""The essay as sentences, and the two tables that say on what each of them stands.

`tests/essay/facts.md` lists facts: number, statement, where it was seen, mark. `claims.md` beside
it lists every sentence of the essay in order: opening words, facts, citation, and a digest of the
sentence as its reader read it. A sentence without facts is one of argument.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "tests" / "essay"
REFERENCES = {item["id"] for item in json.loads((ROOT / "sections/references.json").read_bytes())}
CITATION = re.compile(r"@(\w+)\b(?!:)(?:, ([^;\]]+))?")
ABSTRACT = "Abstract"
_END = re.compile(r'[.?!]["”]?(?:\[\^\w+\])?(?=\s|$)')
_NO_WORDS = re.compile(r"\[[^\]]*@[^\]]*\]|\(@[^)]*\)|\[\^\w+\]:?|\{#[^}]*\}|^: |[*|]")
_INITIAL = re.compile(r"\b(?:[A-Z]|chap)\.$")
_LEFT_OUT = re.compile(r"#|<!--|\|:?-|```")


class Sentence(NamedTuple):
    """A sentence as it stands in the source; `part` is a section's number, or "Abstract"."""

    part: str
    text: str

    @property
    def plain(self) -> str:
        """The words alone: without citations, calls of notes, labels, emphasis and bars."""
        words = _NO_WORDS.sub(" ", self.text).split()
        return re.sub(r"\s+([.,;:?])", r"\1", " ".join(words))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.plain.encode()).hexdigest()[:6]

    @property
    def citations(self) -> tuple[str, ...]:
        """Each work cited, with its place: "garver2016, 33"."""
        found = CITATION.findall(self.text)
        return tuple(f"{key}, {place}" if place else key for key, place in found)

    @property
    def quotations(self) -> list[str]:
        """What stands between quotation marks, if it is more than two words."""
        return [text for text in re.findall(r'"([^"]+)"', self.plain) if len(text.split()) > 2]


class Fact(NamedTuple):
    number: str
    statement: str
    seen: str
    mark: str


class Claim(NamedTuple):
    """A row of claims.md. A citation in brackets is one that stands near the sentence."""

    part: str
    opening: str
    facts: tuple[str, ...]
    own: tuple[str, ...]
    near: tuple[str, ...]
    digest: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """Every sentence of abstract and sections, notes, captions and rows of tables included."""
    report = tomllib.loads((ROOT / "sections/report.toml").read_text("utf-8"))
    found = [Sentence(ABSTRACT, text) for text in _split(report["abstract"])]
    for path in sorted((ROOT / "sections").glob("[0-9]*.md")):
        number = path.name[:2].lstrip("0")
        for paragraph in _paragraphs(path.read_text("utf-8")):
            found += [Sentence(number, text) for text in _split(paragraph)]
    return tuple(sentence for sentence in found if sentence.plain)


def _paragraphs(text: str) -> Iterator[str]:
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.strip().splitlines() if not _LEFT_OUT.match(line)]
        if block.startswith("|"):
            yield from lines[1:]  # without the head
        else:
            yield " ".join(map(str.strip, lines))


def _split(paragraph: str) -> Iterator[str]:
    if paragraph.startswith("|"):
        yield paragraph
        return
    start = 0
    for end in _END.finditer(paragraph):
        text = paragraph[start : end.end()]
        if text.count("[") == text.count("]") and not _INITIAL.search(text):
            yield text.strip()
            start = end.end()
    if paragraph[start:].strip():
        yield paragraph[start:].strip()


@cache
def facts() -> dict[str, Fact]:
    rows = [Fact(*cells) for cells in _rows("facts.md")]
    assert len({fact.number for fact in rows}) == len(rows), "a number twice"
    return {fact.number: fact for fact in rows}


@cache
def claims() -> tuple[Claim, ...]:
    text = (TABLES / "claims.md").read_text("utf-8")
    found = []
    for part in re.split(r"^## ", text.partition("## Figures")[0], flags=re.M)[1:]:
        name = part.split("\n", 1)[0].removeprefix("Section ")
        found += [_claim(name, cells) for cells in _table(part) if len(cells) == 4]
    return tuple(found)


def events() -> list[list[str]]:
    """The rows of the timeline: event, facts, sections, mark."""
    return _table((TABLES / "claims.md").read_text("utf-8").partition("## Figures")[2])


def _claim(part: str, cells: list[str]) -> Claim:
    opening, numbers, cited, digest = cells
    sources = [] if cited == "-" else cited.split("; ")
    near = tuple(source[1:-1] for source in sources if source.startswith("("))
    own = tuple(source for source in sources if not source.startswith("("))
    known = () if numbers == "argument" else tuple(numbers.split())
    return Claim(part, opening, known, own, near, digest)


def _rows(name: str) -> list[list[str]]:
    return _table((TABLES / name).read_text("utf-8"))


def _table(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return [row for row in rows if row[0] not in ("sentence", "no.", "event")]


_WORDS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
).split()
_VALUES = {word: number for number, word in enumerate(_WORDS, 3)} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "dozen": 12, "twelfth": 12,
    "twentieth": 20, "tenths": 10,
}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+(?:-[A-Za-z]+)?")


def quantities(text: str) -> set[str]:
    """The numbers and months that a text names, in figures or in words from three on."""
    found: set[str] = set()
    for word in _NUMBER.findall(re.sub(r"(\d{2})(\d\d)[-–](\d\d)\b", r"\1\2 \1\3", text)):
        if word[0].isdigit():
            found.add(word.replace(",", "").removesuffix(".0"))
        elif word in _MONTHS:
            found.add(word)
        elif (value := _value(word.casefold())) is not None:
            found.add(str(value))
    return found


def _value(word: str) -> int | None:
    tens, _, units = word.partition("-")
    if not units:
        return _VALUES.get(word)
    if tens in _VALUES and _VALUES[tens] >= 20:
        unit = ({"one": 1, "two": 2} | _ORDINALS | _VALUES).get(units)
        return None if unit is None else _VALUES[tens] + unit
    return None
