"""All rules by name: those of the checks, and those of the stages without which nothing goes on.

A rule is explained by the docstring of its check, or by the file NAME.txt here: what is wrong; why
that matters, and the cure; what is written wrong, "Instead of", and right, "write". There a line
such as `references.bib:` says that what follows stands in that file, and files that are not named
again stay as they were.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from octavo import checks
from octavo.diagnostics import Finding, Severity, Span, nearest

HERE = Path(__file__).parent
NOTATIONS = ("mathematics", "foreign_notation")  # what is printed as it stands
SIGNS = ("attribute_list", "open_emphasis", "straight_marks", "unbalanced_marks")


@dataclass(frozen=True, slots=True)
class Rules:
    """Which findings are to be said, and how grave they are.

    `select` empty means all; `ignore` wins over it; `severities` are "error", "warning" or "off";
    `strict` makes an error of every warning. Names are underscored.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severities: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False

    def __call__(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that are to be said."""
        return tuple(self._weighed(f) for f in findings if self.says(f.rule))

    def says(self, rule: str) -> bool:
        """Whether findings of this rule are to be said."""
        wanted = not self.select or rule in self.select
        return wanted and rule not in self.ignore and self.severities.get(rule) != "off"

    def _weighed(self, finding: Finding) -> Finding:
        severity = Severity(self.severities.get(finding.rule, finding.severity))
        return replace(finding, severity=Severity.ERROR if self.strict else severity)


def once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without signs in a formula or a foreign notation: the whole is one fault."""
    whole = [f.span for f in findings if f.rule in NOTATIONS and f.span]
    return [f for f in findings if f.rule not in SIGNS or not any(_within(f, s) for s in whole)]


def _within(finding: Finding, whole: Span) -> bool:
    span = finding.span
    if span is None or span.source is not whole.source:
        return False
    return whole.start <= span.start < whole.end


def names() -> tuple[str, ...]:
    """The names of all rules."""
    return tuple(sorted({*checks.names(), *(path.stem for path in HERE.glob("*.txt"))}))


def explained(name: str) -> str:
    """What a rule means: what is wrong; why that matters, and the cure; an example."""
    path = HERE / f"{name}.txt"
    if path.is_file():
        return path.read_text("utf-8").strip()
    return inspect.cleandoc(checks.module(name).__doc__ or "")


def known(given: Sequence[str]) -> frozenset[str]:
    """Names as typed, with hyphens or underscores. Raises ValueError("what is wrong|cure")."""
    there, found = names(), set()
    for name in given:
        rule = name.strip().replace("-", "_")
        if rule not in there:
            near = nearest(rule, there)
            hint = f"did you mean {near}?" if near else "`checks` lists the rules"
            raise ValueError(f"there is no rule {name}|{hint}")
        found.add(rule)
    return frozenset(found)
