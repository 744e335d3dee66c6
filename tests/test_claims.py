"""The essay and its tables: every sentence is listed, and stands on its facts and its citation.

`tests/claims.py` reads the tables. What a machine can hold against the facts is held here:
numbers, months, quotations, citations and the pages that they name. The rest is a reader's, who
signs each sentence with its digest.
"""

import csv
import re
from itertools import zip_longest

import claims
from claims import Claim

SENTENCES, CLAIMS, FACTS = claims.sentences(), claims.claims(), claims.facts()
PAIRS = list(zip(SENTENCES, CLAIMS, strict=False))
FACTUAL = [(sentence, claim) for sentence, claim in PAIRS if claim.facts]
UNCITED = {"C6", "F1"}  # common knowledge (1 October 1949), and a caption that points to the text


def grounds(claim: Claim) -> str:
    """All that the facts of a claim say, and where they were seen."""
    listed = [FACTS[number] for number in claim.facts]
    return " ".join(f"{fact.statement} {fact.seen}" for fact in listed)


def folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def cited_in(part: str) -> set[str]:
    """The keys of the works that a section cites."""
    return {c.partition(",")[0] for s in SENTENCES if s.part == part for c in s.citations}


def test_every_sentence_has_a_row_and_every_row_a_sentence() -> None:
    for sentence, claim in zip_longest(SENTENCES, CLAIMS):
        assert sentence is not None, f"row without a sentence: {claim}"
        assert claim is not None, f"sentence without a row: {sentence.plain}"
        assert sentence.part == claim.part
        assert sentence.plain.startswith(claim.opening), (sentence.plain, claim.opening)


def test_every_sentence_is_as_it_was_read() -> None:
    changed = [
        f"{sentence.part}: {sentence.plain!r}: read it against {claim.facts}, "
        f"then write {sentence.digest}"
        for sentence, claim in PAIRS
        if sentence.digest != claim.digest
    ]
    assert changed == []


def test_citations_are_those_of_the_rows() -> None:
    assert [s.plain for s, claim in PAIRS if s.citations != claim.own] == []
    assert [s.plain for s, claim in PAIRS if claim.own and not claim.facts] == []
    for claim in CLAIMS:
        for source in claim.near:
            key, _, section = source.partition(", section ")
            assert key in cited_in(section or claim.part), (claim.opening, source)


def test_every_fact_in_the_text_is_cited() -> None:
    without = [claim for _, claim in FACTUAL if not claim.own and not claim.near]
    assert [c for c in without if c.part != claims.ABSTRACT and not set(c.facts) <= UNCITED] == []


def test_no_sentence_says_more_than_its_facts() -> None:
    more = []
    for sentence, claim in FACTUAL:
        known = grounds(claim)
        more += sorted(claims.quantities(sentence.plain) - claims.quantities(known))
        more += [text for text in sentence.quotations if folded(text) not in folded(known)]
        if more:
            break
    assert more == [], (sentence.plain, claim.facts)


def test_pages_are_those_of_the_facts() -> None:
    for sentence, claim in FACTUAL:
        places = " ".join(source.partition(", ")[2] for source in sentence.citations)
        short = re.sub(r"\b(\d+)(\d\d)-(\d\d)\b", r"\1\2 \1\3", grounds(claim))
        wrong = set(re.findall(r"\d+", places)) - set(re.findall(r"\d+", short))
        assert wrong == set(), (sentence.plain, claim.facts)


def test_every_fact_is_used_and_every_work_is_cited() -> None:
    assert {number for claim in CLAIMS for number in claim.facts} == set(FACTS)
    assert set.union(*(cited_in(claim.part) for claim in CLAIMS)) == claims.REFERENCES


def test_every_event_of_the_figure_has_a_row() -> None:
    data = (claims.ROOT / "assets/essay/timeline.csv").read_text("utf-8")
    events = list(csv.DictReader(data.splitlines()))
    rows = claims.events()
    assert len(events) == len(rows)
    for event, (written, numbers, section, _) in zip(events, rows, strict=True):
        assert event["date"][:4] in written
        assert [number for number in numbers.split(", ") if number not in FACTS] == []
        assert {part.split()[0] for part in section.split(", ")} <= {s.part for s in SENTENCES}
