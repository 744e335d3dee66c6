"""The faces that Word takes for Chinese, Japanese and Korean, by language.

They come with Word on Windows and on the Mac; the table of fonts has their own names too, by which
systems of those countries know them.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from octavo.outputs._docx.languages import EASTERN, is_romanised
from octavo.outputs._docx.xml import part, w

FACES = {  # by language: the face, its own name, and its set of characters (ECMA-376, 17.8.3.2)
    "zh": ("SimSun", "宋体", "86"),
    "zh-hant": ("PMingLiU", "新細明體", "88"),
    "ja": ("MS Mincho", "ＭＳ 明朝", "80"),
    "ko": ("Batang", "바탕", "81"),
}
TRADITIONAL = ("hant", "tw", "hk", "mo")


def eastern(language: str) -> str:
    """The face for a language's letters; for a western language that of what is quoted in it."""
    tag, *parts = language.lower().split("-")
    if tag == "zh" and any(one in TRADITIONAL for one in parts):
        tag = "zh-hant"
    return FACES.get(tag, FACES["zh"])[0]


def is_eastern(language: str) -> bool:
    """Whether a language is written in letters that have a face of their own."""
    return language.lower().split("-")[0] in EASTERN and not is_romanised(language)


def table() -> Element:
    """The part `fontTable`."""
    return part("w:fonts", *(_font(*face) for face in FACES.values()))


def _font(name: str, own: str, characters: str) -> Element:
    return w(
        "font",
        w("altName", val=own),
        w("charset", val=characters),
        w("family", val="roman"),
        w("pitch", val="variable"),
        name=name,
    )
