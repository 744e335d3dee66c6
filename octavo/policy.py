"""What a finished page may do in a browser: show itself, run Octavo's own script, load nothing.

The rules are the W3C's Content Security Policy, https://www.w3.org/TR/CSP3/, in an element of the
page itself, since a page that is opened from a folder has no headers. A policy does not forbid
everything: what sends a reader elsewhere, or looks up and connects to a server ahead of need, is
taken out of a page whose frame is a manuscript's own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from markupsafe import escape

from octavo.shipped import shipped

SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
RULES = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
# Elements that no policy holds: refreshing, preconnecting, another base, documents in documents.
UNHELD = re.compile(
    r"<(link|base|meta|iframe|frame|fencedframe|portal|object|embed)(?=[\s/>])", re.I
)
# A meta element of a charset or a name does nothing; one that stands for a header may.
NAMED = r'<meta\s+(?:charset="utf-8"|name="[\w:.-]+"\s+content="[^"<>]*")\s*/?>'
HARMLESS = re.compile(NAMED, re.I)
CUT = '<meta http-equiv="-{}"'  # of two attributes of a name the first holds: it is no header
START = '<!DOCTYPE html><meta charset="utf-8">'


@cache
def rules() -> str:
    """The policy of every page: of scripts only those of the shipped templates, by their SHA-256.

    Pictures, fonts and styles stand in the page itself.
    """
    pages = sorted(shipped("templates").rglob("*.html"))
    scripts = [script for page in pages for script in SCRIPT.findall(page.read_text("utf-8"))]
    return RULES.format(scripts=" ".join(map(_hash, scripts)) or "'none'")


def hold(html: str) -> str:
    """The page, with the policy ahead of everything that it could forbid.

    The shipped frame has it there. A manuscript's own frame may not: then it is put in front of
    all, which browsers read as the beginning of the head.
    """
    opening = (
        r'(?i:<!doctype html>)\s*<html(?: lang="[\w-]*")?>\s*<head>\s*<meta charset="utf-8">\s*'
    )
    if re.match(opening + re.escape(_element()), html):
        return html
    return f"{START}{_element()}\n{html}"


def confined(html: str) -> str:
    """The page of a manuscript's own frame, held, and without the elements that no policy holds.

    Such an element becomes one that says and does nothing, wherever its letters stand: what a
    browser takes for a comment or for a script is not for us to guess.
    """

    def cut(match: re.Match[str]) -> str:
        ours = html.startswith(_element(), match.start()) or HARMLESS.match(html, match.start())
        return match[0] if ours else CUT.format(match[1].lower())

    return hold(UNHELD.sub(cut, html))


def cut_out(html: str) -> tuple[str, ...]:
    """The names of the elements that were taken out of a page, each once."""
    return tuple(dict.fromkeys(re.findall(CUT.format("([a-z]+)"), html)))


def _element() -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(rules())}">'


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
