"""How often published rows are right, by tier, relation and rule: ``python -m tests.forms.trust [--write]``.

The pages of the forms go through the whole of curate and tabulate, each split as a dataset of its own in which every
page is an origin; a row of evidence is right if the expected claims of its page say so, and not judged if they call it
doubtful or do not speak of its kind. Tiers and relations are counted on the held-back pages, as totals only: nothing
here shows a row of them. Rules are counted on the pages and sentences for tuning. ``--write`` sets
``curation/precision.csv``; the rows of pages that were held back once and are open now stay as they were counted last.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline import compile, store
from pipeline.curate import curate
from pipeline.declare import Declarations, load
from pipeline.declare.files import TABLES
from pipeline.declare.fix import canonical
from pipeline.evaluate.scores import wilson
from pipeline.page import extract_page
from pipeline.records import Candidate, Page
from pipeline.tabulate import Inputs, tabulate
from pipeline.tabulate.tiers import STATED, SUPPORTED, UNSETTLED
from tests.battery.claims import CHECKED, Claim
from tests.forms.measure import HELD_BACK, ROOT, TUNED, kit, read, rows_of, tables
from tests.forms.score import class_of, fits, group_of

TIERS = (SUPPORTED, STATED, UNSETTLED)
SENTENCES = ROOT / "tests/battery/sentences"
Key = tuple[str, str]  # scope, name
Verdicts = Counter[tuple[Key, bool]]


def pages_of(split: str) -> str:
    """Which pages are there, by the first part of their names.

    >>> pages_of(TUNED).split("|")[:2]
    ['a1', 'a2']
    """
    return "|".join(sorted({table.stem.partition("_")[0] for table in tables(split)}))


def judged(rows: Iterable[Mapping[str, str]], relation: str, polarity: str, agent: str, thing: str) -> bool | None:
    """Whether a found claim is right; None where the annotation calls it doubtful or does not speak of its kind.

    >>> row = {"relation": "treats", "agent": "x", "object": "ill", "polarity": "affirmed", "optional": "yes"}
    >>> judged([row], "treats", "affirmed", "x", "ill"), judged([row], "treats", "affirmed", "x", "gout")
    (None, False)
    """
    said = class_of(relation, polarity), agent, thing
    if not group_of(said[0]):
        return None
    met = [row for row in rows if fits(row, said)]
    return None if met and all(row["optional"] == "yes" for row in met) else bool(met)


@cache
def tables_of(split: str) -> tuple[dict[str, list[dict]], dict[str, list[dict[str, str]]]]:
    """The tables of a split's pages as if they were the dataset, and the expected claims by page."""
    pages = {table: read(table) for table in tables(split)}
    expected = {page.document.name: rows_of(table) for table, page in pages.items()}
    return tabulate(_inputs(load(ROOT, pages=False), list(pages.values()))), expected


def _inputs(declared: Declarations, pages: list[Page]) -> Inputs:
    scored = (piece for page in pages for piece in page.evidence if group_of(class_of(*_said(piece.candidate)[:2])))
    curated = curate(scored)
    blank = dict.fromkeys(TABLES["sources"].columns, "")
    return Inputs(
        schemas=compile.expand(declared.schemas, declared.enumerations),
        enumerations=declared.enumerations,
        vocabulary=declared.vocabulary,
        sources=[{**blank, "source_id": page.document.name} for page in pages],
        pages=pages,
        kept=curated.kept,
        aside=curated.aside,
        label_facts=declared.label_facts,
        precision=[*measured_rules(), *_taken_as_measured("tier", TIERS),
                   *_taken_as_measured("relation", declared.enumerations["relation"])],
    )  # fmt: skip


def _taken_as_measured(scope: str, names: Iterable[str]) -> list[dict[str, str]]:
    """Tiers are made before they are measured."""
    return [{"scope": scope, "name": name, "n_judged": str(sys.maxsize)} for name in names]


