"""Attribution: events that a sentence ties to an agent by words of cause, not by an arm that had them."""

from __future__ import annotations

import re

from pipeline.records import Mention

from ..agents.who import subject_group, usable
from ..text.units import Text, Unit

BY = re.compile(r"\b(?:by|to|from)$", re.I)
TIED_TO = re.compile(r"\b(?:linked|associated|attributed|attributable|related)\s+(?:to|with)$", re.I)
PASSIVE = re.compile(r"\s+(?:(?:has|have|had|may|can)\s+)?(?:been|be|was|were|is|are)?\s*(?:\w+ly\s+)?", re.I)
COMPOUND = re.compile(r"[-\s](?:associated|related|triggered)\s+(?:[\w-]+\s+){0,2}", re.I)
STOPPED = re.compile(r"\b(?:stopp\w+|discontinu\w+|withdraw\w*|interrupt\w+|ended|poorly\s+tolerated)\b[^.;]*\Z", re.I)
EFFECT = re.compile(  # "E is a serious complication of X"
    r"\s+(?:is|was|are|were)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}"
    r"(?:complication|consequence|result|effect|risk|hazard|danger)s?\s+of\s+"
    r"(?:[\w-]+\s+){0,2}",
    re.I,
)
FOLLOWS = re.compile(  # "E, some of it fatal, has followed withdrawal of X"
    r"(?:,[^,;.]{1,40},)?\s+(?:(?:has|have|had|may|can|might|could)\s+)?(?:\w+ly\s+)?follow(?:s|ed)?\s+"
    r"(?:(?:the\s+)?(?:withdrawal|use|administration|injections?|infusions?|treatment|therapy)\s+(?:of|with)\s+)?",
    re.I,
)
THAT = re.compile(r"\s+(?:that|which)\s")
NEAR = 24  # characters between an event and the words that say where it comes from
BEHIND = 12  # characters between such words and the agent
THAT_REACH = 60  # characters of "that X is known to" before the verb
FAR = 90  # characters in which "E is a serious complication of X" says it

Tie = tuple[Mention, list[Mention]] | None  # the cue, and the agents that it ties to an event


def attributed(text: Text, unit: Unit, event: Mention) -> Tie:
    """ "E caused by X", "the E that X causes", "X-related E", "X was stopped because of E"; None if nothing ties it."""
    for tie in (_beside, _reason_to_stop, _made_by, _tied_to, _that_makes):
        if found := tie(text, unit, event):
            return found
    return None


def _beside(text: Text, unit: Unit, event: Mention) -> Tie:
    """ "X-related E", "E is a complication of X", "E followed X"."""
    near = [a for a in usable(text, unit) if a.start - event.end <= FAR and event.start - a.end <= FAR]
    for agent in near:
        told = COMPOUND.fullmatch(text.text, agent.end, event.start) or FOLLOWS.fullmatch(
            text.text, event.end, agent.start
        )
        if told or _is_effect_of(text, unit, event, agent):
            return agent, [agent]
    return None


def _reason_to_stop(text: Text, unit: Unit, event: Mention) -> Tie:
    """ "X was stopped because of E"."""
    for cue in unit.of("cue_because"):
        if 0 <= event.start - cue.end <= NEAR and STOPPED.search(text.text, unit.start, cue.start):
            if group := subject_group(text, unit, unit.start, cue.start):
                return cue, group
    return None


def _made_by(text: Text, unit: Unit, event: Mention) -> Tie:
    """ "E caused by X"."""
    near = (c for c in unit.of("cue_because") if 0 <= c.start - event.end <= NEAR)
    ties = (c for c in near if BY.search(c.words) and c.words.lower() != "from")
    return next(((c, group) for c in ties if (group := _right_behind(text, unit, c))), None)


def _tied_to(text: Text, unit: Unit, event: Mention) -> Tie:
    """ "E is linked to X"."""
    tied = (c for c in unit.of("cue_cause") if TIED_TO.search(c.words))
    ties = (c for c in tied if PASSIVE.fullmatch(text.text, event.end, c.start))
    return next(((c, group) for c in ties if (group := _right_behind(text, unit, c))), None)


def _that_makes(text: Text, unit: Unit, event: Mention) -> Tie:
    """ "the E that X causes"."""
    for cue in (c for c in unit.of("cue_cause") if c.start - event.end <= THAT_REACH):
        if THAT.match(text.text[event.end : cue.start]):
            if group := subject_group(text, unit, event.end, cue.start):
                return cue, group
    return None


def _right_behind(text: Text, unit: Unit, cue: Mention) -> list[Mention]:
    """The agents that follow a cue at once."""
    group = subject_group(text, unit, cue.end, unit.end)
    return group if group and group[0].start - cue.end <= BEHIND else []


def _is_effect_of(text: Text, unit: Unit, event: Mention, agent: Mention) -> bool:
    """ "E is a complication of X"; "a side effect" is said outright, and so another rule's."""
    named = EFFECT.fullmatch(text.text, event.end, agent.start)
    return named is not None and not unit.has_between(event.end, agent.start, "cue_side_effect")
