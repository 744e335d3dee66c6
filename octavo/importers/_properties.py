"""What a .docx says of itself beside its text: the style in which its citations are written."""

from __future__ import annotations

import re

from octavo import toml
from octavo.importers._citations.word import style as style_of_word
from octavo.importers._package import Package, below, get
from octavo.numerals import whole
from octavo.shipped import shipped

ADDRESS = re.compile(r"zotero\.org/styles/([\w-]+)")
OF_WORD = ("apa", "mla", "chicago", "ieee", "turabian", "harvard")


def style(package: Package) -> tuple[str, str]:
    """The style in which the draft's citations were written, and its name if Octavo lacks it.

    Zotero and Mendeley write a style's address into the document's own properties, in pieces.
    """
    properties = package.xml("docProps/custom.xml")
    said = {get(one, "name"): "".join(one.itertext()) for one in below(properties, "property")}
    whole = "".join(text for name, text in sorted(said.items(), key=_number) if _tells(name))
    match = ADDRESS.search(whole)
    in_word = style_of_word(package)
    name = match[1] if match else next((one for one in OF_WORD if in_word.startswith(one)), "")
    return (name, "") if not name or _is_known(name) else ("", name)


def words(name: str) -> list[str]:
    """A built-in word in all languages of Octavo's."""
    files = sorted((shipped("assets") / "languages").glob("*.toml"))
    tables = [toml.loads(path.read_text("utf-8")) for path in files]
    return [found for one in tables if (found := _word(one, name))]


def _word(table: dict[str, object], name: str) -> str:
    """The word, in whatever part of the file it stands."""
    for value in (table, *table.values()):
        if isinstance(value, dict) and isinstance(value.get(name), str):
            return str(value[name])
    return ""


def language(package: Package) -> str:
    """The language that the draft says it is in; "" for Word's own setting, which says nothing."""
    root = package.xml(package.beside("styles"))
    tags = [get(one, "val") for one in below(root, "lang")]
    tag = next((tag for tag in tags if tag), "")
    return "" if tag in ("en-US", "x-none") else tag


def _is_known(name: str) -> bool:
    folder = shipped("assets") / "csl"
    aliases = toml.loads((folder / "aliases.toml").read_text("utf-8"))
    return name in aliases or (folder / f"{name}.csl").is_file()


def _tells(name: str) -> bool:
    return name.startswith(("ZOTERO_PREF", "Mendeley Citation Style"))


def _number(pair: tuple[str, str]) -> int:
    return whole(re.sub(r"\D", "", pair[0]))
