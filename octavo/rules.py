"""All rules by name: those of the checks, and those of the stages that read and compose."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from octavo import checks
from octavo.diagnostics import Finding, Severity, nearest

# What the stages find themselves, as without it they cannot go on. In the form of a check's
# docstring: what is wrong; why, and the cure.
OF_STAGES: Mapping[str, str] = {
    "ambiguous_reference": """Two works are cited in one and the same form.

        A reader could not tell which is meant. Add to the entries what tells them apart.""",
    "bibliography": """A bibliography, or an entry in it, cannot be read as it was meant.

        A source that is not understood cannot be cited. The finding names line and cure.""",
    "broken_end": """A draft breaks off in the middle of a sentence.

        Something was lost before it came to Octavo. Finish the sentence.""",
    "config": """report.toml has an unknown key or a value of the wrong kind.

        The report would be built otherwise than you asked. Until then the default is used.""",
    "dropped_html": """HTML in the text is left out of the page.

        Octavo sets what Markdown can say, and HTML of the same kind. Scripts, styles, forms and
        what loads from elsewhere have no place on paper, and are a danger on a screen. Write it in
        Markdown; `--trusted` on the command line lets the HTML of your own work through.""",
    "duplicate_label": """Two things have one label.

        References to it would lead to the first alone. Give one of them another name.""",
    "duplicate_note": """A note's text is written twice in one section.

        Only one of the two could be printed. Give one of them another name.""",
    "encoding": """A file is not UTF-8, or holds a character that belongs in no text.

        Letters would come out wrong. Save the file as UTF-8; delete the character.""",
    "figure": """A block that is to be drawn has a fault in its settings or its data.

        Its place in the draft is marked. The finding names the line, in the block or in the file
        of data, and the cure.""",
    "front_matter": """The front matter of a section has a fault, or says that it is a draft.

        Lines between `---` at the head of a file give its title and label. Mend the line named.""",
    "imported_citations": """Citations of Zotero, EndNote, Mendeley or Word came with a draft.

        `import` cites their works with [@key] and describes them in references.json. What had no
        description stays as text; what was typed over by hand wants a look.""",
    "identity": """A copy that is to be anonymous still says who wrote it.

        A marker who is not to know would know. The finding names the file and where in it; mend
        that place, or let a placeholder stand for your own works.""",
    "incomplete_reference": """An entry lacks what the style prints of such a work.

        A reader might not find it. Add the field to the entry.""",
    "listed_notes": """Notes stood in a numbered list at the draft's end.

        `import` makes them footnotes where their numbers are called, and leaves them a list
        where they are not. Look whether each stands where it belongs.""",
    "listed_references": """A list of references stood at the draft's end.

        `import` keeps it as text. Make entries of it in references.bib, cite them with [@key], and
        delete the list.""",
    "mathematics": """A formula stands in the text.

        Mathematics cannot be set yet. Write it in words, or put it in as a picture.""",
    "missing_section": """A section that report.toml lists is not there.

        Correct its name in the list, or write the file.""",
    "missing_title": """A draft has no title.

        `import` calls it after its file. Write a title into report.toml.""",
    "nested_note": """A note stands inside a note.

        No page can show it. Put its text into the note that holds it.""",
    "nesting": """Brackets, lists or quotations are nested deeper than any page can show.

        It is nearly always a slip. Delete the surplus signs.""",
    "not_carried_over": """Something of a Word document has no place in a manuscript.

        `import` lists what it left out, such as comments or drawings. Look at it in the draft, and
        write what is missing.""",
    "page_furniture": """Page numbers or running heads stood in the draft's text.

        `import` takes them out and keeps them in dropped.txt. Look whether one was text.""",
    "picture": """A picture is missing, of an unknown kind, or outside the manuscript.

        Its place in the draft is marked. Put the file beside the sections or into assets/.""",
    "proposed_section": """A section is proposed where the draft has no heading.

        `import` begins one where the subject changes, and titles it from the text. Write a better
        title, or join it to the section before.""",
    "section_size": """A section holds more notations than can be told apart.

        Split it into several files.""",
    "silence": """A comment that is to silence a rule has a fault, or silences nothing.

        <!-- octavo: ignore RULE because REASON --> silences a rule in the paragraph it stands in,
        or in the next. Without a reason nobody can judge it; what silences nothing hides the
        next fault. Give the reason, or delete the comment.""",
    "style": """The citation style is unknown or broken.

        The default style is used until then. Correct its name; `style = "apa"` is one.""",
    "submission": """What is handed in is not what its brief demands.

        It might be sent back, or cost marks. Mend what is named; `submit --force` hands it in
        nevertheless, and the receipt says so.""",
    "template": """A template is missing or broken.

        No page can be made. The finding names the line of the template.""",
    "stylesheet": """A style sheet of the manuscript would load something from elsewhere.

        A report is built, and read, without the network and without files outside its folder. Put
        the file into assets/ and name it from there.""",
    "undefined_note": """A note is called whose text is not in the same section.

        Names of notes are their section's own. Write the note: [^name]: text.""",
    "unprinted_locator": """The style does not print the place in a work that a citation names.

        The page or chapter would be lost. Leave it out, or say it in words.""",
    "unused_note": """A note is written and never called.

        Its text would be lost. Call it where it belongs: [^name].""",
}


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
        return tuple(self._weighed(f) for f in findings if self._said(f.rule))

    def _said(self, rule: str) -> bool:
        wanted = not self.select or rule in self.select
        return wanted and rule not in self.ignore and self.severities.get(rule) != "off"

    def _weighed(self, finding: Finding) -> Finding:
        severity = Severity(self.severities.get(finding.rule, finding.severity))
        return replace(finding, severity=Severity.ERROR if self.strict else severity)


def names() -> tuple[str, ...]:
    """The names of all rules."""
    return tuple(sorted({*checks.names(), *OF_STAGES}))


def explained(name: str) -> str:
    """What a rule means: what is wrong; why that matters, and the cure."""
    if name in OF_STAGES:
        return inspect.cleandoc(OF_STAGES[name])
    return inspect.cleandoc(checks.module(name).__doc__ or "")


def known(given: Sequence[str]) -> frozenset[str]:
    """Names as typed, with hyphens or underscores. Raises ValueError("what is wrong|cure")."""
    found = set()
    for name in given:
        rule = name.strip().replace("-", "_")
        if rule not in names():
            near = nearest(rule, names())
            hint = f"did you mean {near}?" if near else "`checks` lists the rules"
            raise ValueError(f"there is no rule {name}|{hint}")
        found.add(rule)
    return frozenset(found)
