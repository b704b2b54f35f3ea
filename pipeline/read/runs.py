"""Lists that lost their line breaks: bullets, frequencies and labels in the middle of a paragraph."""

from __future__ import annotations

import re

from pipeline.read import markup
from pipeline.read.drafts import Draft
from pipeline.read.lines import BLANK

GLYPHS = "•▪●◦‣·"
BULLET = re.compile(rf"[:.?!)\s]\s+(?:[{GLYPHS}]\s*|[-*–]\s+)(?=\S)")
TIGHT = re.compile(r"\s{2,}[-*–•▪●◦‣·]\s|\s[•▪●◦‣]\s?")
END_OF_RUN = re.compile(r"\s{4,}(?=[^\W\d_a-z])")
# "Rare side effects (may affect up to 1 in 1,000 people) are:", "Common (up to 1 in 10):"
FREQUENCY = re.compile(
    r"(?:\A|(?<=[\w).,;]) )(?P<phrase>(?:(?:Very |Less |More )(?:common|rare|frequent)|Common|Uncommon|Rare|Frequent"
    r"|(?:Frequency n|N)ot known)\b"
    r"[^.:;()\n]{0,90}"
    r"(?:\([^()\n]{0,60}(?:\d|estimated|one)[^()\n]{0,60}\)(?:(?: are| include| were)?:|(?= [A-Z])|(?=\s*\Z))"
    r"|(?: are| include):(?= [A-Z])))"
)
LABEL = re.compile(r"(?<=[\w)\].;]) (?=[A-Z][a-z]{2,20}(?:,? (?:[a-z]{2,20}|[A-Z][a-z]{1,20})){0,7}: )")
SECOND_SENTENCE = re.compile(r"(?<=[a-z)\d][.!?])\s+(?=[A-Z][a-z])")
DASH = re.compile(r"[:.\w)\]]\s[-–]\s+(?=\S)")
GOES_ON = re.compile(
    r"(?:is|are|was|were|has|have|can|may|which|and|or|but|in|of)\b"
)  # so begins no item, but a sentence's rest
WORDIEST = 20
SHORTEST = 40  # a paragraph shorter than this holds no list


def split_runs(drafts: list[Draft], text: str) -> list[Draft]:
    """Cut paragraphs such as "There are: - a  - b  - c", and those that hold the frequency of what follows."""
    made: list[Draft] = []
    for draft in drafts:
        words = draft.words
        if draft.kind not in ("paragraph", "item") or len(words) < 12:
            made.append(draft)
            continue
        pieces = _cut_bullets(draft, text) if _may_run(words, text, draft) else [draft]
        if len(words) >= SHORTEST and _may_rank(words):
            pieces = [p for piece in pieces for p in _cut_frequencies(piece, text)]
        made.extend(pieces)
    return made


def _may_run(words: str, text: str, draft: Draft) -> bool:
    """A cheap look before the regular expressions: a bullet's glyph, or a dash beside two blanks."""
    if not words.isascii() and any(glyph in words for glyph in GLYPHS):
        return True
    if "- " not in words and "* " not in words and "– " not in words:
        return False
    return ": - " in words or draft.bullet[:1] == "-" or text.find("  ", draft.start, draft.end) >= 0


def _may_rank(words: str) -> bool:
    """A cheap look for a frequency that heads something: its word, and a bracket or a colon after a verb."""
    if not ("ommon" in words or "are " in words or "known" in words or "requent" in words):
        return False
    return (
        "are:" in words
        or "include:" in words
        or "(" in words
        and ("ommon" in words or "Rare" in words or "known" in words or "Freq" in words)
    )


def _cut_bullets(draft: Draft, text: str) -> list[Draft]:
    raw = text[draft.start : draft.end]
    cuts = _cuts(raw, draft.bullet)
    if not cuts:
        return [draft]
    inner = draft.kind != "item" or raw[: cuts[0].start() + 1].rstrip().endswith(":")
    edges = [(0, cuts[0].start() + 1)]
    edges += [(a.end(), b.start() + 1) for a, b in zip(cuts, cuts[1:], strict=False)]
    tail = _tail(raw, cuts)
    edges.append((cuts[-1].end(), tail.start() if tail else len(raw)))
    pieces = [
        _piece(draft, raw, a, b, "item" if n else draft.kind, draft.depth + (inner and n > 0))
        for n, (a, b) in enumerate(edges)
    ]
    if tail:
        pieces.append(_piece(draft, raw, tail.end(), len(raw), "paragraph", 0))
    return [p for p in pieces if any(map(str.isalnum, p.words))]


