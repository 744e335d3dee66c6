"""LaTeX as it stands in bibliographies becomes Unicode text with CSL's small markup.

Emphasis becomes <i>, <b>, <sup>, <sub> and small capitals; accents and symbols characters;
braces vanish, or protect from changes of case where that is asked for. Of mathematics only
symbols, powers and indices are read. What is unknown is left out, its arguments stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?[ \t\n]* | \\(?P<sign>.) | (?P<dash>---?) | (?P<quote>``|''|`)
      | (?P<special>[{}$~^_]) | (?P<text>[^\\{}$~^_`'-]+|.)""",
    re.VERBOSE | re.DOTALL,
)
SPECIAL = re.compile(r"[\\{}$~`]|--|\'\'")
WHITE = re.compile(r"[ \t\r\n]+")

# Combining characters by the accent commands that set them over or under the next letter.
ACCENTS: Mapping[str, str] = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361", "textcommabelow": "\u0326",
}  # fmt: skip
SIGNS: Mapping[str, str] = {
    "\\": " ", " ": " ", "\n": " ", ",": "\u202f", ";": " ", ":": " ", "!": "", "/": "", "-": "",
    "@": "", "(": "", ")": "", "[": "", "]": "",
}  # fmt: skip
# What the table of pylatexenc lacks.
SYMBOLS: Mapping[str, str] = {
    "SS": "ẞ", "copyright": "©", "euro": "€", "LaTeX": "LaTeX", "TeX": "TeX", "par": " ",
    "relax": "", "protect": "", "noopsort": "", "ldots": "…", "dots": "…",
    "textquotesingle": "'", "textendash": "–", "textemdash": "—", "slash": "/",
    "quad": " ", "qquad": " ", "space": " ",
    "newline": " ", "linebreak": " ", "allowbreak": "", "xspace": "", "nobreakspace": "\u00a0",
    "hyphen": "-", "S": "§", "P": "¶", "pounds": "£", "dag": "†", "ddag": "‡",
    "bibopenparen": "(", "bibcloseparen": ")",
}  # fmt: skip
WHOLE_WORD = re.compile(r'(\w*)(<span class="nocase">)([^<>]*)(</span>)(\w*)')
SMALL_CAPS = ('<span style="font-variant:small-caps;">', "</span>")
NOCASE = ('<span class="nocase">', "</span>")
ITALIC, BOLD, SUP, SUB = (
    ("<i>", "</i>"), ("<b>", "</b>"), ("<sup>", "</sup>"), ("<sub>", "</sub>"),
)  # fmt: skip
# Commands that format their argument, and declarations that format the rest of their group.
FORMATS: Mapping[str, tuple[str, str]] = {
    "emph": ITALIC, "textit": ITALIC, "textsl": ITALIC, "mkbibemph": ITALIC,
    "mkbibitalic": ITALIC, "textbf": BOLD, "mkbibbold": BOLD, "textsc": SMALL_CAPS,
    "mkbibacro": SMALL_CAPS, "textsuperscript": SUP, "mkbibsuperscript": SUP, "textsubscript": SUB,
    "mkbibsubscript": SUB, "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"),
}  # fmt: skip
DECLARATIONS: Mapping[str, tuple[str, str]] = {
    "em": ITALIC, "it": ITALIC, "itshape": ITALIC, "sl": ITALIC, "slshape": ITALIC, "bf": BOLD,
    "bfseries": BOLD, "sc": SMALL_CAPS, "scshape": SMALL_CAPS,
}  # fmt: skip
QUOTES = frozenset({"enquote", "mkbibquote", "textquote"})
# Commands of two arguments whose first one says only how the second is set.
SECOND = frozenset({"foreignlanguage", "textcolor", "href"})
FIRST = frozenset({"texorpdfstring"})  # and whose second one is another form of the first
# Commands that leave their argument as it is.
TRANSPARENT = frozenset(
    """
    text textrm textup textsf texttt textmd textnormal mbox hbox ensuremath mathrm mathit mathbf
    uline underline url nolinkurl path autocap MakeSentenceCase NoCaseChange bibstring
    MakeCapital lowercase MakeLowercase normalfont rm upshape up tt
    ttfamily sf sffamily textlatin
    """.split()
)
UPPER = frozenset({"uppercase", "MakeUppercase"})


def to_text(source: str, *, protect: bool = False, markup: bool = True) -> str:
    """The text of a LaTeX string.

    With `protect`, braces that shield cased letters become <span class="nocase">, as titles want
    it; without `markup` there are no tags at all, as names want it.
    """
    if not source or not SPECIAL.search(source):
        return WHITE.sub(" ", source).strip(" ")
    reader = _Reader(_tokens(source), markup, protect and markup, "’" if "`" in source else "'")
    try:
        text = WHITE.sub(" ", reader.group()).strip(" ")
    except RecursionError:  # hundreds of braces in each other: nobody writes that
        return re.sub(r"[{}\\]", "", source)
    return unicodedata.normalize("NFC", WHOLE_WORD.sub(r"\2\1\3\5\4", text))


