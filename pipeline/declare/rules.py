"""Faults of rules as data: shape, examples, and words copied from a page.

A rule that repeats a page is a hard-coded answer. More than three words in a row of any
page of raw/ are refused in patterns and in terms; names of the vocabulary and the
canonical names of routes, settings, units and partner treatments are names, not sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipeline import store
from pipeline.recognise.fold import tokens
from pipeline.records import Fault

from .files import PAGES, RULES, TABLES
from .literal import literal_words
from .read import Raw

RUN = 4  # so many words in a row of a page are too many
TOLD = ("id", "why", "kind", "status", "basis", "confidence", "examples", "counter_examples", "leaves_alone", "note")
NAMES = ("dose_unit", "partner", "regulator", "route", "setting", "unit")  # kinds of terms that are names
Trial = Callable[[Sequence[Mapping[str, Any]]], Iterable[tuple[str, str]]]


def rule_faults(raw: Raw, trials: Mapping[str, Trial]) -> Iterator[Fault]:
    """All faults of curation/rules. ``trials``: step -> a function that tries its rules' examples and
    yields (rule id, what went wrong); the steps own it, so that declaring does not depend on them."""
    runs, ids = page_runs(raw), [row.get("source_id", "") for row in raw.tables["sources"]]
    for step, rules in raw.rules.items():
        good = []
        for number, rule in enumerate(rules):
            bad = list(_shape(raw, step, number, rule)) + list(_copies(raw, step, rule, runs, ids))
            yield from bad
            good += [] if bad else [rule]
        yield from _doubles(raw, step)
        for id, problem in trials[step](good) if step in trials else ():
            yield Fault(
                "rule_example",
                place(raw, step, id),
                f"rule {id}: {problem}",
                "mend the rule, or the example if it was wrong",
            )
    yield from _terms(raw, runs)


def place(raw: Raw, step: str, id: str) -> str:
    """File and line of a rule."""
    text = raw.rule_text.get(step, "")
    found = re.search(rf"^- id: *[\"']?{re.escape(id)}[\"']? *$", text, re.MULTILINE)
    return f"{RULES}/{step}.yaml:{text.count(chr(10), 0, found.start()) + 1 if found else 1}"


def _shape(raw: Raw, step: str, number: int, rule: Mapping[str, Any]) -> Iterator[Fault]:
    id = rule.get("id")
    if not isinstance(id, str) or not id:
        yield Fault(
            "rule_shape", f"{RULES}/{step}.yaml", f"rule {number + 1} has no id", "begin it with - id: a-short-name"
        )
        return
    where = place(raw, step, id)
    if not rule.get("why"):
        yield Fault("rule_shape", where, f"rule {id} gives no reason", "add why: with the reason or the evidence")
    if len(rule.get("examples") or ()) < 2:
        yield Fault(
            "rule_shape",
            where,
            f"rule {id} has fewer than two examples",
            "add examples from two texts, one of them invented",
        )
    if not (rule.get("counter_examples") or rule.get("leaves_alone")):
        yield Fault(
            "rule_shape", where, f"rule {id} has no counter-example", "add a text that the rule must leave alone"
        )


def _doubles(raw: Raw, step: str) -> Iterator[Fault]:
    ids = [rule.get("id") for rule in raw.rules[step]]
    for id in sorted({id for id in ids if isinstance(id, str) and ids.count(id) > 1}):
        yield Fault(
            "duplicate", place(raw, step, id), f"rule {id} stands more than once", "give each rule an id of its own"
        )


def _copies(
    raw: Raw, step: str, rule: Mapping[str, Any], runs: Mapping[tuple[str, ...], str], ids: Sequence[str]
) -> Iterator[Fault]:
    where = place(raw, step, str(rule.get("id")))
    for text in leaves({key: value for key, value in rule.items() if key not in TOLD}):
        for words, page in copied(literal_words(text), runs):
            remedy = "say it more generally; what serves one place on one page is a decision (curation/decisions.csv)"
            yield Fault("copies_page", where, f"rule {rule.get('id')} repeats {page}: {words!r}", remedy)
        for id in ids:
            if id and id in text:
                yield Fault(
                    "names_page",
                    where,
                    f"rule {rule.get('id')} names the page {id}",
                    "make it a decision (curation/decisions.csv)",
                )


def _terms(raw: Raw, runs: Mapping[tuple[str, ...], str]) -> Iterator[Fault]:
    for row in raw.tables["terms"]:
        if row.get("kind") in NAMES:
            continue
        for words, page in copied([_words(row.get("term", ""))], runs):
            remedy = "shorten the term to the words that carry it"
            yield Fault(
                "copies_page",
                f"{TABLES['terms'].path}:{row.line}",
                f"term {row['term']!r} repeats {page}: {words!r}",
                remedy,
            )


def page_runs(raw: Raw) -> dict[tuple[str, ...], str]:
    """Every run of RUN words on a page of raw/, folded -> that page's file."""
    runs: dict[tuple[str, ...], str] = {}
    for row in raw.tables["sources"]:
        try:
            text = store.read_bytes(
                store.inside(raw.root / PAGES, row.get("file", "").removeprefix(f"{PAGES}/"))
            ).decode("utf-8", "replace")
        except Fault:  # told by page_faults
            continue
        words = _words(text)
        for at in range(len(words) - RUN + 1):
            runs.setdefault(tuple(words[at : at + RUN]), row["file"])
    return runs


def copied(phrases: Iterable[Sequence[str]], runs: Mapping[tuple[str, ...], str]) -> Iterator[tuple[str, str]]:
    """The first run of each phrase that stands on a page, with that page."""
    seen = set()
    for words in phrases:
        for at in range(len(words) - RUN + 1):
            run = tuple(words[at : at + RUN])
            if run in runs and run not in seen:
                seen.add(run)
                yield " ".join(run), runs[run]
                break


def leaves(value: Any) -> Iterator[str]:
    """Every string inside a rule."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from leaves(part)


@lru_cache(maxsize=4096)
def _words(text: str) -> list[str]:
    return [token for token, _, _ in tokens(text) if token[0].isalnum()]
