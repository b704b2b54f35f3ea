"""The title of a page that marks none: one of its first lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.read.drafts import Draft
from pipeline.read.titles import LONG, is_title

WORD = re.compile(r"[^\W\d_]{3,40}")
GENERAL = frozenset(  # words that titles share whatever they are about
    "the and for with from your you what how when why who are can does their its this that about into other side "
    "effect effects treatment treatments therapy therapies patient patients drug drugs medicine medicines information "
    "general overview introduction use uses used using types type cancer cancers disease diseases package leaflet user "
    "page guide complete understanding everything need know".split()
)
PART = re.compile(  # the first part of a page that has no text above it
    r"(?:about (?:this|the|your)|indications?|uses|side effects?|adverse|warnings?|dos(?:age|ing)|contraindications?"
    r"|actions?|availability|overview|description|summary|pharmacology|mechanism of action|class(?:ification)?"
    r"|categor(?:y|ies)|(?:brand|generic|trade|other) names?)\b.{0,30}\Z",
    re.I,
)
MOST = 12  # lines above a page's text among which its title is looked for
OFTEN = 3  # how often a page uses the word that its title names


def find_title(body: list[Draft], text: str, marked: bool) -> None:
    """Make a heading of the line that names the page, and navigation of the menu above it.

    It is the line that stands there twice; else the one with the word that the page uses most;
    else the last before the text.
    """
    opening = _opening(body)
    lines = [d for d in (opening[:1] if marked else opening) if is_title(d)]
    if not lines:
        return
    words = [d.words for d in lines]
    titles = [d for d in lines if words.count(d.words) > 1]
    if not titles:
        used = _used(text)
        title = _likeliest(lines, used)
        at = body.index(title)
        if not (_use(title, used) >= OFTEN or _opens_text(body[at + 1 : at + 2])):
            return
        titles = [title]
    for draft in opening[: opening.index(titles[0])]:
        draft.label = "navigation" if is_title(draft) else draft.label
    for draft in titles:
        draft.kind, draft.depth = "heading", 1


def _opening(body: list[Draft]) -> list[Draft]:
    """The lines before the first that is text, an item, a heading or a table."""
    found = []
    for draft in body[:MOST]:
        if draft.kind != "paragraph" or len(draft.words) >= LONG and not is_title(draft):
            break
        if found and PART.match(draft.words):
            break
        found.append(draft)
    return found


def _opens_text(after: list[Draft]) -> bool:
    return bool(after) and (
        after[0].kind in ("heading", "item") or len(after[0].words) >= LONG or after[0].words[-1] in ".:?!"
    )


def _likeliest(lines: list[Draft], used: Counter[str]) -> Draft:
    uses = [_use(d, used) for d in lines]
    most = max(uses)
    return lines[uses.index(most)] if most >= OFTEN else lines[-1]


def _use(draft: Draft, used: Counter[str]) -> int:
    """How often the page uses the line's most used word: as a word, not inside others ("action" in "reactions")."""
    return max((used[w] for w in _words(draft.words) if w not in GENERAL and f"{w}s" not in GENERAL), default=0)


def _used(text: str) -> Counter[str]:
    """How often each word stands in a text, plurals counted with their singular."""
    used: Counter[str] = Counter()
    for word, count in Counter(WORD.findall(text.lower())).items():
        used[word.rstrip("s")] += count
    return used


def _words(text: str) -> Iterator[str]:
    """The words in lower case, plurals as their singular."""
    return (w.rstrip("s") for w in WORD.findall(text.lower()))
