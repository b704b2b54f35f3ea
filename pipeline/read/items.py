"""Items that lost their bullets, and bullets that lost their line breaks."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft
from pipeline.read.headings import LONG, is_frequency, looks_like_title
from pipeline.read.lines import BLANK

RUN_ON = re.compile(r"(?:[:.?!)]|\s)\s+(?:[•▪●◦‣·]\s*|[-*–]\s+)(?=\S)")
TIGHT = re.compile(r"\s{2,}[-*–•▪●◦‣·]\s|\s[•▪●◦‣]\s?")
END_OF_RUN = re.compile(r"\s{4,}(?=[^\W\d_a-z])")
MOST = 400  # an item beyond this is running text


def find_items(drafts: list[Draft]) -> None:
    """Turn the short lines after an introduction into items.

    Two forms: lower-case lines after "... are:" or after a bare title; short lines
    without a full stop after "... :" or after a frequency ("Very common").
    """
    at = 0
    while at < len(drafts):
        draft = drafts[at]
        at += 1
        if draft.label != "body" or draft.kind not in ("paragraph", "heading"):
            continue
        if opens_list(draft):
            at += _take(draft, drafts, at)


def opens_list(draft: Draft) -> bool:
    """Whether lines after a block may be its list."""
    words = draft.words.rstrip("*_ ")
    return words.endswith(":") or is_frequency(words) or draft.kind == "paragraph" and looks_like_title(words)


def _take(intro: Draft, drafts: list[Draft], at: int) -> int:
    """Make items of the lines that belong to ``intro``; how many drafts were settled."""
    run: list[Draft] = []
    for draft in drafts[at:]:
        if draft.kind != "paragraph" or draft.label != "body" or not _item_like(draft, intro) or opens_list(draft) and not _item_like(draft, intro, True):
            break
        run.append(draft)
    after = drafts[at + len(run)] if at + len(run) < len(drafts) else None
    run = _without_heading(run, after)
    strict = not intro.words.rstrip("*_ ").endswith(":") and not is_frequency(intro.words)
    if not run or len(run) == 1 and not run[0].words[0].islower() and (strict or len(run[0].words) > LONG):
        return 0
    if intro.kind == "heading" and strict and not all(d.words[0].islower() for d in run):
        return 0
    for draft in run:
        draft.kind, draft.depth = "item", 1
    return len(run)


def _item_like(draft: Draft, intro: Draft, sure: bool = False) -> bool:
    words = draft.words
    if words.endswith(":") or len(words) > MOST or is_frequency(words):
        return False
    if words[0].islower():
        return True
    if sure:
        return len(words) <= LONG
    introduced = intro.words.rstrip("*_ ").endswith(":") or is_frequency(intro.words)
    return introduced and len(words) <= LONG and words[-1] not in ".?!"


def _without_heading(run: list[Draft], after: Draft | None) -> list[Draft]:
    """Leave out a last short line that heads the long paragraph after it, if the blank lines say so."""
    if not run or after is None or after.kind != "paragraph" or len(after.words) < LONG or run[-1].words[0].islower():
        return run
    apart = len(run) == 1 or run[-1].gap > run[-2].gap
    return run[:-1] if apart and looks_like_title(run[-1].words) else run


def split_run_ons(drafts: list[Draft], text: str) -> list[Draft]:
    """Cut paragraphs such as "There are: - a  - b  - c" into an introduction and its items."""
    made: list[Draft] = []
    for draft in drafts:
        words = draft.words
        if draft.kind in ("paragraph", "item") and len(words) > 12 and (" -" in words or "•" in words or "*" in words or "●" in words):
            made.extend(_cut(draft, text))
        else:
            made.append(draft)
    return made


def _cut(draft: Draft, text: str) -> list[Draft]:
    raw = text[draft.start : draft.end]
    least = 1 if draft.bullet else 2  # the bullet of an item is the first of its run
    if len(TIGHT.findall(raw)) < least:
        return [draft]
    cuts = [m for m in RUN_ON.finditer(raw) if _is_cut(m, raw)]
    if len(cuts) < least:
        return [draft]
    inner = draft.kind != "item" or raw[: cuts[0].start() + 1].rstrip().endswith(":")
    depth = draft.depth + inner
    edges = [(0, cuts[0].start() + _kept(cuts[0]))]
    edges += [(a.end(), b.start() + _kept(b)) for a, b in zip(cuts, cuts[1:], strict=False)]
    tail = END_OF_RUN.search(raw, cuts[-1].end())
    edges.append((cuts[-1].end(), tail.start() if tail else len(raw)))
    pieces = [_piece(draft, raw, a, b, "item" if n else draft.kind, depth if n else draft.depth) for n, (a, b) in enumerate(edges)]
    if tail:
        pieces.append(_piece(draft, raw, tail.end(), len(raw), "paragraph", 0))
    return [p for p in pieces if any(map(str.isalnum, p.words))]


def _is_cut(found: re.Match, raw: str) -> bool:
    """A bullet glyph, or a dash after a colon or after two blanks: not the dash of a phrase."""
    return found[0].rstrip()[-1] in "•▪●◦‣·" or found[0][0] == ":" or len(found[0]) - len(found[0].lstrip()) > 1 or found[0].count(" ") > 2


def _kept(found: re.Match) -> int:
    return 0 if found[0][0].isspace() else 1


def _piece(draft: Draft, raw: str, start: int, end: int, kind: str, depth: int) -> Draft:
    words = raw[start:end].strip(BLANK)
    at = draft.start + start + raw[start:end].find(words)
    first = start == 0
    bullet = draft.bullet if first else "-" if kind == "item" else ""
    return Draft(at, at + len(words), kind, depth, draft.label, words, draft.gap if first else 0, bullet=bullet)


def nest_after_colons(drafts: list[Draft]) -> None:
    """Put items one deeper that follow an item ending in a colon at its own depth.

    Captures often lose the indent of an inner list. It ends where the items change their form:
    begin with a capital, end in a full stop.
    """
    for at, draft in enumerate(drafts):
        if draft.kind != "item" or draft.words[-1] != ":" or at + 1 >= len(drafts):
            continue
        first, before = drafts[at + 1], drafts[at - 1] if at else draft
        if first.kind != "item" or first.depth != draft.depth:
            continue
        if before.kind == "item" and before.depth == draft.depth and _form(before) == _form(first):
            continue
        _deepen(drafts, at + 1, draft.depth, _form(first))


def _deepen(drafts: list[Draft], at: int, depth: int, form: tuple[bool, bool]) -> None:
    for inner in drafts[at:]:
        if inner.kind != "item" or inner.depth < depth or inner.depth == depth and _form(inner) != form:
            return
        inner.depth += 1


def _form(draft: Draft) -> tuple[bool, bool]:
    return draft.words[0].islower(), draft.words[-1] in ".;"
