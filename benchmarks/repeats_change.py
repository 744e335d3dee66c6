"""How a planted copy differs from its source: in its marks, its words or its order."""

from __future__ import annotations

import random
import re
import textwrap

from repeats_texts import Thesaurus

ADVERBS = "clearly perhaps simply largely often merely certainly surely rather evidently".split()
CITATIONS = (
    " [@luthi2008]",
    " [@luthi2008, 34]",
    " [see @luthi2008, 3-7]",
    "^[@luthi2008, 12.]",
    " [12]",
    " [3, 5-7]",
    " (Smith 1990, 12)",
    " (see Smith and Brown 1990)",
)


def marks(text: str, chance: random.Random) -> str:
    """The same words with two to five changes of their marks."""
    changes = chance.sample(MARKS, chance.randint(2, 5))
    for change in sorted(changes, key=MARKS.index):
        text = change(text, chance)
    return text


def _quotes(text: str, chance: random.Random) -> str:
    if "“" in text or "’" in text:
        return re.sub("[‘’]", "'", re.sub("[“”]", '"', text))
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def _dashes(text: str, chance: random.Random) -> str:
    return re.sub(r" ?[—–] ?", chance.choice([" – ", "—", " --- "]), text)


def _emphasis(text: str, chance: random.Random) -> str:
    def dress(found: re.Match[str]) -> str:
        sign = chance.choice(["*", "**", "_"])
        return f"{sign}{found[0]}{sign}" if chance.random() < 0.04 else found[0]

    return re.sub(r"(?<!\S)[A-Za-z]{2,}(?=[\s.,;])", dress, text)


def _citations(text: str, chance: random.Random) -> str:
    def cite(found: re.Match[str]) -> str:
        where = chance.choice(CITATIONS) if chance.random() < 0.6 else ""
        return f"{where}{found[0]}"

    return re.sub(r"(?<=[a-z])[.](?=\s|$)", cite, text)


def _spaces(text: str, chance: random.Random) -> str:
    return re.sub(" ", lambda _: "\u00a0" if chance.random() < 0.08 else " ", text)


def _soft_hyphens(text: str, chance: random.Random) -> str:
    def part(found: re.Match[str]) -> str:
        word, at = found[0], len(found[0]) // 2
        return f"{word[:at]}\u00ad{word[at:]}" if chance.random() < 0.3 else word

    return re.sub(r"[a-z]{8,}", part, text)


def _ligatures(text: str, chance: random.Random) -> str:
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02")


def _wrap(text: str, chance: random.Random) -> str:
    width = chance.choice([60, 72, 88])
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    joined = "\n".join(lines)
    return re.sub(r"\n(?=[-+:>#=–—]|\d+[.)])", " ", joined)  # else Markdown reads a list


def _hyphens(text: str, chance: random.Random) -> str:
    def part(found: re.Match[str]) -> str:
        word, at = found[0], len(found[0]) // 2
        return f"{word[:at]}-\n{word[at:]}" if chance.random() < 0.08 else word

    return re.sub(r"(?<![\w@*/-])[a-z]{9,}(?![\w*-])", part, text)


MARKS = [
    _quotes,
    _dashes,
    _ligatures,
    _citations,
    _emphasis,
    _soft_hyphens,
    _spaces,
    _wrap,
    _hyphens,
]


def reworded(text: str, share: float, chance: random.Random, thesaurus: Thesaurus) -> str:
    """The text with a share of its words replaced, dropped or led by an adverb."""
    words = text.split()
    for at in chance.sample(range(len(words)), round(share * len(words))):
        core = words[at].strip(".,;:!?()\"“”'’")
        kind = chance.random()
        if kind < 0.7 and (found := thesaurus.synonyms(core)):
            words[at] = words[at].replace(core, chance.choice(found))
        elif 0.7 <= kind < 0.85 and words[at - 1 : at] != words[at + 1 : at + 2]:
            words[at] = words[at].replace(core, "", 1)
        elif kind >= 0.85:
            words[at] = f"{chance.choice(ADVERBS)} {words[at]}"
    joined = " ".join(" ".join(words).split())
    return re.sub(r"\b(\w+) \1\b", r"\1", joined)  # no doubled words by chance


def clauses(text: str, chance: random.Random) -> str:
    """A sentence with its clauses moved round."""
    parts = re.split(r"[,;]\s+", text.rstrip(".!?"))
    by = chance.randint(1, len(parts) - 1)
    turned = ", ".join([*parts[by:], *parts[:by]])
    return f"{turned[0].upper()}{turned[1:]}."


def shuffled(sentences: list[str], chance: random.Random) -> str:
    """Sentences in another order."""
    order = list(sentences)
    while order == sentences:
        chance.shuffle(order)
    return " ".join(order)
