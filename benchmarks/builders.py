"""Those who make a PDF of the same report: Octavo, the plain engine, and what peers there are.

A builder is a function from a manuscript to a command, to be run in the manuscript's folder, or to
None where what it needs is not there. What must be done before (the same text in its notation) it
does itself, outside the time measured; all that it makes lies in a folder beside the manuscript.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import plain

HERE = Path(__file__).resolve().parent
CSL = HERE.parent / "assets" / "csl" / "chicago-notes-bibliography.csl"
OCTAVO = "import sys; from octavo.cli import main; sys.exit(main(sys.argv[1:]))"
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], root=sys.argv[3])"
CHROMIUM = "--headless --no-sandbox --disable-gpu --no-first-run --no-pdf-header-footer".split()
Builder = Callable[[Path], list[str] | None]


def made(folder: Path) -> Path:
    """Where the files go that are made of a manuscript."""
    beside = folder.with_name(f"{folder.name}-made")
    beside.mkdir(exist_ok=True)
    return beside


def octavo(folder: Path) -> list[str] | None:
    """Octavo: everything checked, cited, tagged and read back."""
    done = ["build", str(folder), "--to", "pdf", "--fresh", "--quiet", "-o", str(made(folder))]
    return [sys.executable, "-c", OCTAVO, *done]


def octavo_html(folder: Path) -> list[str] | None:
    """Octavo, the HTML alone."""
    done = ["build", str(folder), "--to", "html", "--fresh", "--quiet", "-o", str(made(folder))]
    return [sys.executable, "-c", OCTAVO, *done]


def plain_engine(folder: Path) -> list[str] | None:
    """Python-Markdown, Jinja2 and WeasyPrint with nothing of ours."""
    return [sys.executable, str(HERE / "plain.py"), str(folder), str(made(folder) / "plain.pdf")]


def pandoc_weasyprint(folder: Path) -> list[str] | None:
    """Pandoc with WeasyPrint: its notes stand at the end."""
    engine = shutil.which("weasyprint") or str(Path(sys.executable).parent / "weasyprint")
    if not Path(engine).exists():
        return None
    return _pandoc(folder, "pandoc.pdf", f"--pdf-engine={engine}", "--css", str(_style(folder)))


def pandoc_xelatex(folder: Path) -> list[str] | None:
    """Pandoc with LaTeX."""
    if not (shutil.which("xelatex") and shutil.which("rsvg-convert")):
        return None
    return _pandoc(folder, "xelatex.pdf", "--pdf-engine=xelatex")


def pandoc_typst(folder: Path) -> list[str] | None:
    """Pandoc with Typst's compiler."""
    if not importlib.util.find_spec("typst") or not _writes("typst"):
        return None
    typed = made(folder) / "report.typ"
    pandoc = _pandoc(folder, typed.name, "--to", "typst", pictures=f"../{folder.name}/")
    root = str(folder.parent)
    compiled = [sys.executable, "-c", TYPST, str(typed), str(made(folder) / "typst.pdf"), root]
    return pandoc and _one_after_another(pandoc, compiled)


def pandoc_chromium(folder: Path) -> list[str] | None:
    """Pandoc, printed by Chromium: its notes stand at the end, contents have no page numbers."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    page, printed = made(folder) / "chromium.html", made(folder) / "chromium.pdf"
    pandoc = _pandoc(folder, page.name, "--to", "html", "--css", str(_style(folder)))
    if browser is None or pandoc is None:
        return None
    profile = f"--user-data-dir={made(folder) / 'profile'}"
    command = [browser, *CHROMIUM, profile, f"--print-to-pdf={printed}", page.as_uri()]
    return _one_after_another(pandoc, command)


def pandoc_html(folder: Path) -> list[str] | None:
    """Pandoc, the HTML alone."""
    return _pandoc(folder, "pandoc.html", "--to", "html")


BUILDERS: dict[str, Builder] = {
    "Octavo": octavo,
    "plain engine": plain_engine,
    "Pandoc + WeasyPrint": pandoc_weasyprint,
    "Pandoc + Typst": pandoc_typst,
    "Pandoc + XeLaTeX": pandoc_xelatex,
    "Pandoc + Chromium": pandoc_chromium,
    "Octavo, HTML": octavo_html,
    "Pandoc, HTML": pandoc_html,
}


def _pandoc(folder: Path, name: str, *more: str, pictures: str = "") -> list[str] | None:
    program = shutil.which("pandoc")
    if program is None:
        return None
    wishes = ["--standalone", "--toc", "--citeproc", "--csl", str(CSL)]
    sources = ["--bibliography", str(folder / "references.json"), "-M", "title=A report"]
    where = ["--resource-path", str(folder), "-o", str(made(folder) / name)]
    return [program, *wishes, *sources, *where, *more, str(_one_file(folder, pictures))]


def _writes(form: str) -> bool:
    """Whether the installed Pandoc knows that form."""
    program = shutil.which("pandoc")
    asked = [str(program), "--list-output-formats"]
    return program is not None and form in subprocess.check_output(asked, text=True).split()


def _one_file(folder: Path, pictures: str) -> Path:
    """The whole report in Pandoc's Markdown: notes named anew, charts as pictures."""
    parts = []
    for number, path in enumerate(sorted(folder.glob("[0-9]*.md"))):
        text = re.sub(r"\[\^(\w+)\]", rf"[^s{number}\1]", path.read_text("utf-8"))
        text = plain.TABLE.sub(r": \1", text)
        parts.append(plain.CHART.sub(rf"![\2]({pictures}assets/\1.svg)", text))
    whole = made(folder) / ("beside.markdown" if pictures else "whole.markdown")
    whole.write_text("\n".join(parts), "utf-8")
    return whole


def _style(folder: Path) -> Path:
    path = made(folder) / "style.css"
    path.write_text(plain.STYLE, "utf-8")
    return path


def _one_after_another(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Two commands as one, run by the shell as a user would run them."""
    if os.name == "nt":
        return ["cmd", "/c", *first, "&&", *second]
    return ["sh", "-c", f"{shlex.join(first)} && {shlex.join(second)}"]