def verdicts(split: str) -> Iterator[tuple[dict, bool]]:
    """(claim, right) of every judged row of a split, hypothetical ones left out; one per page and pair."""
    tables, expected = tables_of(split)
    claims = {row["claim_id"]: row for row in tables["claims"]}
    seen = set()
    for evidence in tables["evidence"]:
        claim = claims[evidence["claim_id"]]
        said = (claim["relation"], claim["polarity"], claim["agent_id"], claim["object"])
        once = (evidence["source_id"], claim["pair_id"])
        right = judged(expected[evidence["source_id"]], *said)
        if right is not None and claim["certainty"] != "hypothetical" and once not in seen:
            seen.add(once)
            yield claim, right


def measured_rules() -> list[dict[str, str]]:
    """The rows of rules, counted on the pages and sentences for tuning."""
    return _rows(_on_pages_for_tuning() + _on_sentences(), "tuning", f"{pages_of(TUNED)}|battery")


@cache
def _on_pages_for_tuning() -> Verdicts:
    count: Verdicts = Counter()
    for table in tables(TUNED):
        rows = rows_of(table)
        found = [piece.candidate for piece in curate(read(table).evidence).kept]
        for rule, *said in sorted({(one.rule, *_said(one)) for one in found if _counts(one)}):
            if (right := judged(rows, *said)) is not None:
                count[("rule", rule), right] += 1
    return count


@cache
def _on_sentences() -> Verdicts:
    count: Verdicts = Counter()
    for path in sorted(SENTENCES.glob("*.yaml")):
        for case in (case for part in store.read_yaml(path) for case in part["cases"]):
            kept = curate(extract_page(case["text"].encode("utf-8"), case["id"], kit()).evidence).kept
            right, allowed, wrong = ([Claim.of(w) for w in case.get(n, ())] for n in ("expect", "allow", "forbid"))
            for one in {piece.candidate for piece in kept if _counts(piece.candidate)}:
                if one.claim_type in CHECKED and not _any(allowed, one):
                    count[("rule", one.rule), _any(right, one) and not _any(wrong, one)] += 1
    return count


def _any(claims: Iterable[Claim], one: Candidate) -> bool:
    return any(claim.says(one) for claim in claims)


def _counts(one: Candidate) -> bool:
    return one.outcome == "published" and one.certainty != "hypothetical"


def _said(one: Candidate) -> tuple[str, str, str, str]:
    return one.relation, one.polarity, one.agent, one.object


def measured_tiers() -> list[dict[str, str]]:
    """The rows of tiers and relations: of pages that are open now as they were counted last, of the others anew."""
    now = set(pages_of(HELD_BACK).split("|"))
    told = store.read_csv_rows(ROOT / TABLES["precision"].path)
    before = [dict(row) for row in told if row["scope"] != "rule" and not now & set(row["pages"].split("|"))]
    return before + (_measured_now() if now - {""} else [])


def _measured_now() -> list[dict[str, str]]:
    count: Verdicts = Counter()
    for claim, right in verdicts(HELD_BACK):
        count[("tier", claim["tier"]), right] += 1
        count[("relation", claim["relation"]), right] += 1
    return _rows(count, "held_back", pages_of(HELD_BACK))


def _rows(count: Verdicts, split: str, pages: str) -> list[dict[str, str]]:
    rows = []
    for scope, name in sorted({key for key, _ in count}):
        n_right, n_wrong = count[(scope, name), True], count[(scope, name), False]
        n = n_right + n_wrong
        low, high = wilson(n_right, n)
        figures = (n, n_right, *(round(share, 4) for share in (n_right / n, low, high)))
        cells = map(str, (scope, name, split, pages, *figures))
        rows.append(dict(zip(TABLES["precision"].columns, cells, strict=True)))
    return rows


def text() -> str:
    """The whole of curation/precision.csv as it should be now."""
    return canonical(TABLES["precision"], measured_rules() + measured_tiers())


if __name__ == "__main__":
    print(text(), end="")
    if "--write" in sys.argv:
        store.write_atomic(ROOT / TABLES["precision"].path, text().encode("utf-8"))
