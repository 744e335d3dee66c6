"""What a finished page may do in a browser: show itself, run Octavo's own script, load nothing.

The rules are the W3C's Content Security Policy, https://www.w3.org/TR/CSP3/, in an element of the
page itself, since a page that is opened from a folder has no headers.
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
    element = f'<meta http-equiv="Content-Security-Policy" content="{escape(rules())}">'
    opening = (
        r'(?i:<!doctype html>)\s*<html(?: lang="[\w-]*")?>\s*<head>\s*<meta charset="utf-8">\s*'
    )
    if re.match(opening + re.escape(element), html):
        return html
    return f"<!DOCTYPE html>{element}\n{html}"


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
