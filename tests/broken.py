"""Broken manuscripts of every kind, by chance: strategies of Hypothesis that give their files.

What they are put together from is in cases/fuzz/pieces.toml.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

HERE = Path(__file__).parent
ESSAY = HERE.parent / "sections"
PIECES = {
    name: st.sampled_from(pieces)
    for name, pieces in tomllib.loads((HERE / "cases/fuzz/pieces.toml").read_text("utf-8")).items()
}
Files = Mapping[str, bytes]

ODD = PIECES["odd"]
WORD = PIECES["word"]
TEXT = st.lists(WORD | ODD | st.text(max_size=4), max_size=6).map(" ".join)
LABEL = PIECES["label"]
KEY = PIECES["key"]
ATTRIBUTES = PIECES["attributes"]
CITATION = st.builds(
    lambda before, minus, key, after, close: f"[{before}{minus}@{key}{after}{close}",
    PIECES["citation-before"],
    st.sampled_from(["", "-"]),
    KEY,
    PIECES["citation-after"],
    st.sampled_from(["]", "", "]]", "].[^a]", "](http://a.b)", " et al.]"]),
)
NOTATION = PIECES["notation"]
INLINE = st.lists(TEXT | CITATION | NOTATION | ATTRIBUTES, max_size=8).map("".join)
OPENING = PIECES["opening"]
LINE = st.builds(
    lambda start, text, end: f"{start}{text}{end}",
    OPENING,
    INLINE,
    st.sampled_from(["\n", "\n\n", "  \n", "|\n", "", "\r\n"]),
)
MARKDOWN = st.lists(LINE, max_size=10).map("".join)


def file(name: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[Files]:
    """A manuscript of one file."""
    return text.map(lambda one: {name: one.encode("utf-8", "surrogatepass")})


# --- settings ------------------------------------------------------------------------------

SCALAR = PIECES["scalar"] | st.text(max_size=6).map(json.dumps)
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda one: f"[{', '.join(one)}]")
        | st.builds(
            lambda key, one: f"{{ {key} = {one} }}", st.sampled_from("a title x".split()), inner
        )
    ),
    max_leaves=4,
)
SETTING = PIECES["setting"]
ROW = st.builds(
    lambda key, value, end: f"{key} = {value}{end}",
    SETTING,
    VALUE,
    st.sampled_from(["\n", "", " # x\n"]),
)
TABLE = PIECES["table"]
TOML = st.lists(ROW | TABLE | st.text(max_size=4), max_size=8).map(
    lambda rows: 'title = "A"\n' * (len(rows) % 2) + "".join(rows)
)
YAML = st.lists(
    st.builds(
        lambda key, value: f"{key}{value}\n", PIECES["yaml-key"], PIECES["yaml-value"] | TEXT
    ),
    max_size=5,
).map(lambda rows: "---\n" + "".join(rows) + "---\n\n# One\n\nText.\n")

# --- bibliographies ------------------------------------------------------------------------

FIELD = PIECES["field"]
LATEX = st.lists(
    PIECES["latex"] | TEXT,
    max_size=4,
).map(" ".join)
ENTRY = st.builds(
    lambda kind, key, fields, end: f"@{kind}{{{key}, " + ", ".join(fields) + end,
    PIECES["entry-kind"],
    KEY,
    st.lists(
        st.builds(
            lambda name, value, marks: f"{name} = {marks[0]}{value}{marks[1]}",
            FIELD,
            LATEX,
            st.sampled_from(["{}", '""', "  ", "{ ", ' "']),
        ),
        max_size=6,
    ),
    st.sampled_from(["}\n", "\n", "}}\n", ",}\n", ""]),
)
BIB = st.lists(ENTRY | st.text(max_size=5), max_size=4).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | LATEX,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
DATE = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(st.integers(-3000, 3000) | JSON, max_size=4), max_size=3)
        | JSON,
        "season": JSON,
        "circa": JSON,
        "literal": JSON,
        "raw": JSON,
    },
)
NAME = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ["family", "given", "suffix", "literal", "dropping-particle", "non-dropping-particle"],
        TEXT | JSON,
    ),
)
ITEM = st.fixed_dictionaries(
    {"id": KEY | JSON},
    optional={
        "type": st.sampled_from(["book", "article-journal", "webpage", "chapter", "none"]) | JSON,
        **dict.fromkeys(["author", "editor", "translator"], st.lists(NAME, max_size=3) | JSON),
        **dict.fromkeys(["issued", "accessed", "original-date"], DATE | JSON),
        **dict.fromkeys(
            [
                "title",
                "container-title",
                "publisher",
                "page",
                "volume",
                "URL",
                "DOI",
                "title-short",
                "language",
                "note",
                "edition",
                "number-of-pages",
            ],
            TEXT | JSON,
        ),
    },
)
CSL_JSON = st.one_of(
    st.lists(ITEM, max_size=3).map(json.dumps),
    JSON.map(json.dumps),
    st.builds(
        lambda text, at: text[: at % (len(text) + 1)],
        st.lists(ITEM, max_size=2).map(json.dumps),
        st.integers(0, 500),
    ),
)
CITED = (
    "# One\n\nSo [@luthi2008, 12], [see @mao; -@a.b:c, chap. 3] and @é.[^a]\n\n"
    "[^a]: [@luthi2008].\n"
)

# --- data and pictures ---------------------------------------------------------------------

CELL = PIECES["cell"] | st.integers().map(str) | st.floats().map(str) | TEXT
CSV = st.lists(st.lists(CELL, max_size=4).map(",".join), max_size=6).map(
    lambda rows: "\n".join(["date,event,a,b", *rows])
)
BLOCK = st.builds(
    lambda kind, rows: f"# One\n\n``` {kind}\n" + "".join(rows) + "```\n\n: A figure {#fig:a}\n",
    st.sampled_from(["chart", "timeline"]),
    st.lists(
        PIECES["block-row"],
        unique=True,
        max_size=9,
    ).map(lambda rows: ['data = "d.csv"\n', *(row for row in rows if "data" not in row)]),
)
PAINT = PIECES["paint"]
NUMBER = PIECES["number"]
GEOMETRY = (
    "x",
    "y",
    "width",
    "height",
    "r",
    "cx",
    "viewBox",
    "font-size",
    "stroke-width",
    "offset",
    "dx",
)
SHAPE = st.builds(
    lambda attributes: "".join(f' {name}="{value}"' for name, value in attributes.items()),
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.sampled_from("ab"),
            **dict.fromkeys(
                ["fill", "stroke", "mask", "clip-path", "filter", "marker-end", "style"], PAINT
            ),
            **dict.fromkeys(GEOMETRY, NUMBER),
            "d": PIECES["shape"],
            "points": st.sampled_from(["0,0 1", "", "1 2 3 4", "x"]),
            "href": st.sampled_from(["#a", "#b", "http://a.b", "data:image/png;base64,AA==", ""]),
            "transform": st.sampled_from(
                ["scale(0)", "rotate(1 2", "matrix(1)", "translate(1e309)", "skewX(90)"]
            ),
            "preserveAspectRatio": st.sampled_from(["none", "x", "xMidYMid slice"]),
            "rotate": NUMBER,
            "textLength": NUMBER,
            "gradientTransform": NUMBER,
        },
    ),
)
DRAWN = PIECES["drawn"]
SHAPES = st.recursive(
    TEXT.map(lambda text: text.replace("<", "&lt;").replace("&", "&amp;").replace("\0", "")),
    lambda inner: st.builds(
        lambda name, attributes, parts: f"<{name}{attributes}>{''.join(parts)}</{name}>",
        DRAWN,
        SHAPE,
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
SVG = st.builds(
    lambda head, attributes, inner, end: f"{head}{attributes}>{inner}{end}",
    PIECES["svg-head"],
    SHAPE,
    SHAPES,
    PIECES["svg-end"],
)
CSS = st.lists(
    PIECES["css"] | st.text(max_size=3),
    max_size=10,
).map(" ".join)
PICTURED = "# One\n\n![A picture](p.svg){width=50%}\n\nText ![b](p.svg) in line.\n"


@st.composite
def spoilt(draw: st.DrawFn) -> Files:
    """A file of the essay, or a stretch of one, with bytes changed, gone and doubled."""
    path = draw(st.sampled_from(sorted(path.name for path in ESSAY.iterdir() if path.is_file())))
    data = bytearray((ESSAY / path).read_bytes())
    if path != "report.toml":
        start = draw(st.integers(0, len(data)))
        data = data[start : start + draw(st.integers(1, 1_200))]
        data = bytearray(b"[") + data if path.endswith("json") else data
    for _ in range(draw(st.integers(0, 6))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 12))
        twice = bytes(data[at : at + length]) * 2
        data[at : at + length] = draw(
            st.just(b"") | st.just(twice) | st.binary(max_size=4) | PIECES["spoil"].map(str.encode)
        )
    if path.endswith("json"):
        return {"references.json": bytes(data), "01-one.md": CITED.encode()}
    return {"report.toml" if path == "report.toml" else "01-one.md": bytes(data)}


KINDS: dict[str, st.SearchStrategy[Files]] = {
    "markdown": file("01-one.md", MARKDOWN),
    "citations": file("01-one.md", st.lists(CITATION | TEXT, max_size=8).map(" ".join)),
    "front matter": file("01-one.md", YAML),
    "settings": file("report.toml", TOML),
    "bib": file("references.bib", BIB).map(lambda one: {**one, "01-one.md": CITED.encode()}),
    "CSL-JSON": file("references.json", CSL_JSON).map(
        lambda one: {**one, "01-one.md": CITED.encode()}
    ),
    "CSV": st.builds(
        lambda one, other: {**one, **other}, file("d.csv", CSV), file("01-one.md", BLOCK)
    ),
    "SVG": file("p.svg", SVG).map(lambda one: {**one, "01-one.md": PICTURED.encode()}),
    "style sheet": file("assets/styles/own.css", CSS),
    "essay": spoilt(),
}
BASE: Files = {
    "report.toml": b'title = "A"\n',
    "01-one.md": b"# One\n\nText.\n",
    "references.bib": b"@book{luthi2008, author = {L}, title = {T}, publisher = {P}, year = 2008}\n"
    b"@book{mao, author = {Mao}, title = {On}, publisher = {P}, year = 1937}\n",
}
