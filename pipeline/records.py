"""The ground every step stands on: small frozen records and their meaning.

Nothing here opens a file or imports another module of the project. Offsets are
Unicode code points, end exclusive. *Stored* offsets count in a document's text
layer; *view* offsets count in the repaired view of it (see :class:`View`).
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

ENTRY_TYPES = ("agent", "condition", "event")
APPLIED = ("auto", "approved")  # repair statuses that change the view


class Fault(Exception):
    """Something a person must mend: where it is, what is wrong, and the remedy.

    >>> print(Fault("page_empty", "raw/pages/x.txt", "the page holds no text", "remove it from raw/sources.csv"))
    raw/pages/x.txt: the page holds no text [page_empty]; remedy: remove it from raw/sources.csv
    """

    def __init__(self, code: str, where: str, problem: str, remedy: str):
        super().__init__(code, where, problem, remedy)
        self.code, self.where, self.problem, self.remedy = code, where, problem, remedy

    def __str__(self) -> str:
        return f"{self.where}: {self.problem} [{self.code}]; remedy: {self.remedy}"


class Faults(Exception):
    """All faults of one run, listed at once."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table cell, in reading order.

    ``start``/``end`` are stored offsets without bullet and surrounding space.
    ``path`` holds the indexes (in ``Document.blocks``) of the headings above it,
    outermost first. ``head`` is the index of the block that introduces a list
    item: the paragraph before the list, or the parent item; for a table cell the
    column's header cell. ``row`` is the index of the first cell of a cell's row.
    ``depth`` is the heading level (1-6) or the nesting depth of an item (1-).
    ``label`` is one of body, navigation, reference, boilerplate.
    """

    start: int
    end: int
    kind: str  # heading | paragraph | item | cell
    depth: int = 0
    path: tuple[int, ...] = ()
    head: int | None = None
    row: int | None = None
    label: str = "body"


@dataclass(frozen=True, slots=True)
class Document:
    """A page after ``read``: its text layer and its blocks."""

    name: str  # source_id for pages of raw/, else the file name
    media_type: str  # text/plain | text/html | application/xml
    encoding: str
    text: str
    blocks: tuple[Block, ...] = ()

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


# ------------------------------------------------------------------ repairs


HARMS = ("wording", "degree", "named_thing", "meaning")  # by Repair.harm; what they mean: schemas/enumerations.yaml


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair, gap or flag at a stored span; ``text[start:end] == before``.

    ``status``: auto (applied), approved (applied, by a decision), review (asked,
    not applied), gap (something was lost here: unknown, never none), flag (kept
    as it is, suspected wrong). ``basis`` says what it rests on (a sibling's name
    and words, a decision's id, the bytes). ``harm`` orders the queue and says what may
    rest on a repair that awaits review: 0 a mere wording, 1 how often or how surely,
    2 the words of an agent, condition, event or term, 3 perhaps the meaning itself;
    claims wait for 2 and 3.
    """

    start: int
    end: int
    before: str
    after: str
    kind: str
    rule: str
    status: str
    basis: str = ""
    confidence: str = "high"
    harm: int = 3


