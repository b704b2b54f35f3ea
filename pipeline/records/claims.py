"""Mentions and claims: what is found on a page, with its place and its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .documents import Document
from .repairs import Repair

MAX_QUOTE = 300  # characters; the limit that the package states for one quotation


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