def _cuts(raw: str, bullet: str) -> list[re.Match]:
    """The bullets in the middle of a text; none unless there are enough to make a list."""
    least = 1 if bullet else 2  # the bullet of an item is the first of its run
    if len(TIGHT.findall(raw)) >= least:
        cuts = [m for m in BULLET.finditer(raw) if _is_cut(m[0])]
        if len(cuts) >= least:
            return cuts
    if bullet[:1] not in ("-", "–") and ": - " not in raw and ": – " not in raw:
        return []
    cuts = list(DASH.finditer(raw))
    pieces = [raw[a.end() : b.start() + 1] for a, b in zip(cuts, cuts[1:], strict=False)]
    short = all(p.count(" ") < WORDIEST and not GOES_ON.match(p) for p in pieces)
    return cuts if len(cuts) >= 2 and short and not GOES_ON.match(raw, cuts[-1].end()) else []


def _tail(raw: str, cuts: list[re.Match]) -> re.Match | None:
    """What follows the last item: after a wide gap, or, where no item has a second sentence, its second sentence."""
    last = cuts[-1].end()
    wide = END_OF_RUN.search(raw, last)
    if wide or any(SECOND_SENTENCE.search(raw, a.end(), b.start()) for a, b in zip(cuts, cuts[1:], strict=False)):
        return wide
    return SECOND_SENTENCE.search(raw, last)


def _is_cut(found: str) -> bool:
    """A bullet glyph, or a dash after a colon or after two blanks: not the dash of a phrase."""
    return (
        found.rstrip()[-1] in GLYPHS or found[0] == ":" or len(found) - len(found.lstrip()) > 1 or found.count(" ") > 2
    )


def _cut_frequencies(draft: Draft, text: str) -> list[Draft]:
    """A frequency that opens a list becomes a paragraph of its own, so that it can head what follows."""
    raw = text[draft.start : draft.end]
    found = [m.span("phrase") for m in FREQUENCY.finditer(raw)]
    if not found or len(found) == 1 and _is_sentence(raw, *found[0]):
        return [draft]
    edges = [0] + [edge for span in found for edge in span] + [len(raw)]
    phrases = {start for start, _ in found}
    pieces = []
    for a, b in zip(edges, edges[1:], strict=False):
        piece = _piece(draft, raw, a, b, "paragraph" if a in phrases else draft.kind, draft.depth)
        if any(map(str.isalnum, piece.words)):
            pieces.append(piece)
    return pieces


def _is_sentence(raw: str, start: int, end: int) -> bool:
    """Whether a frequency is the whole paragraph, its last sentence, or the beginning of a sentence that goes on.

    One that ends with a number in brackets and no full stop ends no text: it is the heading of what follows, glued on.
    """
    if end >= len(raw.rstrip()):
        return start == 0 or raw[:start].rstrip()[-1] in ".!?" and raw[end - 1] not in "):"
    return raw[end:].lstrip()[:1].islower()


def split_labels(drafts: list[Draft], text: str) -> list[Draft]:
    """Cut items that run on as "Eyes: blurred sight Ears: hearing loss" before each label."""
    made: list[Draft] = []
    for draft in drafts:
        cuts = (
            [m.end() for m in LABEL.finditer(text, draft.start, draft.end)]
            if draft.kind == "item" and draft.words.count(": ") > 1
            else []
        )
        if not cuts:
            made.append(draft)
            continue
        raw, edges = text[draft.start : draft.end], [0, *(c - draft.start for c in cuts), draft.end - draft.start]
        made.extend(_piece(draft, raw, a, b, "item", draft.depth) for a, b in zip(edges, edges[1:], strict=False))
    return made


def _piece(draft: Draft, raw: str, start: int, end: int, kind: str, depth: int) -> Draft:
    words = raw[start:end].strip(BLANK)
    at = draft.start + start + raw[start:end].find(words)
    first = start == 0
    bullet = draft.bullet if first else "-" if kind == "item" else ""
    return Draft(
        at, at + len(words), kind, depth, draft.label, markup.plain(words), draft.gap if first else 0, bullet=bullet
    )
