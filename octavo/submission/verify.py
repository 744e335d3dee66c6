"""Prove a bundle: its sums, its words, its bytes.

Sums: every file is what the record says. Words: what its own sources make says the same, in the
same order, and the record says of it what it is. Bytes: it is the same to the byte, and the record
to the last check, where the versions that decide that are the same; an honest student with another
Pango must not look like a cheat.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from octavo import files, printable
from octavo.child import Child
from octavo.engine import EngineError
from octavo.limits import Limits, StoppedError
from octavo.submission import bundle, reading, rebuild, told, versions
from octavo.submission.rebuild import RebuildError, Rebuilt
from octavo.zips import MOST_PACKED, ZipError, unpack

USUAL = Limits()
SHOWN = 12  # lines that are said of one bundle


class BundleError(Exception):
    """It is no bundle; the text says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the three verdicts. `holds` is None where nothing could be judged."""

    said: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of a bundle: three verdicts and what is to be said of them, line by line."""

    name: str
    sums: Verdict
    words: Verdict
    bytes: Verdict
    lines: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether something is wrong with it."""
        return False in (self.sums.holds, self.words.holds, self.bytes.holds)


UNSEEN = Verdict("not looked at", None)
REFUSED = Verdict("refused", False)


def verify(path: Path, limits: Limits = USUAL) -> Proof:
    """Prove the bundle in a file; `limits` are those of building it again."""
    try:
        packed = files.content(path, most=MOST_PACKED)
        there, damaged = unpack(packed)
        record = _record(there, damaged)
    except (ZipError, BundleError) as error:
        return Proof(path.name, REFUSED, UNSEEN, UNSEEN, (str(error),))
    except OSError as error:
        said = f"it cannot be read: {error.strerror}"
        return Proof(path.name, REFUSED, UNSEEN, UNSEEN, (said,))
    lines = [*_sums(there, damaged, record)]
    if lines:
        altered = Verdict("altered", False)
        return Proof(path.name, altered, UNSEEN, UNSEEN, tuple(_cut(lines)))
    good = Verdict("right", True)
    notes = () if bundle.pack(there) == packed else ("the zip was packed anew",)
    if not any(name.startswith(bundle.SOURCES) for name in there):
        only = Verdict("sums only", None)
        return Proof(path.name, good, only, only, (*notes, "it holds no sources"))
    words, same, more = _rebuilt(there, record, limits)
    return Proof(path.name, good, words, same, (*notes, *_cut(more)))


def _cut(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"and {len(lines) - SHOWN} more"


# --- sums --------------------------------------------------------------------------------


def _record(files: Mapping[str, bytes], damaged: Mapping[str, str]) -> dict[str, Any]:
    """The record, as far as it can be believed. Raises BundleError."""
    if bundle.RECORD in damaged:
        raise BundleError(f"{bundle.RECORD} is {damaged[bundle.RECORD]}")
    if bundle.RECORD not in files:
        raise BundleError(f"it is no submission of Octavo's: there is no {bundle.RECORD} in it")
    try:
        record = json.loads(files[bundle.RECORD])
        sums = {name: said["sha256"] for name, said in record["files"].items()}
        handed_in, there = list(record["handed_in"]), dict(record["versions"])
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BundleError(f"{bundle.RECORD} cannot be read: {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BundleError(f"{bundle.RECORD} cannot be read: it is no record of Octavo's") from error
    if not all(isinstance(text, str) for text in (*sums.values(), *handed_in, *there.values())):
        raise BundleError(f"{bundle.RECORD} holds something else than texts")
    return {**record, "sums": sums}


def _sums(
    files: Mapping[str, bytes], damaged: Mapping[str, str], record: Mapping[str, Any]
) -> Iterator[str]:
    """What is not as record and list of sums say, a line each."""
    recorded, listed = record["sums"], bundle.listed(files.get(bundle.SUMS, b""))
    yield from (f"{name} is {said}" for name, said in damaged.items())
    special = (bundle.RECORD, bundle.RECEIPT, bundle.SUMS)
    for name in sorted({*recorded, *special} - files.keys() - damaged.keys()):
        yield f"{name} is missing"
    for name in sorted(listed.keys() - {*recorded, *special, *files, *damaged}):
        yield f"{bundle.SUMS} names {name}, which is not there"
    for name, data in files.items():
        found = bundle.checksum(data)
        if name in special:
            continue
        if name not in recorded:
            yield f"{name} was added"
        elif found != recorded[name]:
            in_list = listed.get(name) == found
            yield f"{bundle.RECORD if in_list else name} was altered" + in_list * f", at {name}"
        elif listed.get(name) != found:
            yield f"{bundle.SUMS} was altered, at {name}"
        elif record["files"][name].get("size") != len(data):
            yield f"{bundle.RECORD} was altered, at {name}"
    if bundle.SUMS in files:
        yield from _own_sums(files, listed)


def _own_sums(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[str]:
    """Of the record and the receipt, which the receipt's own text bears witness to."""
    for name in (bundle.RECORD, bundle.RECEIPT):
        if name in files and listed.get(name) != bundle.checksum(files[name]):
            yield f"{name} was altered"
    if files[bundle.SUMS] != bundle.written(listed):
        yield f"{bundle.SUMS} is not in the form in which it was written"
    if bundle.RECEIPT in files and bundle.RECORD in files:
        text = "".join(reading.text(bundle.RECEIPT, files[bundle.RECEIPT]).split())
        if bundle.checksum(files[bundle.RECORD]) not in text:
            yield f"{bundle.RECEIPT} names another sum of {bundle.RECORD}"


