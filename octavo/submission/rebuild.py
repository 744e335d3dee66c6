"""Build the sources of a bundle again; called in a process of its own, as they are a stranger's."""

from __future__ import annotations

import json
from pathlib import Path

from octavo import submission
from octavo.diagnostics import ReportError
from octavo.submission import bundle, receipt, versions


class RebuildError(Exception):
    """Nothing comes of the sources; the text says why."""


def build(folder: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """What lies in the folder, built: files and receipt by name, and the versions here.

    There are `sources/`, the record, and the brief and the cited works if any. Raises RebuildError.
    """
    data = (folder / bundle.RECORD).read_bytes()
    record = json.loads(data)
    brief, cited = folder / bundle.BRIEF, folder / bundle.CITED
    wishes = submission.Wishes(
        brief=str(brief) if brief.is_file() else "",
        forced=bool(record.get("forced")),
        bibliographies=(cited,) if cited.is_file() else (),
    )
    try:
        built = submission.build(folder / "sources", wishes)
    except (ReportError, OSError) as error:
        said = str(error).partition("\n")[0]
        raise RebuildError(f"the sources cannot be built: {said}") from error
    assert built.document is not None
    made = {output.name: output.data for output in built.outputs}
    made[bundle.RECEIPT] = receipt.make(record, bundle.checksum(data))
    return made, versions.of(built.document)
