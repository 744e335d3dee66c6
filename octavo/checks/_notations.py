"""Notations of other programs, as they look once the text is converted."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notation:
    """How a notation looks in the finished text, what it is, and what to write instead.

    Without one of `signs` in a text there is no need to look for it.
    """

    signs: tuple[str, ...]
    pattern: str
    what: str
    cure: str

    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed: most texts need none."""
        return re.compile(self.pattern, re.M)


def _notation(signs: str, pattern: str, what: str, cure: str) -> Notation:
    return Notation(tuple(signs.split()), pattern, what, cure)


ARGUMENTS = r"\*?(?:\[[^\]\n]*\])*\{"
SIGN = r"[^\s{}]"

NOTATIONS = (
    # LaTeX
    _notation("\\", rf"\\\w*cite\w*{ARGUMENTS}", "LaTeX's citation", "write [@key, page]"),
    _notation("\\", rf"\\(?:foot|end)note{ARGUMENTS}", "LaTeX's footnote", "write ^[its text]"),
    _notation("\\", r"\\(?:emph|textit|textsl)\{", "LaTeX's emphasis", "write *words*"),
    _notation("\\", r"\\textbf\{", "LaTeX's bold type", "write **words**"),
    _notation(
        "\\",
        rf"\\(?:chapter|(?:sub)*section|paragraph){ARGUMENTS}",
        "LaTeX's heading",
        "write # Title",
    ),
    _notation(
        "\\", r"\\(?:auto|c|C|page)?ref\{", "LaTeX's reference", "write @fig:name or @sec:name"
    ),
    _notation("\\", r"\\(?:begin|end)\{\w+\*?\}", "LaTeX's environment", "write it in Markdown"),
    _notation(
        "\\",
        r"\\(?:newpage|pagebreak|clearpage|noindent|(?:big|med|small)skip|par|item|ldots|dots|"
        r"maketitle|tableofcontents|LaTeX|TeX|today)\b",
        "LaTeX's command",
        "take it out, or write it in Markdown",
    ),
    _notation("\\", r"\\[A-Za-z]{2,}\{", "LaTeX's command", "take it out, or write it in Markdown"),
    _notation("\\", r"\\[%&](?!\w)|\\&", "a backslash", "write the sign alone"),
    _notation("``", r"``(?=\w)", "LaTeX's quotation mark", 'write "'),
    _notation(
        "~", r"(?<=[^\W\d_])\.?~(?=[\d\\])", "LaTeX's tie", "write a blank: numbers are tied anyway"
    ),
    # Pandoc, Quarto, R Markdown, Obsidian, MkDocs
    _notation(":::", r"^:{3,}[ \t]*\S.*$", "a fenced div", "leave the line out"),
    _notation(
        "\\", r"(?<=\S)\\(?=\n|\Z)", "a backslash at the line's end", "end it with two blanks"
    ),
    _notation("|", r"^\|[ \t]+[^|\n]+\n\|[ \t]", "a line block", "end each line with two blanks"),
    _notation("(@", r"^\(@\w*\)(?=[ \t])", "an example list", "number the examples by hand"),
    _notation(
        "!!!", r"^!!! ?\w+", "an admonition", "write a quotation with > or a plain paragraph"
    ),
    _notation("[!", r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", "an admonition", "take it out"),
    _notation(
        "[TOC] [toc]", r"^\[(?:TOC|toc)\]$", "a table of contents", "take it out: Octavo makes one"
    ),
    _notation(
        "{{", r"\{\{[<%]? ?[\w/][^{}\n]*\}\}", "a template's sign", "write what it stands for"
    ),
    _notation("{%", r"\{%[^{}\n]+%\}", "a template's sign", "write what it stands for"),
    _notation(
        "==", r"(?<![=\w!<>])==(?=[^\s=])[^=\n]+(?<=[^\s=])==(?!=)", "highlighting", "write *words*"
    ),
    _notation("%%", r"%%(?=[^\s%])[^%\n]+%%", "a comment", "write <!-- ... -->"),
    _notation(
        "[",
        r"^[ \t>]*(?:[-*+]|\d+\.)[ \t]+\[[ xX]\][ \t]",
        "a box to tick",
        "take it out, or write a list",
    ),
    _notation(r"\@ref(", r"\\@ref\(", "a reference", "write @fig:name"),
    _notation("<!", r"<!\s?[-–—]", "a comment that is not closed", "close it with -->"),
    _notation(
        "<",
        r"</?(?:a|b|i|u|s|em|strong|sub|sup|small|span|div|center|font|cite|mark|q)(?:\s[^<>\n]*=[^<>\n]*)?>",
        "a tag without its fellow",
        "close it, or write \\< if it is none",
    ),
    _notation("^[", r"\^\[", "a note that is not closed", "close it with ]"),
    _notation("](", r"\]\((?=\S)", "a link that is not closed", "write [words](address)"),
    _notation(
        "][",
        r"(?<!\w)\[(?![\d,;\s]+\])[^\[\]\n]{2,}\]\[(?![\d,;\s]*\d\])(?!…\]|\.\.\.\]|sic\])[^\[\]\n]*\]",
        "a link without its address",
        "write [words](address), or add a line [name]: address",
    ),
    _notation(
        "]:", r"^\[[^\[\]\n^@]+\]: ?\S+$", "a link's address", "leave an empty line above it"
    ),
    # wikis
    _notation("[[", r"!?\[\[(?=[^\W_])[^\[\]\n]+\]\]", "a wiki's link", "write [words](address)"),
    _notation(
        "[http [ftp",
        r"\[(?:https?|ftp)://\S+ [^\]\n]+\]",
        "a wiki's link",
        "write [words](address)",
    ),
    _notation("''' ‘‘‘ ’’’", r"(?<![\w’])['‘’]{3}(?=\w)", "a wiki's bold type", "write **words**"),
    _notation("''", r"(?<![\w‘’'])''(?=\w)", "a wiki's italics", "write *words*"),
    _notation("==", r"^={2,6}[ \t][^=\n]+[ \t]={2,6}$", "a wiki's heading", "write ## Title"),
    _notation("==", r"^={2,6}[ \t](?=[^\W_])[^=\n]+$", "a heading", "write ## Title"),
    # reStructuredText, Org, Typst, add-ins of Word
    _notation(".. ", r"^\.\. [\w-]+::", "a directive", "write it in Markdown"),
    _notation(
        "+", r"^\+(?:TITLE|AUTHOR|DATE|BEGIN_\w+|END_\w+|CAPTION)\b", "Org's keyword", "take it out"
    ),
    _notation("[fn:", r"\[fn:\w*[:\]]", "Org's footnote", "write [^name]"),
    _notation("footnote:[", r"footnote:\[", "a footnote", "write ^[its text]"),
    _notation(
        "#",
        r"(?<!\w)#(?:cite|figure|footnote|image|emph|strong|link|quote|heading|pagebreak)[(\[]",
        "Typst's function",
        "write it in Markdown",
    ),
    _notation(
        "{",
        r"\{[^{}\n]+,[^{}\n]*#\d+[^{}\n]*\}|\{\s*\|[^{}\n]+\|[^{}\n]*\}",
        "a reference manager's citation",
        "write [@key, page]",
    ),
)