# --- words and bytes ---------------------------------------------------------------------


def _rebuilt(
    files: Mapping[str, bytes], record: Mapping[str, Any], limits: Limits
) -> tuple[Verdict, Verdict, list[str]]:
    made, fault = _built(files, limits)
    if made is None:
        return Verdict("cannot be made", False), UNSEEN, [fault]
    handed_in = [name for name in files if not _is_beside(name)]
    lines = [line for name in handed_in for line in _compared(name, files[name], made.files)]
    absent = sorted(made.files.keys() - {*handed_in})
    lines += [f"{name}, which the sources make, is missing" for name in absent]
    lines += [*told.of_the_paper(record, made.record), *_receipt(files, made)]
    words = Verdict("differ", False) if lines else Verdict("agree", True)
    apart = versions.differences(record["versions"], made.versions)
    if apart:
        return words, Verdict("not comparable", None), [*lines, *apart]
    whole = {**made.files, bundle.RECEIPT: made.receipt}
    unlike = [name for name in (*handed_in, bundle.RECEIPT) if whole.get(name) != files[name]]
    more = [f"{name}: other bytes" for name in unlike]
    both = record, made.record
    if bundle.CITED in files:
        both = told.without_checks(record), told.without_checks(made.record)
        lines.append("what its checks say is not proved: it cites works of a library outside")
    more += told.of_the_pages(*both)
    return words, Verdict("differ" if more else "the same", not more), [*lines, *more]


def _is_beside(name: str) -> bool:
    """Whether a file of a bundle is none that is handed in, but tells of those."""
    apart = (bundle.RECORD, bundle.RECEIPT, bundle.SUMS, bundle.BRIEF, bundle.CITED)
    return name in apart or name.startswith(bundle.SOURCES)


def _receipt(files: Mapping[str, bytes], made: Rebuilt) -> Iterator[str]:
    """Whether the receipt says what its record does; the letters, as lines break elsewhere."""
    theirs, *ours = (
        Counter("".join(reading.text(bundle.RECEIPT, data).split()))
        for data in (files[bundle.RECEIPT], made.receipt, *made.receipts)
    )
    if theirs not in ours:
        yield f"{bundle.RECEIPT} says something else than {bundle.RECORD}"


def _built(files: Mapping[str, bytes], limits: Limits) -> tuple[Rebuilt | None, str]:
    """What the sources make in a process of its own; why it makes nothing."""
    with tempfile.TemporaryDirectory(prefix="octavo-") as name:
        rebuilder = Child(limits)
        try:
            _write(files, Path(name))
            return rebuilder.call(rebuild.build, Path(name)), ""
        except StoppedError as error:
            return None, f"building it {error.why}"
        except (RebuildError, EngineError, OSError) as error:
            return None, str(error).partition("\n")[0]
        finally:
            rebuilder.end()


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the sources where they can be built; their names were looked at when they came."""
    for name, data in files.items():
        if name.startswith(bundle.SOURCES) or name in (bundle.RECORD, bundle.BRIEF, bundle.CITED):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _compared(name: str, theirs: bytes, made: Mapping[str, bytes]) -> Iterator[str]:
    """How the words of a file differ from what its sources make."""
    ours = made.get(name)
    if ours is None:
        yield f"{name} does not come of the sources"
    elif theirs != ours:
        one, other = reading.words(name, theirs), reading.words(name, ours)
        if one != other:
            yield from _difference(name, one, other)


def _difference(name: str, theirs: Sequence[str], ours: Sequence[str]) -> Iterator[str]:
    """In a PDF laid out otherwise the words of notes stand elsewhere, and page numbers differ."""
    if name.endswith(".pdf"):
        more, less = (Counter(_worded(a)) for a in (theirs, ours))
        if more == less:
            return
        extra, missing = list((more - less).elements()), list((less - more).elements())
        for words, said in ((extra, "not in its sources"), (missing, "only in its sources")):
            if words:
                yield f"{name}: {said}: {' '.join(words[:8])}"
        return
    pairs = enumerate(zip(theirs, ours, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(theirs), len(ours)))
    said, meant = (" ".join(words[at : at + 6]) for words in (theirs, ours))
    yield f"{name} says “{said}”, its sources “{meant}”"


def _worded(words: Sequence[str]) -> Iterator[str]:
    """Without bare numbers: pages are numbered as they are laid out."""
    return (word for word in words if not word.isdigit())


# --- for people --------------------------------------------------------------------------


def table(proofs: Sequence[Proof]) -> str:
    """A row for each bundle, and below it what is to be said of it."""
    from octavo.counting.report import aligned

    rows = [(printable.line(p.name), p.sums.said, p.words.said, p.bytes.said) for p in proofs]
    lines = list(aligned([("bundle", "sums", "words", "bytes"), *rows]))
    made = [lines[0]]
    for proof, line in zip(proofs, lines[1:], strict=True):
        made += [line, *(f"    {printable.line(said)}" for said in proof.lines)]
    return "\n".join(made)
