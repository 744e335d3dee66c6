"""Build the sources of a bundle again; called in a process of its own, as they are a stranger's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from octavo import submission
from octavo.diagnostics import ReportError
from octavo.rules import Rules
from octavo.submission import Wishes, bundle, receipt, versions
from octavo.submission import record as records
from octavo.submission.demands import Demand

UNKNOWN = f"{bundle.RECORD} is no record of Octavo's"


class RebuildError(Exception):
    """Nothing comes of the sources; the text says why."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the sources make: the files handed in, the record, the receipt, and the versions here.

    `receipts` are the receipt as it is laid out where it fits otherwise.
    """

    files: Mapping[str, bytes]
    record: Mapping[str, Any]
    receipt: bytes
    receipts: tuple[bytes, ...]
    versions: Mapping[str, str]


def build(folder: Path) -> Rebuilt:
    """What lies in the folder, built.

    There are `sources/`, the record, and the brief and the cited works if any. Raises RebuildError.
    """
    data = (folder / bundle.RECORD).read_bytes()
    record = json.loads(data)
    wishes, verdict = _asked(folder, record)
    try:
        built, said = submission.again(folder / "sources", wishes, verdict)
    except (ReportError, OSError) as error:
        fault = str(error).partition("\n")[0]
        raise RebuildError(f"the sources cannot be built: {fault}") from error
    assert built.document is not None
    files = {output.name: output.data for output in built.outputs}
    told, here = json.loads(records.write(said)), versions.of(built.document)
    return Rebuilt(files, told, *_receipts(record, bundle.checksum(data)), here)


def _asked(folder: Path, record: Mapping[str, Any]) -> tuple[Wishes, Demand | None]:
    """What was asked for when the bundle was made, and what the validator said.

    The latter is the one thing that is believed: the validator may not be here.
    """
    brief, cited = folder / bundle.BRIEF, folder / bundle.CITED
    try:
        wishes = Wishes(
            brief=str(brief) if brief.is_file() else "",
            forced=bool(record["forced"]),
            bibliographies=(cited,) if cited.is_file() else (),
            rules=_rules(record["chosen"]),
        )
        rows = (row for row in record["demands"] if row["name"] == "validator")
        return wishes, next((Demand(**row) for row in rows), None)
    except (TypeError, KeyError, AttributeError) as error:
        raise RebuildError(UNKNOWN) from error


def _rules(chosen: Mapping[str, Any]) -> Rules:
    """The rules that the command line had asked for."""
    select, ignore = frozenset(chosen["select"]), frozenset(chosen["ignore"])
    return Rules(select, ignore, strict=bool(chosen["strict"]))


def _receipts(record: Mapping[str, Any], checksum: str) -> tuple[bytes, tuple[bytes, ...]]:
    """The receipt of a stranger's record, and as it is laid out where it fits otherwise."""
    try:
        return receipt.make(record, checksum), receipt.variants(record, checksum)
    except (TypeError, ValueError, LookupError, AttributeError, TemplateError) as error:
        raise RebuildError(UNKNOWN) from error
