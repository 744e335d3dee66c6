"""What others build papers with: Markdown, Jinja2 and WeasyPrint as they come.

Attacks on a manuscript are tried on it as well, which shows that they are attacks.
"""

from __future__ import annotations

import logging
from pathlib import Path

import jinja2
import markdown

PAGE = "<html><head><title>{{ title }}</title></head><body>{{ body }}</body></html>"


def build(
    folder: Path, title: str, text: str, template: str = "", *, as_template: bool = False
) -> tuple[str, bytes]:
    """A section as HTML and as PDF, built in the folder it lies in.

    `template` is one of the folder's `templates/`; `as_template` runs the section itself as one, as
    some builders do.
    """
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder / "templates"))
    if as_template:
        text = environment.from_string(text).render()
    frame = environment.get_template(template) if template else environment.from_string(PAGE)
    body = markdown.markdown(text, extensions=["extra"])
    html = frame.render(title=title, body=body)
    return html, printed(html, folder)


def printed(html: str, folder: Path) -> bytes:
    """The page as a PDF."""
    from octavo import engine

    weasyprint = engine.load()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return bytes(weasyprint.HTML(string=html, base_url=str(folder)).write_pdf())
