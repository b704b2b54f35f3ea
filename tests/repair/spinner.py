"""A paraphrasing machine of our own, seeded, and another edition to set beside its work.

Its synonyms stand in no rule. It also touches numbers and drops negations. The
edition that the repair is given has a third of the sentences missing, another
order, and a tenth of the sentences reworded with other synonyms.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

# word: (what the spinner writes, what an editor writes in another edition)
SYNONYMS = {
    "important": ("weighty momentous", "essential"), "help": ("abet succour", "support"), "helps": ("abets succours", "supports"),
    "doctors": ("medicos leeches", "physicians"), "doctor": ("medico leech", "physician"), "people": ("folk denizens", "patients"),
    "patients": ("sufferers invalids", "people"), "small": ("diminutive wee", "tiny"), "large": ("sizeable hulking", "big"),
    "made": ("fashioned wrought", "produced"), "make": ("fashion wreak", "produce"), "given": ("bestowed proffered", "administered"),
    "used": ("utilised wielded", "employed"), "use": ("utilise wield", "employ"), "body": ("physique carcass", "organism"),
    "treatment": ("remediation doctoring", "therapy"), "medicine": ("medicament physic", "drug"), "medicines": ("medicaments physics", "drugs"),
    "disease": ("malady affliction", "illness"), "growth": ("burgeoning sprouting", "development"), "grow": ("burgeon sprout", "develop"),
    "risk": ("hazard jeopardy", "chance"), "sign": ("portent omen", "symptom"), "signs": ("portents omens", "symptoms"),
    "begin": ("embark commence", "start"), "begins": ("embarks commences", "starts"), "stop": ("desist quit", "end"),
    "pain": ("ache torment", "discomfort"), "tired": ("weary fatigued", "exhausted"), "weeks": ("sennights hebdomads", "weeks"),
    "different": ("dissimilar divergent", "various"), "work": ("toil labour", "act"), "works": ("toils labours", "acts"),
    "quickly": ("hastily swiftly", "fast"), "slowly": ("tardily sluggishly", "gradually"), "part": ("portion fragment", "section"),
    "parts": ("portions fragments", "sections"), "problems": ("quandaries dilemmas", "issues"), "problem": ("quandary dilemma", "issue"),
    "hospital": ("infirmary sanatorium", "clinic"), "test": ("assay trial-run", "check"), "tests": ("assays examinations", "checks"),
    "change": ("alteration vicissitude", "shift"), "changes": ("alterations vicissitudes", "shifts"), "first": ("foremost premier", "initial"),
    "cells": ("corpuscles vesicles", "cells"), "blood": ("gore lifeblood", "blood"), "skin": ("epidermis hide", "skin"),
    "common": ("commonplace ubiquitous", "frequent"), "serious": ("grave weighty", "severe"), "severe": ("grievous harsh", "serious"),
    "team": ("crew squad", "staff"), "nurse": ("caretaker wet-nurse", "nurse"), "nurses": ("caretakers attendants", "staff"),
    "tell": ("apprise notify", "inform"), "ask": ("enquire query", "consult"), "lower": ("diminish curtail", "reduce"),
    "strong": ("robust brawny", "powerful"), "weak": ("feeble puny", "poor"), "protect": ("safeguard shield", "guard"),
    "attack": ("assail accost", "target"), "fight": ("combat tussle", "resist"), "kill": ("slay extinguish", "destroy"),
    "spread": ("disseminate propagate", "extend"), "known": ("acquainted notorious", "called"), "called": ("dubbed christened", "named"),
    "group": ("cluster clump", "family"), "type": ("genre variety", "form"), "types": ("genres varieties", "forms"), "kind": ("ilk breed", "type"),
    "kinds": ("ilks breeds", "types"), "show": ("evince exhibit", "suggest"), "shown": ("evinced exhibited", "found"), "found": ("unearthed espied", "seen"),
    "study": ("scrutiny inquiry", "trial"), "studies": ("scrutinies inquiries", "trials"), "result": ("upshot consequence", "outcome"),
    "results": ("upshots consequences", "outcomes"), "answer": ("riposte rejoinder", "reply"), "response": ("riposte rejoinder", "reaction"),
    "increase": ("augment swell", "raise"), "control": ("steer bridle", "regulate"), "manage": ("administer oversee", "handle"),
    "keep": ("retain preserve", "hold"), "need": ("necessitate lack", "require"), "needs": ("necessitates lacks", "requires"),
    "choose": ("elect opt", "select"), "options": ("alternatives elections", "choices"), "option": ("alternative election", "choice"),
    "usually": ("customarily wontedly", "mostly"), "injection": ("jab inoculation", "shot"), "home": ("abode domicile", "home"),
    "day": ("daytime sunup", "day"), "long": ("protracted lengthy", "extended"), "short": ("abrupt terse", "brief"), "new": ("novel newfangled", "recent"),
    "older": ("elder hoarier", "aged"), "children": ("youngsters offspring", "kids"), "feel": ("sense perceive", "be"), "during": ("amid throughout", "in"),
    "because": ("since seeing", "as"), "usual": ("customary wonted", "normal"), "happen": ("transpire befall", "occur"), "happens": ("transpires befalls", "occurs"),
    "cause": ("engender beget", "produce"), "causes": ("engenders begets", "produces"), "drop": ("plummet droplet", "fall"), "amount": ("quantum sum", "dose"),
    "careful": ("circumspect wary", "cautious"), "healthy": ("hale wholesome", "well"), "sick": ("ailing queasy", "ill"), "often": ("oftentimes recurrently", "frequently"),
    "several": ("sundry manifold", "some"), "cancer": ("malignance canker", "tumour"), "slow": ("retard dawdle", "delay"), "place": ("locale spot", "site"),
}  # fmt: skip
NUMBERS = {"two": "three", "three": "several", "five": "six", "nine": "ten", "seven": "eight"}
TOKEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*|\d+|[^A-Za-z\d]+")
SENTENCE = re.compile(r"[^\n.!?]+[.!?]?")


@dataclass(frozen=True)
class Swap:
    """Spun words at an offset of the spun text, the words they replaced, and what sort they are."""

    start: int
    end: int
    spun: str
    original: str
    sort: str  # word | number | negation


def spin(text: str, seed: int, rate: float = 0.6) -> tuple[str, list[Swap]]:
    """The text in a paraphraser's words, and every exchange."""
    draw, parts, swaps, at = random.Random(seed), [], [], 0
    for token in TOKEN.findall(text):
        new, sort = _exchange(token, draw, rate)
        if new != token:
            swaps.append(Swap(at, at + len(new), new, token, sort))
        parts.append(new)
        at += len(new)
    return "".join(parts), swaps


