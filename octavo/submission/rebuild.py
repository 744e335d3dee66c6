"""Build the sources of a bundle again, in a process of its own with a clock and a limit."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from octavo import submission
from octavo.diagnostics import ReportError
from octavo.submission import bundle, receipt, versions

MEMORY = 4_000_000_000  # bytes
MADE = "made"
VERSIONS = "versions.json"  # what it was made with here


def main(name: str) -> None:
    """Build what lies in the folder: `sources/`, the brief and the cited works beside it.

    Writes the files and the receipt into `made/`, versions.json beside it. Ends with 1 and one
    line where nothing comes.
    """
    _limit()
    folder = Path(name)
    record = json.loads((folder / "record.json").read_bytes())
    brief, cited = folder / bundle.BRIEF, folder / bundle.CITED
    wishes = submission.Wishes(
        brief=str(brief) if brief.is_file() else "",
        forced=bool(record.get("forced")),
        bibliographies=(cited,) if cited.is_file() else (),
    )
    try:
        build = submission.build(folder / "sources", wishes)
    except (ReportError, OSError) as error:
        sys.exit("the sources cannot be built: " + str(error).partition("\n")[0])
    assert build.document is not None
    made = folder / MADE
    made.mkdir()
    (folder / VERSIONS).write_text(json.dumps(versions.of(build.document)), encoding="utf-8")
    for output in build.outputs:
        (made / Path(output.name).name).write_bytes(output.data)
    checksum = bundle.checksum((folder / "record.json").read_bytes())
    (made / bundle.RECEIPT).write_bytes(receipt.make(record, checksum))


def _limit() -> None:
    """Where the system can, no more memory than a large paper takes."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
