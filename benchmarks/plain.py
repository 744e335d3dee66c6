"""The plain engine: the least that Python-Markdown, Jinja2 and WeasyPrint do for such a report.

    python benchmarks/plain.py MANUSCRIPT OUT.pdf

Real footnotes, contents with page numbers, running heads, hyphenation, justified text, in Octavo's
fonts and on its page; but no citation processor (each note gives its work in full, by a format
string), no checks, no tags, nothing read back. What Octavo takes longer is what it does more.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CITED = re.compile(r" ?\[@(\w+), (\d+)\]")
CALLED = re.compile(r"\[\^(\w+)\](?!:)")
WRITTEN = re.compile(r"^\[\^(\w+)\]: (.*)$", re.M)
CHART = re.compile(r'```chart\n.*?data = "(\w[\w-]*)\.csv".*?```\n\n: (.*?) \{#.*?\}', re.S)
TABLE = re.compile(r"^Table: (.*?) \{#.*?\}$", re.M)
NOTE = '<span class="note">{}</span>'

STYLE = """
@page { size: A4; margin: 32.7mm 44.8mm 38.6mm;
        @top-left { content: string(section); font-size: 9pt }
        @bottom-center { content: counter(page) }
        @footnote { border-top: 0.4pt solid; margin-top: 1em } }
body { font: 11pt/1.4 "Source Serif 4", serif; hyphens: auto; text-align: justify; margin: 0 }
h1 { font-size: 17pt; break-after: avoid; string-set: section content() }
h2 { font-size: 13pt; break-after: avoid }
p { margin: 0; text-indent: 1.2em; orphans: 2; widows: 2 }
figure { margin: 1em 0; break-inside: avoid } figure svg { width: 100% }
table { width: 100%; border-collapse: collapse; font-size: 9pt; margin: 1em 0 }
td, th { text-align: left; border-bottom: 0.3pt solid }
.note { float: footnote; footnote-policy: line; font-size: 9pt; line-height: 1.3; text-align: left }
nav a::after { content: leader(".") target-counter(attr(href), page) }
nav li { list-style: none } .work { padding-left: 1.2em; text-indent: -1.2em }
"""

PAGE = """<!doctype html><html lang="en">
<head><title>A report</title><style>{{ style }}</style></head>
<body><h1>A report</h1><nav><ul>
{% for id, title in heads %}<li><a href="#{{ id }}">{{ title }}</a></li>{% endfor %}</ul></nav>
{% for section in sections %}<section>{{ section }}</section>{% endfor %}
<h1>Bibliography</h1>
{% for work in works %}<p class="work">{{ work }}</p>{% endfor %}</body></html>"""


def page(folder: Path) -> str:
    """The whole report as HTML."""
    import jinja2
    import markdown

    converter = markdown.Markdown(extensions=["tables", "smarty", "toc"])
    sections, heads = [], []
    sources = cited(folder)
    for number, path in enumerate(sorted(folder.glob("*.md"))):
        html = converter.reset().convert(plain(path.read_text("utf-8"), folder, sources))
        html = html.replace('id="', f'id="s{number}-')
        heads += re.findall(r'<h[12] id="(.*?)">(.*?)</h', html)
        sections.append(html)
    return jinja2.Template(PAGE).render(
        style=STYLE, sections=sections, heads=heads, works=works(folder)
    )


def plain(text: str, folder: Path, sources: Mapping[str, str]) -> str:
    """A section without what only Octavo understands."""

    def source(found: re.Match[str]) -> str:
        return f" {sources[found[1]]}, {found[2]}"

    notes = {name: CITED.sub(source, said) for name, said in WRITTEN.findall(text)}
    text = CALLED.sub(lambda call: NOTE.format(notes[call[1]]), WRITTEN.sub("", text))
    text = CITED.sub(lambda found: NOTE.format(f"{source(found)}."), text)
    return CHART.sub(lambda chart: figure(folder, chart[1], chart[2]), TABLE.sub(r"\1", text))


def figure(folder: Path, name: str, caption: str) -> str:
    """A figure as HTML, its drawing within."""
    drawing = (folder / "assets" / f"{name}.svg").read_text("utf-8")
    return f"<figure>{drawing}<figcaption>{caption}</figcaption></figure>"


def cited(folder: Path) -> dict[str, str]:
    """What a note says of each work, by key."""
    return {
        work["id"]: f"{work['author'][0]['given']} {work['author'][0]['family']}, "
        f"<em>{work['title']}</em> ({work.get('publisher-place', 'London')}: "
        f"{work.get('publisher', '')}{work.get('container-title', '')}, "
        f"{work['issued']['date-parts'][0][0]})"
        for work in _works(folder)
    }


def works(folder: Path) -> list[str]:
    """The bibliography, each work in a line."""
    people = [(work["author"][0], work) for work in _works(folder)]
    names = [(person["family"], person["given"], work) for person, work in people]
    return [
        f"{family}, {given}. {work['title']}. {work.get('publisher', '')}."
        for family, given, work in sorted(names, key=lambda one: one[:2])
    ]


def _works(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "references.json").read_text("utf-8"))
    return found


if __name__ == "__main__":
    from octavo.engine import fontconfig  # the fonts alone

    fontconfig.use()
    import weasyprint

    weasyprint.HTML(string=page(Path(sys.argv[1]))).write_pdf(sys.argv[2])
