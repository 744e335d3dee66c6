"""Comments in the text that silence a rule at one place, with a reason.

    <!-- octavo: ignore repeated_text because the clause is quoted on purpose -->

silences the rule in the paragraph that the comment stands in; where it stands alone, in the next;
at the very top of a section also what is said of the section as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.diagnostics import Finding, Span, nearest
from octavo.model import Section

RULE = "silence"
COMMENT = re.compile(r"<!--\s*octavo:(?P<said>.*?)-->", re.S)
SAID = re.compile(r"\s*ignore\s+(?P<rules>[\w, -]+?)\s+because\s+(?P<reason>\S.*?)\s*", re.S)
PARAGRAPH = re.compile(r"(?:^[ \t]*\S.*(?:\n|\Z))+", re.M)


@dataclass(frozen=True, slots=True)
class Silence:
    """A comment that silences `rule` in `stretch`."""

    rule: str
    reason: str
    place: Span
    stretch: Span

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is of this rule, and begins in this stretch."""
        span = finding.span
        return (
            span is not None
            and finding.rule == self.rule
            and span.source == self.stretch.source
            and self.stretch.start <= span.start < self.stretch.end
        )


def apply(
    findings: Sequence[Finding], sections: Iterable[Section], rules: Iterable[str]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """What is still to be said, faults of the silences among it; and what is not, with the reasons.

    `rules` are the names of all rules. A silence that silences nothing is a finding itself.
    """
    found = [one for section in sections for one in _read(section, set(rules))]
    silences = [one for one in found if isinstance(one, Silence)]
    said = [one for one in found if isinstance(one, Finding)]
    quiet: list[tuple[Finding, str]] = []
    for finding in findings:
        reason = next((one.reason for one in silences if one.covers(finding)), None)
        if reason is None:
            said.append(finding)
        else:
            quiet.append((finding, reason))
    for silence in silences:
        if not any(silence.covers(finding) for finding, _ in quiet):
            message = f"there is no {silence.rule} here to be silenced"
            said.append(Finding(RULE, message, silence.place, hint="delete the comment"))
    return said, quiet


def _read(section: Section, known: set[str]) -> Iterator[Silence | Finding]:
    for place in _comments(Span(section.source, section.body, len(section.source.text))):
        comment = COMMENT.fullmatch(place.text)
        if comment is None:
            continue
        said = SAID.fullmatch(comment["said"])
        if said is None:
            hint = "write: <!-- octavo: ignore RULE because REASON -->"
            yield Finding(RULE, "a silence needs a rule and a reason", place, hint=hint)
            continue
        for name in re.split(r"[,\s]+", said["rules"].strip()):
            rule = name.replace("-", "_")
            if rule in known:
                yield Silence(rule, said["reason"], place, _stretch(place, section.body))
            else:
                near = nearest(rule, known)
                hint = f"did you mean {near}?" if near else "`checks` lists the rules"
                yield Finding(RULE, f"there is no rule {name}", place, hint=hint)


def _comments(stretch: Span) -> Iterator[Span]:
    """All comments, by plain search: a pattern would look for the end of each unclosed one."""
    text, at = stretch.source.text, stretch.start
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        at = end + len("-->")
        yield Span(stretch.source, start, at)


def _stretch(place: Span, body: int) -> Span:
    """The paragraph of a comment; the next one where the comment is all of it.

    `body` is where the section's text begins: a comment there reaches back to the file's beginning,
    where findings stand that are about the whole section.
    """
    text = place.source.text
    if not text[body : place.start].strip():
        return Span(place.source, 0, _paragraph(place).end)
    return _paragraph(place)


def _paragraph(place: Span) -> Span:
    text = place.source.text
    at = text.rfind("\n\n", 0, place.start)
    for paragraph in PARAGRAPH.finditer(text, max(at, 0)):
        if paragraph.end() > place.start and COMMENT.sub("", paragraph[0]).strip():
            return Span(place.source, paragraph.start(), paragraph.end())
    return place