def unknown_commands(source: str) -> list[str]:
    """The commands in a LaTeX string that `to_text` leaves out."""
    known = {*ACCENTS, *FORMATS, *DECLARATIONS, *QUOTES, *SECOND, *FIRST, *TRANSPARENT, *UPPER}
    words = [value for kind, value in _tokens(source) if kind == "word"]
    return [word for word in words if word not in known and _symbol(word) is None]


def _tokens(source: str) -> list[tuple[str, str]]:
    """Kind (a group of TOKEN) and value of each token."""
    return [(str(match.lastgroup), match[match.lastgroup or 0]) for match in TOKEN.finditer(source)]


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right; `at` is the next one."""

    tokens: list[tuple[str, str]]
    markup: bool
    protect: bool
    apostrophe: str
    at: int = 0
    quotes: int = 0
    math: bool = False

    def group(self, end: str = "") -> str:
        """The text up to the sign `end`, or to the end of all."""
        read: list[str] = []
        closing = ""
        while self.at < len(self.tokens):
            kind, value = self.tokens[self.at]
            self.at += 1
            if kind == "special" and value == end:
                break
            if kind == "word" and value in DECLARATIONS and self.markup:
                opening, close = DECLARATIONS[value]
                read.append(opening)
                closing = close + closing
            else:
                read.append(self.piece(kind, value))
        return "".join(read) + closing

    def piece(self, kind: str, value: str) -> str:
        """The text of one token and what belongs to it."""
        match kind:
            case "word":
                return self.command(value)
            case "sign":
                return self.accent(value) if value in ACCENTS else SIGNS.get(value, value)
            case "special":
                return self.special(value)
            case "dash":
                return "—" if len(value) == 3 else "–"
            case "quote":
                return {"``": "“", "''": "”"}.get(value, "‘")
        return self.apostrophe if value == "'" else value

    def special(self, sign: str) -> str:
        match sign:
            case "{":
                return self.braces()
            case "~":
                return "\u00a0"
            case "$" if ("special", "$") in self.tokens[self.at :]:
                self.math = True
                text = self.group("$")
                self.math = False
                return text
            case "^" | "_" if self.math:
                return self.wrapped(SUP if sign == "^" else SUB, self.argument())
        return "" if sign == "}" else sign

    def braces(self) -> str:
        """The text of a group; a command at its start is BibTeX's sign that it shields nothing."""
        shields = self.protect and self.next_kind() not in ("word", "sign") and not self.math
        self.protect = self.protect and not shields
        text = self.group("}")
        self.protect = self.protect or shields
        cased = shields and text.lower() != text.upper()
        return self.wrapped(NOCASE, text) if cased else text

    def next_kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def argument(self) -> str:
        """A command's argument: a group, another command, or one character."""
        if self.at == len(self.tokens):
            return ""
        kind, value = self.tokens[self.at]
        if kind == "text" and len(value) > 1:
            self.tokens[self.at] = kind, value[1:]
            return value[0]
        self.at += 1
        return self.group("}") if value == "{" else self.piece(kind, value)

    def wrapped(self, tags: tuple[str, str], text: str) -> str:
        if not text or (tags[0].startswith("<") and not self.markup):
            return text
        return f"{tags[0]}{text}{tags[1]}"

    def accent(self, name: str) -> str:
        letters = self.argument()
        if not letters:  # \~{} is a way to write the sign itself
            return name if len(name) == 1 and not name.isalpha() else ""
        base = {"ı": "i", "ȷ": "j"}.get(letters[0], letters[0])
        return unicodedata.normalize("NFC", base + ACCENTS[name]) + letters[1:]

    def command(self, word: str) -> str:
        if word in ACCENTS:
            return self.accent(word)
        if word in FORMATS:
            return self.wrapped(FORMATS[word], self.argument())
        if word in QUOTES:
            return self.quotation()
        if word in SECOND:
            self.argument()
            return self.argument()
        if word in FIRST:
            text = self.argument()
            self.argument()
            return text
        if word in UPPER:
            return self.argument().upper()
        symbol = None if word in TRANSPARENT else _symbol(word)
        if symbol is not None:
            return symbol
        follows = self.tokens[self.at : self.at + 1] == [("special", "{")]
        return self.argument() if follows else ""

    def quotation(self) -> str:
        opening, closing = "‘’" if self.quotes % 2 else "“”"
        self.quotes += 1
        text = self.argument()
        self.quotes -= 1
        return opening + text + closing


@cache
def _symbol(word: str) -> str | None:
    """The characters that a command without argument stands for, or None."""
    if word in SYMBOLS:
        return SYMBOLS[word]
    # Imported here, for it takes a while and most bibliographies do not need it.
    from pylatexenc.latex2text import (
        get_default_latex_context_db,
    )

    spec = get_default_latex_context_db().get_macro_spec(word)
    text = getattr(spec, "simplify_repl", None)
    return text if isinstance(text, str) and "%" not in text else None
