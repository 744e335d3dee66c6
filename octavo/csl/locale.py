"""Terms, date formats and options of a language: the style's own over those of locale files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from octavo.csl.xmltree import XmlTag, read

# The dialect that stands for a language named without one (specification, Locale Fallback; the
# rest as the official locale files have them).
PRIMARY_DIALECTS = dict(
    pair.split(":")
    for pair in (
        "af:af-ZA bg:bg-BG ca:ca-AD cs:cs-CZ cy:cy-GB da:da-DK de:de-DE el:el-GR en:en-US es:es-ES"
        " et:et-EE fa:fa-IR fi:fi-FI fr:fr-FR gl:gl-ES he:he-IL hi:hi-IN hr:hr-HR hu:hu-HU"
        " hy:hy-AM id:id-ID is:is-IS it:it-IT ja:ja-JP km:km-KH ko:ko-KR lij:lij-IT lt:lt-LT"
        " lv:lv-LV mn:mn-MN ms:ms-MY nb:nb-NO nl:nl-NL nn:nn-NO no:nb-NO pl:pl-PL pt:pt-PT"
        " ro:ro-RO ru:ru-RU sk:sk-SK sl:sl-SI sr:sr-Cyrl-RS sv:sv-SE th:th-TH tl:tl-PH tr:tr-TR"
        " uk:uk-UA vi:vi-VN zh:zh-CN"
    ).split()
)
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


class Term(NamedTuple):
    """A term's texts, and the gender it has (or agrees with) in this language."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class Locale:
    """What a language says: terms by (name, form, gender form), date tags by form, options."""

    language: str
    terms: Mapping[tuple[str, str, str], Term]
    dates: Mapping[str, XmlTag] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """The term in the form asked for, or in the form that stands in for it."""
        wanted: str | None = form
        while wanted is not None:
            for gender_form in (gender, "") if gender else ("",):
                found = self.terms.get((name, wanted, gender_form))
                if found is not None:
                    return found
            wanted = _FORM_FALLBACK.get(wanted)
        return None

    def term(
        self, name: str, form: str = "long", *, plural: bool = False, gender: str = ""
    ) -> str | None:
        """The term's text, or None where the language has no such term."""
        found = self.find(name, form, gender)
        if found is None:
            return None
        return found.multiple if plural else found.single

    @property
    def punctuation_in_quote(self) -> bool:
        """Whether commas and full stops go inside a closing quotation mark."""
        return self.options.get("punctuation-in-quote") == "true"

    def gender_of(self, name: str) -> str:
        """The gender of the noun that names a number's unit or a month."""
        found = self.terms.get((name, "long", ""))
        return found.gender if found else ""

    def ordinal_suffix(self, number: int, gender: str) -> str:
        """The suffix of an ordinal number (specification, Ordinal Suffixes)."""
        for name, matches in _ordinal_names(number):
            for gender_form in (gender, "") if gender else ("",):
                found = self.terms.get((name, "long", gender_form))
                if found is not None and (found.match or _usual_match(name)) in matches:
                    return found.single
        return self.term("ordinal", gender=gender) or ""


def _usual_match(name: str) -> str:
    return "last-digit" if int(name[-2:]) < 10 else "last-two-digits"


def _ordinal_names(number: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The terms that may give a number's suffix, and the kinds of match that make them fit."""
    if number < 100:
        kinds = ("whole-number", "last-two-digits", *(("last-digit",) if number < 10 else ()))
        yield f"ordinal-{number:02}", kinds
    yield f"ordinal-{number % 100:02}", ("last-two-digits",)
    yield f"ordinal-{number % 10:02}", ("last-digit",)


def load(language: str, style: XmlTag, read_locale: Callable[[str], str | None]) -> Locale:
    """The locale of a style in `language`, by the order of the specification's Locale Fallback."""
    terms: dict[tuple[str, str, str], Term] = {}
    dates: dict[str, XmlTag] = {}
    options: dict[str, str] = {}
    for tag in _sources(language, style, read_locale):
        _merge(tag, terms, dates, options)
    return Locale(language, terms, dates, options)


def _sources(
    language: str, style: XmlTag, read_locale: Callable[[str], str | None]
) -> Iterator[XmlTag]:
    """What the locale is made of, weakest first."""
    base = language.split("-")[0]
    names = dict.fromkeys(["en-US", PRIMARY_DIALECTS.get(base, base), base, language])
    for name in names:
        xml = read_locale(name)
        if xml is not None:
            yield read(xml)
    for wanted in ("", base, language) if language != base else ("", base):
        for tag in style.all("locale"):
            if tag.get("lang") == wanted:
                yield tag


def _merge(
    tag: XmlTag,
    terms: dict[tuple[str, str, str], Term],
    dates: dict[str, XmlTag],
    options: dict[str, str],
) -> None:
    for style_options in tag.all("style-options"):
        options.update(style_options.attributes)
    for date in tag.all("date"):
        dates[date.get("form")] = date
    fresh = dict(_terms(tag))
    if any(_is_ordinal(name) for name, _, _ in fresh):
        # A locale that gives ordinals gives all of them (specification, Ordinal Suffixes).
        for key in [key for key in terms if _is_ordinal(key[0])]:
            del terms[key]
    terms.update(fresh)


def _is_ordinal(name: str) -> bool:
    return name == "ordinal" or (name.startswith("ordinal-") and name[8:].isdigit())


def _terms(tag: XmlTag) -> Iterator[tuple[tuple[str, str, str], Term]]:
    for group in tag.all("terms"):
        for term in group.all("term"):
            single, multiple = term.find("single"), term.find("multiple")
            text = single.text if single else term.text if not term.children else ""
            text = "" if "\n" in text and text.isspace() else text
            many = multiple.text if multiple else text
            key = (term.get("name"), term.get("form", "long"), term.get("gender-form"))
            yield key, Term(text, many, term.get("gender"), term.get("match"))
