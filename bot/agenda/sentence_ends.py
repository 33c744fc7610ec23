"""A block of text cut into its sentences, each exactly as it stands there.

syntok finds the ends, glued ones too ("support.The"); what it cuts wrongly in Russian (initials,
abbreviations, a dash after direct speech) is joined again here.
"""

from __future__ import annotations

import re

from syntok import segmenter

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WITHOUT_SPACES = re.compile(r"[^。！？]+(?:[。！？]+[」』”）]*)?")
_SHORT_FOR = re.compile(
    r"(?:^|[\s(«\"])(?:т|г|гг|в|вв|стр|с|п|пп|ст|им|ул|др|пр|руб|коп|тыс|млн|млрд|проф|акад|см|рис|"
    r"табл|н\.\s?э|[А-ЯЁA-Z]|mr|mrs|ms|dr|prof|gen|col|sen|rep|st|no|vs|etc|e\.g|i\.e|fig)\.$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^[\s«\"“(]*[a-zа-яё—–-]")
_DASH = re.compile(r"^[—–-]\s")


ENDS = ".!?…。！？।։؟።"
"""What a sentence ends with, in any script."""
_CLOSING = "\"'»”’)]」』 \t*_"


def ends(text: str, also: str = "") -> bool:
    """Whether a text ends as a sentence does, or with one of `also`."""
    return text[-20:].rstrip(_CLOSING).endswith(tuple(ENDS + also))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a block, in order; together they hold all its words."""
    if _has_no_spaces(text):
        return tuple(part.strip() for part in _WITHOUT_SPACES.findall(text) if part.strip())
    found = [part for paragraph in segmenter.analyze(text) for part in _spans(paragraph)]
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and _belongs(text[slice(*joined[-1])], text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(text[start:end].strip() for start, end in joined if text[start:end].strip())


def _has_no_spaces(text: str) -> bool:
    """Chinese and Japanese, which syntok does not know."""
    return len(_IDEOGRAPHS.findall(text)) * 3 > len(text)


def _spans(paragraph: object) -> list[tuple[int, int]]:
    spans = []
    for sentence in paragraph:  # type: ignore[attr-defined]
        tokens = list(sentence)
        if tokens:
            last = tokens[-1]
            spans.append((tokens[0].offset, last.offset + len(last.value)))
    return spans


def _belongs(before: str, piece: str) -> bool:
    """Whether a piece goes on with what stands before it."""
    if _SHORT_FOR.search(before) and not before.endswith("etc."):
        return True
    if before[-1:] in ".!?…" and _DASH.match(piece):
        return False
    return bool(_GOES_ON.match(piece)) and not re.search(r"[.!?…][\"»”)]*$", before)
