"""Names of people and bodies as references give them, cut into their parts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

# Scripts whose names are written family name first without a comma and without a space. No compiled
# patterns, for few reports need them, and to compile so many characters takes milliseconds.
_FIRST_SPACELESS = "\u1100"
_SPACELESS = r"[\u1100-\u11ff\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
# Scripts whose names have a given and a family name, with spaces, as Latin ones do.
_SPACED = (
    r"[a-zA-Z\u00c0-\u017f\u0180-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff"
    r"\u0750-\u077f\u0900-\u0dff\u0e00-\u0e7f\u10a0-\u10ff\u0531-\u058f\u1e00-\u1fff\u200c-\u200e\u202a-\u202e]"
)


class Name(NamedTuple):
    """A name. A body, or a person known by one name, has only `literal`."""

    family: str = ""
    given: str = ""
    dropping: str = ""  # particle that goes with the given name: "de" in "La Fontaine, Jean de"
    non_dropping: str = ""  # particle that stays with the family name: "van" in "van Gogh, Vincent"
    suffix: str = ""
    literal: str = ""
    comma_suffix: bool = False
    static_order: bool = False  # family name first and no comma, everywhere

    @property
    def is_spaceless(self) -> bool:
        """Whether it is in a script that writes family and given name together (毛泽东)."""
        text = self.family + self.given
        if max(text, default="") < _FIRST_SPACELESS:
            return False
        return bool(re.search(_SPACELESS, text)) and not re.search(_SPACED, text)


def read(names: Any) -> tuple[Name, ...]:
    """The names of a CSL-JSON name variable; empty ones are left out."""
    if isinstance(names, (str, Mapping)):
        names = [names]
    if not isinstance(names, Iterable):
        return ()
    found = (read_one(name) for name in names if name is not None)
    return tuple(name for name in found if name.family or name.given or name.literal)


def read_one(value: Any) -> Name:
    """One name of CSL-JSON: an object of parts, or a string for a body."""
    if not isinstance(value, Mapping):
        return Name(literal=str(value).strip())
    if value.get("literal"):
        return Name(literal=str(value["literal"]).strip())
    return _cached(
        tuple(
            str(value.get(key) or "")
            for key in ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
        ),
        bool(value.get("comma-suffix")),
        _true(value.get("static-ordering")),
        _true(value.get("parse-names", True)),
    )


def _true(value: Any) -> bool:
    return bool(value) and str(value).lower() not in ("0", "false")


@functools.lru_cache(maxsize=8192)
def _cached(parts: tuple[str, ...], comma_suffix: bool, static: bool, parse: bool) -> Name:
    family, given, dropping, non_dropping, suffix = (part.strip() for part in parts)
    quoted = len(family) > 1 and family[0] == family[-1] == '"'
    name = Name(family.strip('"') if quoted else family, given, dropping, non_dropping, suffix)
    name = name._replace(comma_suffix=comma_suffix, static_order=static)
    if parse and not quoted:
        name = _with_suffix(_with_particles(name))
    return name


# Particles that may end a given name; any other small word there belongs to the name.
_PARTICLES = frozenset(
    (
        "af al am auf aus av d d' da dal dalla das de degli dei del dela dell' della delle dello"
        " dem den der des di do dos du e el het il im in la las le les lo los of op s s' sen 't t"
        " te ten ter to tot und van vander vd ver vom von vor y z ze zu zum zur"
    ).split()
)


def _with_particles(name: Name) -> Name:
    """Particles at the head of the family name stay with it, those at the given name's end drop."""
    if not name.non_dropping:
        particle, rest = _leading(name.family)
        if particle:
            name = name._replace(non_dropping=particle, family=rest)
    if not name.dropping:
        given, particle = _trailing(name.given)
        if particle:
            name = name._replace(given=given, dropping=particle)
    return name


def _leading(family: str) -> tuple[str, str]:
    """Words in small letters before the first word with a capital: (particle, rest)."""
    end = 0
    for match in re.finditer(r"[^\s'’ʼ‘-]+['’ʼ‘-]?\s*|['’ʼ‘][^\s'’ʼ‘-]*\s*", family):
        word = match[0]
        letter = word.lstrip("'’ʼ‘-")[:1]
        joined = word.rstrip() == word and word[-1:] not in "'’ʼ‘-"
        if not letter or not letter.islower() or joined or match.end() == len(family):
            break
        if word[-1:] == "-" and len(word) > 4:
            break
        end = match.end()
    particle = family[:end]
    if particle[-1:].isspace() and particle.rstrip()[-1:] not in "'’ʼ‘":
        particle = particle.rstrip()
    return particle, family[end:]