@dataclass(frozen=True, slots=True)
class View:
    """The repaired view of a stored text, with a map of offsets both ways.

    >>> v = View.of("it must be wiped out of", [Repair(11, 20, "wiped out", "done", "spun_phrase", "d", "auto")])
    >>> v.text, v.to_stored(11, 15)
    ('it must be done of', (11, 20))
    """

    stored: str
    text: str
    repairs: tuple[Repair, ...]  # the applied ones, in order, without overlap
    stored_edges: tuple[int, ...] = ()  # segment starts in the stored text
    view_edges: tuple[int, ...] = ()  # the same segments' starts in the view
    edited: tuple[Repair | None, ...] = ()  # the repair a segment comes from

    @classmethod
    def of(cls, stored: str, repairs: Iterable[Repair]) -> View:
        applied = sorted((r for r in repairs if r.status in APPLIED), key=lambda r: (r.start, r.end))
        parts, s_edges, v_edges, edited, at, length = [], [], [], [], 0, 0
        for repair in applied:
            if repair.start < at or stored[repair.start : repair.end] != repair.before:
                raise ValueError(f"repair at {repair.start} overlaps another or is void: {repair.before!r}")
            for piece, start, who in (
                (stored[at : repair.start], at, None),
                (repair.after, repair.start, repair),
            ):
                parts.append(piece), s_edges.append(start), v_edges.append(length), edited.append(who)
                length += len(piece)
            at = repair.end
        parts.append(stored[at:]), s_edges.append(at), v_edges.append(length), edited.append(None)
        return cls(stored, "".join(parts), tuple(applied), tuple(s_edges), tuple(v_edges), tuple(edited))

    def to_stored(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stored span that yields view[start:end]; an edited piece is taken whole."""
        if not self.repairs:
            return start, max(end, start)
        first = self._segment(self.view_edges, start)
        low = self.stored_edges[first]
        if self.edited[first] is None:
            low += start - self.view_edges[first]
        last = self._segment(self.view_edges, max(end - 1, start))
        repair = self.edited[last]
        high = repair.end if repair else self.stored_edges[last] + end - self.view_edges[last]
        return low, max(high, low)

    def to_view(self, position: int) -> int:
        """The view offset of a stored offset; inside an edit, the start of what replaced it."""
        if not self.repairs:
            return position
        at = self._segment(self.stored_edges, position)
        if self.edited[at] is not None:
            return self.view_edges[at] + (len(self.edited[at].after) if position >= self.edited[at].end else 0)
        return self.view_edges[at] + position - self.stored_edges[at]

    def used(self, start: int, end: int) -> tuple[Repair, ...]:
        """The applied repairs that touch view[start:end], deletions inside it included."""
        low, high = self.to_stored(start, end)
        return tuple(r for r in self.repairs if r.start < high and r.end > low or low < r.start == r.end < high)

    @staticmethod
    def _segment(edges: tuple[int, ...], position: int) -> int:
        return max(bisect.bisect_right(edges, position) - 1, 0)


# --------------------------------------------------------------- vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """An agent, condition or event of the vocabulary."""

    type: str  # agent | condition | event
    id: str
    name: str
    parent: str = ""
    level: str = ""  # agents: class | endogenous_cytokine | substance
    group: str = ""  # agents: family; conditions: kind; events: body system
    source: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one entry. ``match``: any_case, exact_case or needs_context."""

    type: str
    id: str
    name: str
    kind: str  # INN | brand | abbreviation | synonym | lay | spelling
    match: str = "any_case"
    context: str = ""  # for needs_context: words, separated by |, one of which must stand in the sentence
    source: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A route, setting, unit, partner treatment or cue word.

    ``kind`` says which list it belongs to (route, setting, partner, cue_treat ...),
    ``value`` the canonical value it stands for, ``term`` the words on a page.
    """

    kind: str
    value: str
    term: str
    match: str = "any_case"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person settled, one line of curation/decisions.csv.

    ``action`` repair | flag: the words ``expected`` (inside the passage ``within``,
    which must be unique on the page; empty: ``expected`` is itself unique) read
    ``replacement`` / are kept but suspected. ``action`` accept | reject | amend:
    the candidate ``claim`` ("agent relation object") whose quote holds ``expected``;
    amend sets ``replacement`` ("field=value"). ``action`` resolve: the conflict of ``kind`` in which that claim is one
    side; ``replacement`` says of it holds, yields or both_hold.
    """

    decision_id: str
    action: str
    source_id: str
    expected: str
    within: str = ""
    kind: str = ""
    replacement: str = ""
    claim: str = ""
    curator: str = ""
    decided_on: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    entries: tuple[Entry, ...] = ()
    names: tuple[Name, ...] = ()
    terms: tuple[Term, ...] = ()

    def parents(self, type: str, id: str) -> tuple[str, ...]:
        """The ancestors of an entry, nearest first."""
        up = {e.id: e.parent for e in self.entries if e.type == type}
        chain: list[str] = []
        while (id := up.get(id, "")) and id not in chain:
            chain.append(id)
        return tuple(chain)


# ------------------------------------------------------- mentions and claims


class Mention(NamedTuple):
    """A name or term found in a text (view offsets when found in a view).

    ``type`` is agent, condition, event, or a term's kind; ``id`` the entry's id or the term's value.
    A tuple, since a page holds a thousand of them: making one costs a fifth of a frozen dataclass.
    """

    start: int
    end: int
    type: str
    id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a page may state, at one place; view offsets until :func:`pipeline.page` carries them back.

    ``object`` is an entry id (conditions, events, agents), or a value (routes, settings,
    schedules, names). ``contexts`` are spans outside the quote that gave agent, object or
    frequency. ``agent_from``: sentence, previous, list_head, heading, subject, bracket.
    ``outcome``: published, set_aside or ignored, with ``reason`` (a code) for the last two.
    """

    claim_type: str  # indication | adverse_event | administration | agent_fact
    agent: str
    relation: str
    object: str
    object_type: str  # condition | event | agent | name | route | setting | schedule | dose_context | monitoring
    start: int
    end: int
    rule: str
    polarity: str = "affirmed"
    certainty: str = "stated"
    approval: str = "not_stated"
    regulator: str = ""
    frequency: str = "not_stated"
    severity: str = "not_stated"
    group: str = ""  # the event it was listed under
    qualifiers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    partner_logic: str = ""  # any_of | all_of
    # schedule: words, count, unit, per, duration; events: pct_low, pct_high, n, total, arm
    details: tuple[tuple[str, str], ...] = ()
    contexts: tuple[tuple[int, int], ...] = ()
    agent_from: str = "sentence"
    outcome: str = "published"
    reason: str = ""
    trace: tuple[str, ...] = field(default=(), compare=False)  # for --explain: what each rule decided and why


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate carried back to the stored text: exact quote, repaired quote, repairs used."""

    source_id: str
    candidate: Candidate  # its offsets and contexts are stored offsets here
    quote: str
    repaired_quote: str
    repairs: tuple[Repair, ...] = ()  # applied repairs, and review/gap/flag records touching the quote
    heading: tuple[str, ...] = ()  # heading path as text


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the machine found on one page, before any decision on claims."""

    document: Document
    repairs: tuple[Repair, ...]
    mentions: tuple[Mention, ...]  # stored offsets
    evidence: tuple[Evidence, ...]
