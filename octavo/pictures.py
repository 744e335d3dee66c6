"""Put the report's pictures into its tree as data, so that every output stands by itself."""

from __future__ import annotations

import base64
import io
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from octavo import cleaning, dates, files, svg
from octavo.dates import State
from octavo.diagnostics import Finding, Severity, Span, nearest
from octavo.limits import MOST_PIXELS
from octavo.memory import Memory
from octavo.model import Document, Element, Kind, Node, Note, Project, Section
from octavo.shipped import shipped

TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
TEXTS = (".md", ".toml", ".bib")  # the manuscript's own
FORMATS = ("GIF", "JPEG", "PNG", "WEBP")  # whatever its name says: others run programs
WIDTH = re.compile(r"\d+(\.\d+)?(%|mm|cm|in|pt|em)")


def embed(document: Document, memory: Memory, files: State) -> Document:
    """The document with each picture's bytes in place of its file's name.

    A picture that is missing leaves a marked place and a finding. `files` is the state of all
    that may be pictures.
    """
    read: dict[str, str] = {}

    def embedded(given: tuple[Element, Section]) -> tuple[Element, tuple[Finding, ...]]:
        embedder, (element, section) = _Embedder(document, read), given
        whole = Span(section.source, section.body, len(section.source.text))
        return embedder.element(element, whole), tuple(embedder.findings)

    given = document.project, document.words, files
    sections = tuple(zip(document.body, document.sections, strict=True))
    made = memory.each("embedded", sections, given, embedded)
    found = (finding for _, faults in made for finding in faults)
    body = tuple(section for section, _ in made)
    return replace(document, body=body, findings=(*document.findings, *found))


def state(project: Project, memory: Memory) -> State:
    """The state of all files that a picture, a drawing or a style sheet may be made from.

    The build that has the `memory` looks at them once.
    """
    folders = (project.root, shipped("assets"))

    def looked() -> State:
        return dates.state(folders, leave=lambda name: name.startswith(".") or name.endswith(TEXTS))

    return memory.once("state", looked)


class _Embedder:
    """Goes through the tree and collects what is wrong with its pictures."""

    def __init__(self, document: Document, read: dict[str, str]) -> None:
        self.project = document.project
        self.words = document.words
        self.findings: list[Finding] = []
        self.read = read  # pictures by name

    def element(self, element: Element, place: Span | None) -> Element:
        """The element with all pictures below it; `place` is where a fault would be shown."""
        place = element.span or place
        if element.tag == "img":
            return self._picture(element, place)
        return element.holding(tuple(self._nodes(element.children, place)))

    def _nodes(self, nodes: Iterable[Node], place: Span | None) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, Element):
                yield self.element(node, place)
            elif isinstance(node, Note):
                blocks = tuple(self.element(block, node.span) for block in node.children)
                yield node.holding(blocks)
            else:
                yield node

    def _picture(self, image: Element, place: Span | None) -> Element:
        name = image.attributes.get("src", "")
        try:
            data = self.read.get(name) or self._data(name, place)
        except FaultError as fault:
            self.findings.append(
                Finding("picture", str(fault), _exact(name, place), hint=fault.hint)
            )
            said = self.words["missing-picture"].format(name=name)
            return Element("mark", {"class": "unresolved picture"}, (said,), Kind.PLACEHOLDER)
        self.read[name] = data
        attributes = {"src": data, "alt": image.attributes.get("alt", "")}
        width = image.attributes.get("width", "")
        if WIDTH.fullmatch(width):
            attributes["style"] = f"width: {width}"
        return replace(image, attributes=attributes)

    def _data(self, name: str, place: Span | None) -> str:
        path = find(self.project, name)
        kind = TYPES.get(path.suffix.lower())
        if kind is None:
            known = ", ".join(sorted(ending[1:].upper() for ending in TYPES))
            raise FaultError(f"{name} is no picture that Octavo can set", f"it sets {known}")
        try:
            data = files.content(path, files.root_of(path, self.project.root))
        except OSError as error:
            raise FaultError(f"{name} cannot be read", error.strerror or "") from error
        if kind == "image/svg+xml":
            data = self._cleaned(data, name, place)
        elif _is_whole(data):
            data = cleaning.cleaned(data)
        else:
            raise FaultError(f"the picture {name} is broken", "save it anew from its program")
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    def _cleaned(self, data: bytes, name: str, place: Span | None) -> bytes:
        """The drawing without what runs or loads, which the writer is told."""
        try:
            data, refused = svg.clean(data)
        except svg.SvgError as error:
            hint = "save it anew from its program"
            raise FaultError(f"the picture {name} {error}", hint) from error
        if refused:
            message = f"of the picture {name} is left out: {', '.join(refused)}"
            hint = "a picture neither runs nor loads anything: save it anew without these"
            at = _exact(name, place)
            self.findings.append(Finding("picture", message, at, Severity.WARNING, hint))
        return data


