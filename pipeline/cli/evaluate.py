"""``evaluate``: extraction scored against annotated pages, the machine alone and with what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import declare, store
from pipeline.cli.claims import claim_row, printed
from pipeline.cli.machine import Machine, Outcome, each
from pipeline.cli.quality import ALONE, DECIDED
from pipeline.cli.terminal import console_for, progress
from pipeline.curate import curate
from pipeline.evaluate import Scores, SlugMap, as_json, as_tables
from pipeline.evaluate import evaluate as score
from pipeline.records import Decision, Fault, Page

GOLD = ("indications", "adverse_events", "administration", "agent_facts", "mentions", "not_claims")
OUR_SLUGS = Path("tests/gold/slug_map.csv")  # for gold folders that use our gold's slugs and bring no map of their own
FIGURES = ("tp", "fp", "fn", "p", "r", "f1", "interval")


def show(pages: Path, gold: Path, root: Path, format: str) -> list[Fault]:
    """Print the scores; return the faults of pages that could not be read."""
    runs, faults = scores(pages, gold, root)
    if format == "json":
        print(json.dumps(as_json(runs), ensure_ascii=False, indent=1))
    else:
        console_for().print(as_tables(runs))
    return faults


@dataclass(frozen=True)
class Annotated:
    """A gold folder, ready to score against; ``decisions`` are those on claims that the second run applies."""

    tables: Mapping[str, Sequence[Mapping[str, str]]]
    slugs: SlugMap
    decisions: Sequence[Decision] = ()

    @classmethod
    def of(cls, gold: Path, root: Path, decisions: Sequence[Decision]) -> Annotated:
        """Read a gold folder; its own map of slugs goes before ours."""
        tables = {name: store.read_csv_rows(gold / f"{name}.csv") for name in GOLD if (gold / f"{name}.csv").is_file()}
        own = gold / OUR_SLUGS.name
        slugs = SlugMap.of(store.read_csv_rows(own if own.is_file() else root / OUR_SLUGS))
        return cls(tables, slugs, decisions)

    def score(self, outcomes: Sequence[Outcome], run: str) -> Scores:
        """The scores of these pages, as the machine alone reads them or with decisions."""
        decisions = self.decisions if run == DECIDED else ()
        return score(list(_claims(outcomes, decisions)), self.tables, self.slugs, list(_mentions(outcomes)))

    @property
    def pages(self) -> set[str]:
        """The names of the annotated files."""
        return {row["document"] for rows in self.tables.values() for row in rows}


def scores(pages: Path, gold: Path, root: Path) -> tuple[dict[str, Scores], list[Fault]]:
    """Scores of both runs by name. Only pages that the gold knows are read."""
    machine = Machine.of(declare.load(root, pages=False), root)
    annotated = Annotated.of(gold, root, machine.decisions)
    files = [path for path in store.list_files(pages) if path.name in annotated.pages]
    runs, faults = {}, []
    for run in (ALONE, DECIDED):
        outcomes = list(progress(len(files), each(machine, files, decided=run == DECIDED), run))
        runs[run] = annotated.score(outcomes, run)
        faults = [fault for outcome in outcomes for fault in outcome.faults]
    return runs, faults


def measured(root: Path, machine: Machine, decided: Mapping[str, Page]) -> bytes:
    """The figures of both runs on our own pages and gold as JSON, the same bytes for the same scores.

    ``decided``: file -> the page with decisions on its text, which the build has already made.
    """
    annotated = Annotated.of(root / "tests/gold", root, machine.decisions)
    files = [root / file for file in sorted(decided) if Path(file).name in annotated.pages]
    made = [Outcome(path, decided[path.relative_to(root).as_posix()]) for path in files]
    runs = {ALONE: annotated.score(list(each(machine, files)), ALONE), DECIDED: annotated.score(made, DECIDED)}
    told = as_json(runs)
    whole = {"method": told["method"], "gold": told["gold"], "pages": len(told["runs"][ALONE]["sources"])}
    whole |= {name: _figures(told["runs"][name], run) for name, run in runs.items()}
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _figures(told: Mapping, run: Scores) -> dict[str, object]:
    tables = {name: {key: count[key] for key in FIGURES} for name, count in told["tables"].items()}
    return {"tables": tables, "attributes": round(run.accuracy(), 4), "trap_hits": len(run.trap_hits)}


def _claims(outcomes: Sequence[Outcome], decisions: Sequence[Decision]) -> Iterator[Mapping[str, object]]:
    """What ``extract`` prints for these pages; with decisions, what would be published of them."""
    for outcome in outcomes:
        for piece in printed(curate(outcome.page.evidence, decisions).kept) if outcome.page else ():
            yield {**claim_row(piece, {}), "file": outcome.path.name}


def _mentions(outcomes: Sequence[Outcome]) -> Iterator[Mapping[str, object]]:
    for outcome in outcomes:
        for mention in outcome.page.mentions if outcome.page else ():
            place = {"file": outcome.path.name, "start": mention.start, "end": mention.end}
            yield {**place, "type": mention.type, "id": mention.id, "quote": mention.words, "words": mention.words}
