"""Punctuation is mended where texts meet: an affix and a field, two affixes, a quotation's end.

Never within a text that a reference gave.
"""

from __future__ import annotations

from typing import NamedTuple

from octavo.csl.flatten import Mark, Token

# What two marks of punctuation become where they meet; pairs not named here stay as they are.
_MEETING = {
    "!.": "!", "!:": "!",
    "?.": "?", "?:": "?",
    ":!": "!", ":?": "?", ":.": ":",
    ";!": "!", ";?": "?", ";:": ";", ";.": ";",
    "..": ".", ",,": ",", ";;": ";", "::": ":", "!!": "!", "??": "?",
    "…." : "…",
}  # fmt: skip


class Rules(NamedTuple):
    """`in_quote`: commas and full stops go inside a closing quotation mark, as in American English.

    `tidy`: separators that meet across a space become one, where a style did not foresee that
    what stood between them may be missing (". . Paris").
    """

    in_quote: bool
    tidy: bool


def mend(tokens: list[Token], rules: Rules) -> list[Token]:
    """The tokens with doubled punctuation and spaces removed, and punctuation moved at quotes."""
    done: list[Token] = []
    texts: list[int] = []  # where in `done` the texts are
    closed = False  # whether a quotation was closed since the last text
    for token in tokens:
        if isinstance(token, Mark):
            closed = closed or (token.format == "quote" and not token.opens)
        elif texts:
            token = _joined(done, texts, token, closed, rules)
        if isinstance(token, str):
            if not token:
                continue
            texts.append(len(done))
            closed = False
        done.append(token)
    return _outdented([token for token in done if token])


def _outdented(tokens: list[Token]) -> list[Token]:
    """A space at the very end stands outside of the block that would hold it."""
    last = next((at for at in range(len(tokens) - 1, -1, -1) if isinstance(tokens[at], str)), 0)
    closing = tokens[last + 1 :]
    text = tokens[last] if tokens else ""
    if not isinstance(text, str) or text[-1:] != " " or not any(map(_is_block, closing)):
        return tokens
    return [*tokens[:last], text[:-1], *closing, " "]


def _is_block(token: Token) -> bool:
    return isinstance(token, Mark) and token.format in ("block", "indent", "right-inline")


def _joined(done: list[Token], texts: list[int], text: str, closed: bool, rules: Rules) -> str:
    """`text` as it is to stand after the last of the texts, which is mended too."""
    before = done[texts[-1]]
    assert isinstance(before, str)
    if closed:
        done[texts[-1]], text = _at_quote(before, text, rules.in_quote)
        return text
    kept, text = _meet(before, text)
    if rules.tidy:
        kept, text = _tidied(kept, text)
    done[texts[-1]] = kept
    if not kept and len(texts) > 1:
        closed = _closes_quote(done[texts[-2] : texts.pop()])
        return _joined(done, texts, text, closed, rules)
    return text


def _closes_quote(tokens: list[Token]) -> bool:
    return any(
        isinstance(token, Mark) and token.format == "quote" and not token.opens for token in tokens
    )


def _meet(before: str, after: str) -> tuple[str, str]:
    """The two texts, without what doubles where they meet."""
    if before[-1:] == after[:1] == " ":
        return before, after[1:]
    merged = _MEETING.get(before[-1:] + after[:1])
    if merged is None:
        return before, after
    return (before, after[1:]) if merged == before[-1:] else (before[:-1], after)


def _tidied(before: str, after: str) -> tuple[str, str]:
    """The two texts without a space before a comma or full stop, and with one separator."""
    bare = before.rstrip(" ")
    if bare == before or after[:1] not in (",", ".") or after[1:2].isalnum():
        return before, after
    if not bare:
        return bare, after
    if bare[-1] in ".!?" or bare[-1] == after[0]:
        return bare, after[1:]
    return (bare[:-1], after) if bare[-1] in ",;:" else (bare, after)


def _at_quote(before: str, after: str, in_quote: bool) -> tuple[str, str]:
    """The same across a closing quotation mark.

    Commas, colons and semicolons at the end of a quotation go out of it unless the language wants
    commas within; then what follows goes in, colons and semicolons excepted.
    """
    outward = ";:" if in_quote else ",;:"
    while len(before) > 1 and before[-1] in outward:
        merged = _MEETING.get(before[-1] + after[:1])
        if merged is None or merged == before[-1]:
            after = before[-1] + (after if merged is None else after[1:])
            before = before[:-1]
            break
        before = before[:-1]
    if not in_quote:
        return (before, after[1:]) if before[-1] + after[:1] in ("!:", "?:") else (before, after)
    while after[:1] and after[0] in ".,!?":
        merged = _MEETING.get(before[-1] + after[0])
        before = before + after[0] if merged is None else before[:-1] + merged
        after = after[1:]
    dropped = before[-1] + after[:1] in ("!:", "?:")
    return before, after[1:] if dropped else after
