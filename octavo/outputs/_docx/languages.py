"""Language tags as Word wants them: with a country, and one for each kind of script."""

from __future__ import annotations

USUAL = {  # where the proofing tools want a country and the writer named none
    "ar": "ar-SA",
    "cs": "cs-CZ",
    "da": "da-DK",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-US",
    "es": "es-ES",
    "fa": "fa-IR",
    "fr": "fr-FR",
    "he": "he-IL",
    "it": "it-IT",
    "ja": "ja-JP",
    "ko": "ko-KR",
    "nl": "nl-NL",
    "pl": "pl-PL",
    "pt": "pt-PT",
    "ru": "ru-RU",
    "uk": "uk-UA",
    "zh": "zh-CN",
    "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
}
EASTERN = ("zh", "ja", "ko")
LEFTWARD = ("ar", "he", "fa", "ur", "yi")


def speech(tag: str) -> dict[str, str]:
    """The attributes of `w:lang` for a language: its place depends on the script's kind."""
    whole = USUAL.get(tag.lower(), tag)
    root = tag.lower().split("-")[0]
    if is_romanised(tag):
        return {"val": whole}
    if root in EASTERN:
        return {"eastAsia": whole}
    if root in LEFTWARD:
        return {"bidi": whole}
    return {"val": whole}


def is_romanised(tag: str) -> bool:
    """Whether a language is written in Latin letters that are not its own: zh-Latn."""
    return tag.lower().endswith("-latn")


def is_leftward(tag: str) -> bool:
    """Whether the language is written from right to left."""
    return tag.lower().split("-")[0] in LEFTWARD and not is_romanised(tag)
