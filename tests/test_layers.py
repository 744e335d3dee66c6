"""Which part of Octavo may know which: the rule of the design, held against every module."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VALUES = ("octavo.model", "octavo.diagnostics", "octavo.numerals")

# octavo.repeats is for checks what octavo.csl is for citations: a method that knows words and
# numbers, and nothing of the rest.
# Folder -> what its modules may import of Octavo beside their own folder.
MAY_IMPORT = {
    "checks": (*VALUES, "octavo.repeats", "octavo.counting"),
    "counting": (*VALUES, "octavo.shipped", "octavo.files", "octavo.toml"),
    "references": VALUES,
    "importers": (
        *(*VALUES, "octavo.files", "octavo.limits", "octavo.repeats"),
        *("octavo.shipped", "octavo.toml"),
    ),
    "outputs": (*VALUES, "octavo.cleaning", "octavo.engine", "octavo.files", "octavo.svg"),
    "blocks": (*VALUES, "octavo.engine"),
    "csl": (),
    "repeats": (),
    "setup": ("octavo.engine.libraries",),
}
MODULES = [
    pytest.param(folder, path, id=path.relative_to(ROOT).as_posix())
    for folder in MAY_IMPORT
    for path in sorted((ROOT / "octavo" / folder).rglob("*.py"))
]


def imports(text: str) -> Iterator[str]:
    """Every module that the text imports, wherever in it; of `from a import b` a.b."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def forbidden(folder: str, text: str) -> list[str]:
    """What a module of that folder imports against the rule."""
    allowed = (f"octavo.{folder}", *MAY_IMPORT[folder])
    return [
        name
        for name in imports(text)
        if name.startswith(".")
        or (name.split(".")[0] == "octavo" and not _is_below(name, allowed))
        or (folder == "setup" and _is_foreign(name))
    ]


def _is_below(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(module + ".") for module in allowed)


def _is_foreign(name: str) -> bool:
    return name.split(".")[0] not in {*sys.stdlib_module_names, "octavo"}


@pytest.mark.parametrize(("folder", "path"), MODULES)
def test_modules_import_only_what_they_may(folder: str, path: Path) -> None:
    assert forbidden(folder, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("folder", "text", "expected"),
    [
        ("checks", "from octavo.model import Document", []),
        ("checks", "from octavo import model, compose", ["octavo.compose"]),
        ("checks", "def f():\n    import octavo.engine.libraries", ["octavo.engine.libraries"]),
        ("checks", "from octavo.outputs import pdf", ["octavo.outputs.pdf"]),
        ("checks", "from ..compose import x", ["..compose.x"]),
        ("checks", "from octavo.models import x", ["octavo.models.x"]),
        ("outputs", "from octavo import engine", []),
        ("outputs", "from octavo.checks import x", ["octavo.checks.x"]),
        ("csl", "from octavo.csl import item\nimport json", []),
        ("csl", "from octavo.model import Reference", ["octavo.model.Reference"]),
        ("setup", "import cffi\nfrom octavo.engine import libraries", ["cffi"]),
    ],
)
def test_the_rule_itself(folder: str, text: str, expected: list[str]) -> None:
    assert forbidden(folder, text) == expected
