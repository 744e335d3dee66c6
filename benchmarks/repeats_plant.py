"""Plants repeats in prose: cases of five sections, of every kind of copy there is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

import repeats_change as change
import repeats_negatives as negatives
from repeats_case import Case, Paragraph
from repeats_texts import Book, Thesaurus, is_final

WORDS, SECTIONS = 3000, 5
LENGTHS = ((8, 12), (13, 20), (21, 40), (41, 100))


def cases(
    books: Sequence[Book], thesaurus: Thesaurus, count: int, *, final: bool, seed: int = 6
) -> Iterator[Case]:
    """So many cases, or fewer where the texts end: no paragraph stands in two of them.

    `final`: from the parts kept for the final figures, else from the others.
    """
    chance = random.Random(f"{seed}-{final}")
    bases = [(book.name, sections) for book in books for sections in _bases(book, final)]
    chance.shuffle(bases)
    for number, (name, sections) in enumerate(bases[:count]):
        case = Case(f"{name} {number}", sections, chance)
        planter = _Planter(case, thesaurus)
        if number % 5 != 4:
            for kind in chance.sample(sorted(KINDS), 7):
                KINDS[kind](planter, kind)
        _add_negatives(case)
        yield case


def _bases(book: Book, final: bool) -> Iterator[list[list[Paragraph]]]:
    """Runs of 3,000 words in five sections, no six words in a row standing twice in one."""
    seen: set[tuple[str, ...]] = set()
    sections: list[list[Paragraph]] = [[] for _ in range(SECTIONS)]
    words = 0
    for text in (t for name, part in book.parts.items() if is_final(name) == final for t in part):
        forms = re.findall(r"\w+", text.lower())
        runs = {tuple(forms[n : n + 6]) for n in range(len(forms) - 5)}
        if not runs & seen:
            seen |= runs
            sections[words * SECTIONS // WORDS].append(Paragraph(text))
            words += len(text.split())
        if words >= WORDS:
            yield sections
            seen, sections, words = set(), [[] for _ in range(SECTIONS)], 0


def _add_negatives(case: Case) -> None:
    ends = negatives.Ends(case.chance)
    for make in case.chance.sample(negatives.KINDS, 3):
        items = make(case.chance, ends)
        if make is negatives.epigraph:
            for section, item in zip(case.sections, items, strict=True):
                section.insert(0, Paragraph(item, True))
        elif make is negatives.bibliography:
            case.sections[-1].append(Paragraph(items[0], True))
        else:
            for item in items:
                section = case.chance.choice(case.sections[:-1])
                section.insert(_place(section, case.chance), Paragraph(item, True))


def _place(section: list[Paragraph], chance: random.Random) -> int:
    """A place between two paragraphs that parts no planted passage."""
    free = [at for at, paragraph in enumerate(section) if not paragraph.used]
    return chance.choice(free) if free else 0


class _Planter:
    """Plants one pair after the other in a case."""

    def __init__(self, case: Case, thesaurus: Thesaurus) -> None:
        self.case, self.thesaurus, self.chance = case, thesaurus, case.chance

    def free(self, fits: Callable[[Paragraph], object] = lambda _: True) -> Paragraph | None:
        """A paragraph that is neither source nor host."""
        found = [p for s in self.case.sections for p in s if not p.used and fits(p)]
        return self.chance.choice(found) if found else None

    def host(self, copy: str) -> None:
        """Set a copy down: alone, at the end of a paragraph, between sentences or in one."""
        how, paragraph = self.chance.randrange(4), self.free()
        if how == 0 or paragraph is None:
            return self.alone(copy)
        paragraph.used = True
        parts = _sentences(paragraph.text) if how < 3 else paragraph.text.split()
        at = len(parts) if how == 1 else self.chance.randrange(1, max(2, len(parts)))
        paragraph.text = " ".join([*parts[:at], copy, *parts[at:]])
        return None

    def alone(self, copy: str) -> None:
        section = self.chance.choice(self.case.sections)
        section.insert(_place(section, self.chance), Paragraph(copy, True))

    def between(self, copy: str) -> None:
        paragraph = self.free(lambda p: len(_sentences(p.text)) > 1)
        if paragraph is None:
            return self.alone(copy)
        paragraph.used = True
        parts = _sentences(paragraph.text)
        at = self.chance.randrange(1, len(parts))
        paragraph.text = " ".join([*parts[:at], copy, *parts[at:]])
        return None

    # --- kinds ---

    def exact(self, kind: str, least: int, most: int, changed: bool) -> None:
        source = self.free(lambda p: len(p.text.split()) >= least)
        if source is None:
            return
        source.used = True
        words = source.text.split()
        count = self.chance.randint(least, min(most, len(words)))
        at = self.chance.randint(0, len(words) - count)
        passage = " ".join(words[at : at + count])
        one, two = self.case.pair(kind)
        source.text = " ".join([*words[:at], one(passage), *words[at + count :]])
        self.host(two(change.marks(passage, self.chance) if changed else passage))

    def over_paragraphs(self, kind: str, changed: bool) -> None:
        """121 to 400 words over several paragraphs of a section, breaks kept or flattened."""
        section = self.chance.choice(self.case.sections)
        at = self.chance.randrange(max(1, len(section) - 1))
        run = section[at : at + 4]
        if len(run) < 2 or any(p.used for p in run):
            return
        first, last = run[0].text.split(), run[-1].text.split()
        cut, end = len(first) // 3, 2 * len(last) // 3
        parts = [" ".join(first[cut:]), *(p.text for p in run[1:-1]), " ".join(last[:end])]
        one, two = (wrap("\0").split("\0") for wrap in self.case.pair(kind))
        run[0].text = " ".join([*first[:cut], one[0] + parts[0]])
        run[-1].text = " ".join([parts[-1] + one[1], *last[end:]])
        for paragraph in run:
            paragraph.used = True
        if changed:
            parts = [change.marks(part, self.chance) for part in parts]
        self.alone(two[0] + self.chance.choice(["\n\n", " "]).join(parts) + two[1])

    def border(self, kind: str, changed: bool) -> None:
        """The end of a section and the beginning of the next, set down as one passage."""
        number = self.chance.randrange(SECTIONS - 1)
        end, start = self.case.sections[number][-1], self.case.sections[number + 1][0]
        if end.used or start.used:
            return
        end.used = start.used = True
        last, first = end.text.split(), start.text.split()
        counts = [self.chance.randint(12, min(50, len(words))) for words in (last, first)]
        copies = []
        for words, count, paragraph, tail in (
            (last, counts[0], end, True),
            (first, counts[1], start, False),
        ):
            one, two = self.case.pair(kind)
            passage = " ".join(words[-count:] if tail else words[:count])
            rest = words[:-count] if tail else words[count:]
            parts = [*rest, one(passage)] if tail else [one(passage), *rest]
            paragraph.text = " ".join(parts)
            copies.append(two(change.marks(passage, self.chance) if changed else passage))
        self.host(" ".join(copies))

    def half(self, kind: str, changed: bool) -> None:
        """A section from near its start to near its end, repeated right behind it."""
        section = self.chance.choice(self.case.sections)
        if any(p.used for p in section) or len(section) < 2:
            return
        first, last = section[0].text.split(), section[-1].text.split()
        start, end = self.chance.randint(5, 25), self.chance.randint(5, 25)
        parts = [" ".join(first[start:]), *(p.text for p in section[1:-1]), " ".join(last[:-end])]
        one, two = (wrap("\0").split("\0") for wrap in self.case.pair(kind))
        section[0].text = " ".join([*first[:start], one[0] + parts[0]])
        section[-1].text = " ".join([parts[-1] + one[1], *last[-end:]])
        copies = [change.marks(part, self.chance) if changed else part for part in parts]
        copies[0], copies[-1] = two[0] + copies[0], copies[-1] + two[1]
        for paragraph in section:
            paragraph.used = True
        section += [Paragraph(text, True) for text in copies]

    def paragraph(self, kind: str, how: Callable[[str], str], least: int = 40) -> None:
        source = self.free(lambda p: least <= len(p.text.split()) <= 160)
        if source is not None:
            source.used = True
            one, two = self.case.pair(kind)
            copy = how(source.text)
            source.text = one(source.text)
            self.alone(two(copy))

    def sentence(
        self, kind: str, how: Callable[[str], str], least: int, most: int, fits: str = ""
    ) -> None:
        def suits(sentence: str) -> bool:
            return least <= len(sentence.split()) <= most and bool(re.search(fits, sentence))

        source = self.free(lambda p: any(map(suits, _sentences(p.text))))
        if source is not None:
            source.used = True
            parts = _sentences(source.text)
            at = self.chance.choice([n for n, part in enumerate(parts) if suits(part)])
            one, two = self.case.pair(kind)
            copy = how(parts[at])
            parts[at] = one(parts[at])
            source.text = " ".join(parts)
            self.between(two(copy))

    def shuffle(self, kind: str, share: float) -> None:
        source = self.free(
            lambda p: len(_sentences(p.text)) > 2 and 50 <= len(p.text.split()) <= 200
        )
        if source is not None:
            source.used = True
            one, two = self.case.pair(kind)
            copy = change.shuffled(_sentences(source.text), self.chance)
            source.text = one(source.text)
            self.alone(two(self.reword(share)(copy)))

    def copies(self, kind: str) -> None:
        """The same 20 to 60 words in three places."""
        source = self.free(lambda p: len(p.text.split()) >= 60)
        if source is not None:
            source.used = True
            words = source.text.split()
            count = self.chance.randint(20, 60)
            passage = " ".join(words[:count])
            (one, two), (three, four) = self.case.pair(kind), self.case.pair(kind)
            source.text = " ".join([one(three(passage)), *words[count:]])
            self.host(two(passage))
            self.host(four(passage))

    def elsewhere(self, kind: str, before: str, after: str) -> None:
        """A sentence copied into a note, a list's item or emphasis."""
        source = self.free(lambda p: len(p.text.split()) >= 40)
        if source is not None:
            source.used = True
            words = source.text.split()
            one, two = self.case.pair(kind)
            count = self.chance.randint(15, 40)
            passage = " ".join(words[:count])
            source.text = " ".join([one(passage), *words[count:]])
            self.alone(f"{before}{two(passage)}{after}")

    def doubled(self, kind: str) -> None:
        source = self.free()
        if source is not None:
            words = source.text.split()
            places = [
                n
                for n, w in enumerate(words)
                if re.fullmatch("[a-z]+", w) and w not in ("that", "had")
            ]
            places = [
                n
                for n in places
                if words[n - 1 : n] != [words[n]] and words[n + 1 : n + 2] != [words[n]]
            ]
            if places:
                source.used = True
                at = self.chance.choice(places)
                one, two = self.case.pair(kind)
                gap = self.chance.choice([" ", "\n"])
                words[at] = f"{one(words[at])}{gap}{two(words[at])}"
                source.text = " ".join(words)

    def reword(self, share: float) -> Callable[[str], str]:
        if not share:
            return lambda text: text
        return lambda text: change.reworded(text, share, self.chance, self.thesaurus)

    def marks(self, text: str) -> str:
        return change.marks(text, self.chance)

    def clauses(self, share: float) -> Callable[[str], str]:
        return lambda text: self.reword(share)(change.clauses(text, self.chance))


