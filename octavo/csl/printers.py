"""The output tree as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from octavo.csl.tree import Run, RunNode

_HTML = {
    "italic": ("<i>", "</i>"),
    "oblique": ("<em>", "</em>"),
    "bold": ("<b>", "</b>"),
    "light": ('<span style="font-weight:lighter;">', "</span>"),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "baseline": ('<span style="baseline">', "</span>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
    "no-decoration": ('<span style="text-decoration:none;">', "</span>"),
    "normal-style": ('<span style="font-style:normal;">', "</span>"),
    "normal-variant": ('<span style="font-variant:normal;">', "</span>"),
    "normal-weight": ('<span style="font-weight:normal;">', "</span>"),
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
    "cite": ("", ""),
    "lang": ("", ""),
}
_UNDOES = {"small-caps": "font-variant", "bold": "font-weight", "italic": "font-style"}


def escape(text: str) -> str:
    """Text for HTML, escaped as the official test suite expects it."""
    return text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")


def html(nodes: Iterable[RunNode], *, links: bool = True) -> str:
    """The nodes as HTML; `links`: addresses and identifiers become links."""
    return "".join(escape(node) if isinstance(node, str) else _run(node, links) for node in nodes)


def _run(run: Run, links: bool) -> str:
    inside = html(run.children, links=links)
    if run.format == "link":
        href = escape(run.value).replace('"', "&#34;")
        return f'<a href="{href}">{inside}</a>' if links else inside
    if run.format == "nodecor":
        undone = "".join(
            f"{name}:normal;" for held, name in _UNDOES.items() if held in run.value.split()
        )
        return f'<span style="{undone}">{inside}</span>'
    start, end = _HTML[run.format]
    return f"{start}{inside}{end}"


def text(nodes: Iterable[RunNode]) -> str:
    """The nodes as plain text, without formats; blocks stand in lines of their own."""
    return "".join(_text(node) for node in nodes).strip()


def _text(node: RunNode) -> str:
    if isinstance(node, str):
        return node
    inside = "".join(_text(child) for child in node.children)
    return f"\n{inside}\n" if node.format in ("block", "indent") else inside


PRINTERS: dict[str, Callable[[tuple[RunNode, ...]], object]] = {
    "html": html,
    "html without links": lambda nodes: html(nodes, links=False),
    "text": text,
    "text without links": text,
    "tree": lambda nodes: nodes,
}