def _is_whole(data: bytes) -> bool:
    """Whether a picture's bytes can be read to their end."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint has it so, for all of the process
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():  # its own bound is another; ours is told
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
        with picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise FaultError(*_too_large(picture.width, picture.height))
            picture.load()
    except Image.DecompressionBombError as error:
        raise FaultError(*_too_large()) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    return True


def _too_large(*size: int) -> tuple[str, str]:
    shape = f" of {size[0]} x {size[1]} pixels" if size else ""
    return (
        f"a picture{shape} is too large to set",
        f"make it smaller: at most {MOST_PIXELS // 1_000_000} million pixels",
    )


class FaultError(Exception):
    """A picture cannot be had; `hint` is the cure."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def find(
    project: Project, name: str, kind: str = "picture", endings: Iterable[str] = TYPES
) -> Path:
    """The file: in the manuscript, its assets, or the shipped assets, in this order.

    `kind` and `endings` say what is looked for. Raises FaultError.
    """
    plain = unquote(name)
    if not plain:
        hint = "name one that lies in the manuscript: ![What is seen](map.png)"
        raise FaultError(f"this {kind} names no file that it may be", hint)
    if files.ADDRESS.match(plain):
        hint = "save it in the manuscript: a report is built without the network"
        raise FaultError(f"the {kind} {name} is not a file", hint)
    if files.leads_out(plain):
        hint = files.cure_of(plain, f"move the {kind} into the manuscript")
        raise FaultError(f"the {kind} {name} lies outside the manuscript", hint)
    own, ours = project.root, shipped("assets")
    for path, root in ((own / plain, own), (own / "assets" / plain, own), (ours / plain, ours)):
        if files.is_inside(path, root):
            return path
        if path.exists() and not path.is_dir() and path.resolve().is_relative_to(root.resolve()):
            hint = "save the picture anew under that name"
            raise FaultError(f"the {kind} {name} is no file", hint)
        if os.path.lexists(path) and not path.is_dir():
            hint = f"put the {kind} itself there: a link may not lead out of the manuscript"
            raise FaultError(f"the {kind} {name} is a link to a file outside the manuscript", hint)
    raise _missing(project, name, kind, tuple(endings))


def _missing(project: Project, name: str, kind: str, endings: tuple[str, ...]) -> FaultError:
    roots = (project.root, project.root / "assets")
    there = {
        path.relative_to(root).as_posix()
        for root in roots
        for folder in (root, root / Path(name).parent)
        if os.path.isdir(folder)  # noqa: PTH112 - raises nothing, whatever the name
        and folder.resolve().is_relative_to(project.root.resolve())
        for path in folder.iterdir()
        if path.suffix.lower() in endings
    }
    near = nearest(name, there)
    hint = f"did you mean {near}?" if near else "put it beside the sections, or into assets/"
    return FaultError(f"there is no {kind} {name}", hint)


def _exact(name: str, place: Span | None) -> Span | None:
    """The file name itself, within the lines that it stands in."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", place.text) if place and name else None
    if place is None or found is None:
        return place
    return Span(place.source, place.start + found.start(), place.start + found.end())
