"""Confine a stranger's style sheet: it may dress the page, and loads nothing from elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

# Functions whose texts are addresses (CSS Values 4, CSS Images 4).
ADDRESSED = frozenset(
    ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade")
)
Put = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something left out: what it was, and where it stands, both counted from 1."""

    what: str
    line: int
    column: int


@dataclass(slots=True)
class Confined:
    """A style sheet as it may be used, and what was left out of it."""

    text: str = ""
    refused: list[Refused] = field(default_factory=list)


def confined(text: str, put: Put = lambda _: None, *, declarations: bool = False) -> Confined:
    """The style sheet without what would load something; `declarations`: of a style attribute.

    `put` gives the data that stand for a file's name, None if there are none. The text can stand
    within `<style>`: it never closes that. Raises RecursionError where it is nested too deep.
    """
    import tinycss2

    sheet = Confined()
    walk = _Walk(put, sheet.refused)
    if declarations:
        tokens = tinycss2.parse_component_value_list(text)
        sheet.text = tinycss2.serialize(list(walk.values(tokens)))
    else:
        rules = tinycss2.parse_stylesheet(text, skip_whitespace=False)
        sheet.text = tinycss2.serialize(list(walk.rules(rules)))
    sheet.text = sheet.text.replace("</", "<\\/")  # an escaped slash, to CSS the same
    return sheet


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through the parts of a style sheet."""

    put: Put
    refused: list[Refused]

    def rules(self, rules: Iterable[Any]) -> Iterator[Any]:
        for rule in rules:
            if rule.type == "error":
                continue  # no browser would heed it
            if rule.type == "at-rule" and rule.lower_at_keyword == "import":
                self._refuse("@import", rule)
                continue
            for part in ("prelude", "content"):
                values = getattr(rule, part, None)
                if values is not None:
                    setattr(rule, part, list(self.values(values)))
            yield rule

    def values(self, values: Iterable[Any]) -> Iterator[Any]:
        import tinycss2

        for value in values:
            if value.type == "url":
                yield from self._address(value, value.value)
            elif value.type == "function" and value.lower_name in ADDRESSED:
                texts = [token for token in value.arguments if token.type in ("string", "url")]
                if value.lower_name == "url" and len(texts) == 1:
                    yield from self._address(value, texts[0].value)
                elif all(_is_harmless(token.value) for token in texts):
                    yield value
                else:
                    self._refuse(f"{value.name}()", value)
                    yield from tinycss2.parse_component_value_list("none")
            elif value.type == "at-keyword" and value.lower_value == "import":
                self._refuse("@import", value)
            else:
                self._inner(value)
                yield value

    def _inner(self, value: Any) -> None:
        for part in ("arguments", "content"):
            if isinstance(inner := getattr(value, part, None), list):
                setattr(value, part, list(self.values(inner)))

    def _address(self, value: Any, address: str) -> Iterator[Any]:
        import tinycss2

        if _is_harmless(address):
            yield value
            return
        is_data = address.strip().lower().startswith("data:image/")
        data = _cleaned(address.strip()) if is_data else self.put(address)
        if data is None:
            self._refuse(f"url({address})", value)
        said = f'url("{data}")' if data else "none"
        yield from tinycss2.parse_component_value_list(said)

    def _refuse(self, what: str, node: Any) -> None:
        self.refused.append(Refused(what[:80], node.source_line, node.source_column))


def _cleaned(address: str) -> str | None:
    """The data of a picture without what else they tell; None where they are broken."""
    from octavo import cleaning, svg

    head, _, said = address.partition(",")
    kind, *more = head.lower().removeprefix("data:").split(";")
    try:
        data = unquote_to_bytes(said)
        if "base64" in (one.strip() for one in more):
            data = base64.b64decode(data)
        found = svg.clean(data)[0] if "svg" in kind else cleaning.tried(data)
    except (ValueError, svg.SvgError):
        return None
    return found if found is None else f"data:{kind};base64,{base64.b64encode(found).decode()}"


def _is_harmless(address: str) -> bool:
    """A place in the same page, or a font's data."""
    return address.strip().lower().startswith(("#", "data:font/", "data:application/font"))
