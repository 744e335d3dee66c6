"""The name under which a paper is handed in, by the brief's pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from octavo.config import LONGEST_NAME
from octavo.diagnostics import Finding
from octavo.model import Project

RULE = "submission"
ENDING = 5  # characters, as in ".docx"
NAMING = ("surname", "given", "initials", "student_id")  # what no anonymous file may bear
WHERE = {
    "surname": "authors",
    "given": "authors",
    "initials": "authors",
    "student_id": "student_id, below [author]",
    "candidate": "candidate, below [author]",
    "course": "course",
    "title": "title",
    "year": "date",
}


def name(project: Project) -> tuple[str, list[Finding]]:
    """The files' name without ending, and what is wrong with it.

    It has at most 45 characters with an ending, the least that an upload system takes
    (Brightspace at Wageningen), and none that one refuses: letters without accents, digits,
    hyphens, low lines. Where it is too long, title and course lose words from their ends.
    """
    pattern = project.submission.file_name
    if not pattern:
        return project.name, []
    fields = re.findall(r"\{(.*?)\}", pattern)
    values = {field: _value(project, field) for field in fields}
    findings = list(_faults(project, values))
    made = pattern.format(**values)
    while len(made) + ENDING > LONGEST_NAME and (longer := _longer(values)):
        values[longer] = values[longer].rpartition("-")[0]
        made = pattern.format(**values)
    if len(made) + ENDING > LONGEST_NAME:
        message = f"the file's name {made} has more than {LONGEST_NAME} characters"
        findings.append(_finding(project, message, "shorten the course or the title"))
    return made or project.name, findings


def _longer(values: dict[str, str]) -> str:
    """Which of title and course is to lose a word; none where neither has two."""
    may = [field for field in ("title", "course") if "-" in values.get(field, "")]
    return max(may, key=lambda field: len(values[field]), default="")


def _faults(project: Project, values: dict[str, str]) -> Iterator[Finding]:
    for field, value in values.items():
        if project.submission.anonymous and field in NAMING:
            message = f"the file's name has {{{field}}}, and the copy is to be anonymous"
            yield _finding(project, message, "write {candidate} in its place")
        elif not value:
            message = f"the file's name wants {{{field}}}, and the report does not say it"
            yield _finding(project, message, f"report.toml lacks: {WHERE[field]}")


def _finding(project: Project, message: str, hint: str) -> Finding:
    return Finding(RULE, message, project.place_of("submit.file_name"), hint=hint)


def _value(project: Project, field: str) -> str:
    author = project.authors[0].split() if project.authors else [""]
    day = project.date
    found = {
        "surname": author[-1],
        "given": " ".join(author[:-1]),
        "initials": project.author.initials or "".join(word[:1] for word in author),
        "student_id": project.author.student_id,
        "candidate": project.author.candidate,
        "course": _code(project.course),
        "title": project.title,
        "year": str(day.year) if isinstance(day, date) else "".join(re.findall(r"\d{4}", day)[:1]),
    }
    return _clean(found[field])


def _code(course: str) -> str:
    """A course's code where it has one: HIST2041 of "HIST2041: The Cold War"."""
    coded = re.search(r"\b[A-Za-z]{2,}[ -]?\d{2,}\w*", course)
    return coded[0].replace(" ", "") if coded else course


def _clean(text: str) -> str:
    """The words of a text between hyphens, in letters that every system takes."""
    return "-".join(filter(None, map(_plain, re.findall(r"\w+", re.sub("['’]", "", text)))))


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return re.sub(r"[^A-Za-z0-9]", "", folded) or word  # what has no plain letters stays: 北京
