"""The whole evaluation: facts matched table by table and page by page, mentions, attributes, trap hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.evaluate.attributes import Attributes, compare
from pipeline.evaluate.facts import KEYS, Fact, predicted
from pipeline.evaluate.gold import Tables, barred_spans, documents, gold_facts
from pipeline.evaluate.match import Matched, match
from pipeline.evaluate.mentions import gold_mentions, predicted_mentions
from pipeline.evaluate.scores import Count, Finding, Scores
from pipeline.evaluate.shape import check_shape
from pipeline.evaluate.slugs import SlugMap


def evaluate(
    predictions: Iterable[Mapping], gold: Tables, slug_map: SlugMap, mentions: Iterable[Mapping] | None = None
) -> Scores:
    """Score predictions against gold tables.

    ``predictions`` are the objects that ``extract`` prints, ``gold`` the rows of each gold table by table name,
    ``mentions`` rows of file, start, end, type, id (None: mentions are not scored). Files are compared by their last
    part. Raises Faults if the gold lacks a column, has a bad span, or uses a slug that the map does not name.
    """
    check_shape(gold)
    pages = documents(gold)
    facts, unscored = predicted(predictions)
    strangers = [fact for fact in facts if fact.document not in pages]
    if strangers:
        unscored["page_not_in_gold"] = len(strangers)
    facts = [fact for fact in facts if fact.document in pages]
    wanted = gold_facts(gold, slug_map)
    outcomes = {
        (table, page): match(_of(wanted, table, page), _of(facts, table, page)) for table in KEYS for page in pages
    }
    counts = {at: Count(len(o.hits), len(o.false), len(o.missed)) for at, o in outcomes.items()}
    found = _findings(outcomes)
    if mentions is not None:
        _score_mentions(mentions, gold, slug_map, counts, found)
    dropped = sum(outcome.dropped for outcome in outcomes.values())
    return Scores(
        counts,
        misses=tuple(found["misses"]),
        false_alarms=tuple(found["false"]),
        denied=tuple(found["denied"]),
        trap_hits=tuple(trap_hits(facts, gold)),
        unscored={**unscored, **({"optional": dropped} if dropped else {})},
        **_attributes(outcomes, slug_map),
    )


def trap_hits(facts: Sequence[Fact], gold: Tables) -> list[Finding]:
    """Predictions whose evidence lies inside a span that states no fact of their table; each statement once."""
    hits: dict[tuple, Finding] = {}
    for document, table, start, end, reason in barred_spans(gold):
        for fact in facts:
            inside = fact.document == document and start <= fact.start and fact.end <= end
            if inside and table in ("any", fact.table):
                at = fact.table, document, fact.key, fact.start, fact.end
                hits.setdefault(at, _finding(fact, fact.key, reason))
    return list(hits.values())


def _of(facts: Sequence[Fact], table: str, page: str) -> list[Fact]:
    return [fact for fact in facts if fact.table == table and fact.document == page]


def _finding(fact: Fact, key: tuple[str, ...], note: str = "") -> Finding:
    return Finding(fact.table, fact.document, key, fact.start, fact.end, fact.quote, note)


def _findings(outcomes: Mapping[tuple[str, str], Matched]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {"misses": [], "false": [], "denied": []}
    for outcome in outcomes.values():
        for key, rows in outcome.missed.items():
            row = next(row for row in rows if row.standing == "required")
            found["misses"].append(_finding(row, key, f"lenient {row.lenient}" if row.lenient else ""))
        found["false"] += [_finding(rows[0], rows[0].key) for rows in outcome.false.values()]
        found["denied"] += [_finding(fact, fact.key, "the page denies it") for fact in outcome.denied]
    return found


def _attributes(outcomes: Mapping[tuple[str, str], Matched], slugs: SlugMap) -> dict:
    known = frozenset(id for (type, _), id in slugs.ids.items() if type == "qualifier")
    tally = Attributes()
    for outcome in outcomes.values():
        for gold_rows, predictions in outcome.hits.values():
            compare(gold_rows, predictions, known, tally)
    wrong = [
        _finding(w.fact, w.fact.key, f"{w.attribute}: wanted {_plain(w.wanted)}, found {_plain(w.found)}")
        for w in tally.wrong
    ]
    shares = {name: (tally.equal[name], compared) for name, compared in tally.compared.items()}
    return {"attributes": shares, "wrong_attributes": tuple(wrong)}


def _plain(value: object) -> str:
    if value is None:
        return "no row"
    return "|".join(sorted(value)) or "none" if isinstance(value, frozenset) else str(value) or "none"


def _score_mentions(
    rows: Iterable[Mapping],
    gold: Tables,
    slugs: SlugMap,
    counts: dict[tuple[str, str], Count],
    found: dict[str, list[Finding]],
) -> None:
    required, optional, full = gold_mentions(gold.get("mentions", ()), slugs)
    guessed = {full.get(key, key): words for key, words in predicted_mentions(rows, slugs).items()}
    for page in documents(gold):
        want = {key for key in required if key[0] == page}
        have = {key for key in guessed if key[0] == page and key not in optional}
        counts["mentions", page] = Count(len(want & have), len(have - want), len(want - have))
        for name, keys, words in (("misses", want - have, required), ("false", have - want, guessed)):
            found[name] += [Finding("mentions", page, (key[3],), key[1], key[2], words[key]) for key in sorted(keys)]