def _trailing(given: str) -> tuple[str, str]:
    """Words in small letters after the last word with a capital: (given name, particle)."""
    words = given.split()
    end = len(words)
    while end > 1 and words[end - 1].replace("’", "'") in _PARTICLES:
        end -= 1
    if end == len(words) or any("," in word for word in words):
        return given, ""
    return " ".join(words[:end]), " ".join(words[end:])


def _with_suffix(name: Name) -> Name:
    """A suffix after a comma in the given name: "John, Jr." or, with "!", one that keeps it."""
    if name.suffix or "," not in name.given:
        return name
    given, _, suffix = name.given.partition(",")
    forced = suffix.startswith("!")
    suffix = suffix.lstrip("!").strip()
    if suffix.replace(".", "").lower() == "et al" and not name.dropping:
        return name._replace(given=given.strip(), dropping=suffix)
    return name._replace(
        given=given.strip(), suffix=suffix, comma_suffix=forced or name.comma_suffix
    )


def bare(given: str) -> str:
    """A given name as far as it tells people apart: J.J. and J. J. are the same."""
    return given.replace(".", " ").replace(" ", "")


def may_be_one(given: str, other: str) -> bool:
    """Whether two given names may be one person: one begins the other, or has its initials."""
    pairs = zip(re.findall(r"[^\W_]+", given), re.findall(r"[^\W_]+", other), strict=False)
    return all(a.startswith(b) or b.startswith(a) for a, b in pairs)


# --- initials ----------------------------------------------------------------------------


_JOINTS = re.compile(r"(\s*-\s*|\s+)")


@functools.lru_cache(maxsize=8192)
def initialize(given: str, mark: str, hyphen: bool, full: bool) -> str:
    """The given name as initials, each followed by `mark`; `full` also shortens whole words.

    Without `full` only initials that are there already get the mark. Words in small letters are
    particles and stay.
    """
    if not hyphen:
        given = given.replace("-", " ")
    # Ji-ping is one name: J., not J.-p. The dash stands for a hyphen that does not count.
    given = re.sub(r"-(?=[^\W\dA-Z_])", "\u2013", given) if full else given
    spaced = re.sub(r"\.(?=[^ .-])", ". ", given.strip())
    pieces = _JOINTS.split(spaced)
    shorten = _shortened if full else _marked
    return shorten(pieces, mark).replace("\u2013", "-")


def _shortened(pieces: list[str], mark: str) -> str:
    text = ""
    for place in range(0, len(pieces), 2):
        word, joint = pieces[place], pieces[place - 1].strip() if place else ""
        if not word:
            continue
        if joint:
            text = text.rstrip(" ")
        bare = word.rstrip(".")
        if bare[:1].islower():
            text += f" {word} "
        else:
            text += joint + _initial(bare, dotted=word != bare) + mark
    return re.sub("[ \n\t]+", " ", text).strip(" ")


def _initial(word: str, *, dotted: bool) -> str:
    """The first letter; two for one sound (TSerendorj), all for an abbreviation (Ph.)."""
    if dotted:
        return word
    capitals = len(word) - len(word.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if 1 < capitals < len(word):
        return word[0] + word[1:capitals].lower()
    return word[0]


def _marked(pieces: list[str], mark: str) -> str:
    """Only what is an initial already gets the mark; other words keep their spaces."""
    text = ""
    for place in range(0, len(pieces), 2):
        word = pieces[place]
        joint = pieces[place + 1] if place + 1 < len(pieces) else ""
        bare = word.rstrip(".")
        if word.endswith(".") or (len(bare) == 1 and bare.isupper()):
            after = pieces[place + 2] if joint else ""
            whole = joint and not _is_initial(after)
            text += bare + mark + ("-" if joint.strip() else " " if whole else "")
        else:
            text += word + joint
    return re.sub(" +", " ", text).strip(" ")


def _is_initial(word: str) -> bool:
    return word.endswith(".") or (len(word) == 1 and word.isupper())
