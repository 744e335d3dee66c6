"""A cross-reference names a label that nothing in the report has.

It would print as a gap. Correct the name, or give the figure, table, section or note that label:
`{#fig:map}` behind a picture, `{#tbl:loans}` behind a caption, `{#sec:causes}` behind a heading.

Instead of

    As @fig:border shows, it is long.

    ![The border](map.png){#fig:map}

write

    As @fig:map shows, it is long.

    ![The border](map.png){#fig:map}
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.diagnostics import Finding, nearest
from octavo.model import CrossReference, Document, Label

KINDS = ("fig", "tbl", "sec", "fn")


def check(subject: Document) -> Iterator[Finding]:
    """Every label that is referred to is defined."""
    written = [name for name, label in subject.labels.items() if _is_written(label)]
    for mark in subject.marks:
        if not isinstance(mark, CrossReference):
            continue
        for name in mark.labels:
            if _canonical(name) not in subject.labels:
                near = nearest(_canonical(name), written)
                hint = f"did you mean @{near}?" if near else f"give it to something: {{#{name}}}"
                yield Finding(
                    "unknown_label", f"nothing has the label {name}", mark.span, hint=hint
                )


def _is_written(label: Label) -> bool:
    """Whether the writer gave it: a figure or table without one has got a number for a name."""
    return label.kind not in ("fig", "tbl") or label.span.text.startswith("#")


def _canonical(name: str) -> str:
    kind, _, rest = name.partition("-")
    return f"{kind}:{rest}" if kind in KINDS and rest else name