def _sentences(text: str) -> list[str]:
    """The sentences of a paragraph; an abbreviation's point ends none."""
    return re.split(r"(?<=[a-z)\"”][.!?])(?<!Mr\.)(?<!Dr\.)\s+(?=[A-Z\"“])", text)


def _kinds() -> dict[str, Callable[[_Planter, str], None]]:
    found: dict[str, Callable[[_Planter, str], None]] = {}
    for least, most in LENGTHS:
        for changed, name in ((False, "exact"), (True, "changed marks")):
            found[f"{name} {least}-{most}"] = lambda p, k, a=least, b=most, c=changed: p.exact(
                k, a, b, c
            )
    for changed, name in ((False, ""), (True, ", changed marks")):
        found[f"121-400 words{name}"] = lambda p, k, c=changed: p.over_paragraphs(k, c)
        found[f"over a border{name}"] = lambda p, k, c=changed: p.border(k, c)
        found[f"half{name}"] = lambda p, k, c=changed: p.half(k, c)
    for share in (0.1, 0.2, 0.3):
        found[f"sentence, {share:.0%} changed"] = lambda p, k, s=share: p.sentence(
            k, p.reword(s), 12, 45
        )
        found[f"paragraph, {share:.0%} changed"] = lambda p, k, s=share: p.paragraph(k, p.reword(s))
    for share, name in ((0.0, ""), (0.2, " + 20%")):
        found[f"clauses reordered{name}"] = lambda p, k, s=share: p.sentence(
            k, p.clauses(s), 14, 60, "[,;] "
        )
        found[f"sentences shuffled{name}"] = lambda p, k, s=share: p.shuffle(k, s)
    found["sentence moved"] = lambda p, k: p.sentence(k, p.reword(0), 9, 45)
    found["paragraph"] = lambda p, k: p.paragraph(k, p.reword(0))
    found["paragraph, changed marks"] = lambda p, k: p.paragraph(k, p.marks)
    found["three copies"] = lambda p, k: p.copies(k)
    found["doubled word"] = lambda p, k: p.doubled(k)
    found["in a note"] = lambda p, k: p.elsewhere(k, "Nobody denies it.^[", "]")
    found["in a list"] = lambda p, k: p.elsewhere(k, "- Apples.\n- ", "\n- Pears.")
    found["in emphasis"] = lambda p, k: p.elsewhere(k, "So they say: *", "*")
    return found


KINDS = _kinds()
