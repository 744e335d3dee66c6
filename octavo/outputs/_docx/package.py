"""The zip that a document is: parts, what each is, and what leads from one to another.

ECMA-376, part 2 (Open Packaging Conventions). All times are the earliest that a zip can say, names
and numbers come in order: the same report gives the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from octavo.files import ADDRESS
from octavo.outputs._docx.xml import RELATIONS, e, parse, write

EPOCH = (1980, 1, 1, 0, 0, 0)
TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}


@dataclass(slots=True)
class Relations:
    """What a part leads to, each with the id by which the part names it."""

    found: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def add(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id of a target, which may be another part or an address outside."""
        kind = kind if "/" in kind else f"{RELATIONS}/{kind}"
        for number, known_kind, known, out in self.found:
            if (known_kind, known, out) == (kind, target, outside):
                return number
        taken = {number for number, *_ in self.found}
        count = len(self.found) + 1
        while f"rId{count}" in taken:
            count += 1
        self.found.append((f"rId{count}", kind, target, outside))
        return f"rId{count}"

    @classmethod
    def read(cls, data: bytes) -> Relations:
        """Those of a part of somebody else's. Raises BrokenError."""
        return cls(
            [
                (
                    one.get("Id", ""),
                    one.get("Type", ""),
                    one.get("Target", ""),
                    one.get("TargetMode", "").lower() == "external"
                    or bool(ADDRESS.match(one.get("Target", ""))),
                )
                for one in parse(data)
            ]
        )

    def write(self) -> bytes:
        """The part that holds them."""
        root = e("Relationships", {"xmlns": f"{PACKAGE}relationships"})
        for number, kind, target, outside in self.found:
            mode = {"TargetMode": "External"} if outside else {}
            root.append(e("Relationship", {"Id": number, "Type": kind, "Target": target, **mode}))
        return write(root)


@dataclass(slots=True)
class Package:
    """The parts by name, the kinds of those that no ending tells, and what leads to what."""

    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=lambda: dict(DEFAULTS))
    relations: dict[str, Relations] = field(default_factory=dict)

    @classmethod
    def read(cls, parts: Mapping[str, bytes]) -> Package:
        """The package that somebody else's parts make. Raises BrokenError, KeyError.

        Content types and relations are taken from the parts that say them.
        """
        package = cls()
        for one in parse(parts[TYPES]):
            kind = one.get("ContentType", "")
            if one.tag.endswith("Default"):
                package.defaults[one.get("Extension", "").lower()] = kind
            else:
                package.kinds[one.get("PartName", "").removeprefix("/")] = kind
        for name, data in parts.items():
            folder, file = posixpath.split(name)
            if file.endswith(".rels") and posixpath.basename(folder) == "_rels":
                owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
                package.relations[owner] = Relations.read(data)
            elif name != TYPES:
                package.parts[name] = data
        return package

    def of(self, part: str) -> Relations:
        """What a part leads to; "" is the package itself."""
        return self.relations.setdefault(part, Relations())

    def add(self, name: str, data: bytes, kind: str = "") -> None:
        """Put a part in, or in another's place."""
        self.parts[name] = data
        if kind:
            self.kinds[name] = kind

    def target(self, part: str, kind: str) -> str:
        """The part that `part` leads to as that kind, as in "styles"; "" if it leads to none."""
        for _, known, target, outside in self.of(part).found:
            if known.rpartition("/")[2] == kind and not outside:
                return resolved(part, target)
        return ""

    def prune(self) -> None:
        """Leave out the parts that nothing leads to."""
        reached, todo = set[str](), [""]
        while todo:
            part = todo.pop()
            if part in reached:
                continue
            reached.add(part)
            found = self.relations.get(part, Relations()).found
            todo += [resolved(part, target) for _, _, target, outside in found if not outside]
        self.parts = {name: data for name, data in self.parts.items() if name in reached}
        self.kinds = {name: kind for name, kind in self.kinds.items() if name in reached}
        self.relations = {name: r for name, r in self.relations.items() if name in reached}

    def write(self) -> bytes:
        """The finished file."""
        return _zipped(self.files())

    def files(self) -> dict[str, bytes]:
        """All parts by name, also those that say of the others what they are and lead to."""
        files = {TYPES: self._types()}
        for part, relations in self.relations.items():
            if relations.found:
                folder, name = posixpath.split(part)
                files[posixpath.join(folder, "_rels", f"{name}.rels")] = relations.write()
        return files | self.parts

    def _types(self) -> bytes:
        root = e("Types", {"xmlns": f"{PACKAGE}content-types"})
        for ending, kind in sorted(self.defaults.items()):
            root.append(e("Default", {"Extension": ending, "ContentType": kind}))
        for name, kind in sorted(self.kinds.items()):
            root.append(e("Override", {"PartName": f"/{name}", "ContentType": kind}))
        return write(root)


def resolved(part: str, target: str) -> str:
    """The name of the part that a relation of `part` leads to."""
    folder = posixpath.dirname(part)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, whatever the computer
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return file.getvalue()