def _exchange(token: str, draw: random.Random, rate: float) -> tuple[str, str]:
    low = token.lower()
    if low in SYNONYMS and draw.random() < rate:
        return _like(draw.choice(SYNONYMS[low][0].split()), token), "word"
    if low in NUMBERS and draw.random() < 0.3:
        return _like(NUMBERS[low], token), "number"
    if token.isdigit() and draw.random() < 0.2:
        return str(int(token) + 1), "number"
    if low == "not" and draw.random() < 0.4:
        return "also", "negation"
    return token, ""


def _like(word: str, model: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def edition(text: str, seed: int) -> str:
    """Another edition: a third of the sentences missing, paragraphs in another order, a tenth reworded."""
    draw, paragraphs = random.Random(seed), []
    for line in text.split("\n"):
        kept = [s.strip() for s in SENTENCE.findall(line) if s.strip() and draw.random() > 1 / 3]
        paragraphs.append(" ".join(_reworded(s, draw) if draw.random() < 0.1 else s for s in kept))
    paragraphs = [p for p in paragraphs if p]
    draw.shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def _reworded(sentence: str, draw: random.Random) -> str:
    def other(token: str) -> str:
        known = SYNONYMS.get(token.lower())
        return _like(known[1], token) if known and draw.random() < 0.7 else token

    return "".join(other(token) for token in TOKEN.findall(sentence))
