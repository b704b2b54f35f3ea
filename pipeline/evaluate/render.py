"""Scores as plain data for JSON and as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from rich.console import Group
from rich.table import Table
from rich.text import Text

from pipeline.evaluate.scores import Count, Finding, Scores

METHOD = (
    "Micro-averaged over keys, once per page. Intervals: Wilson, 95 %, for P and R; F1 from the lower and the upper"
    " edges of both, hence wider. Pages that descend from one text are not independent: intervals are then too narrow."
)
REVIEW = "The gold was annotated by language models and has not yet been reviewed by an expert."
LISTS = ("misses", "false_alarms", "trap_hits", "denied", "wrong_attributes")


def as_json(runs: Mapping[str, Scores]) -> dict:
    """Scores by run (the machine alone, with decisions) -> what ``--format json`` prints."""
    return {"method": METHOD, "gold": REVIEW, "runs": {name: _run(scores) for name, scores in runs.items()}}


def as_tables(runs: Mapping[str, Scores], lists: bool = True, width: int = 110) -> Group:
    """Scores by run -> what ``--format table`` prints; ``lists`` adds misses and false alarms, of the first run."""
    parts: list = [_score_table(runs), _page_table(runs), _attribute_table(runs)]
    for name, scores in list(runs.items())[:1] if lists else ():
        parts += [_list(f"{name}: {kind.replace('_', ' ')}", getattr(scores, kind), width) for kind in LISTS]
    return Group(*parts, Text(METHOD, style="dim"), Text(REVIEW, style="dim"))


def rows(scores: Scores) -> list[tuple[str, Count]]:
    """The tables in order, then the total of the claim tables."""
    names = dict.fromkeys(table for table, _ in scores.counts)
    claims = [name for name in names if name != "mentions"]
    parts = [(name, scores.table(name)) for name in claims] + [("total", scores.total)]
    return parts + ([("mentions", scores.table("mentions"))] if "mentions" in names else [])


def _pages(scores: Scores) -> list[str]:
    return sorted({page for _, page in scores.counts})


def _figures(count: Count) -> dict:
    shares = {"p": count.p, "r": count.r, "f1": count.f1}
    rounded = {name: round(value, 4) for name, value in shares.items()}
    edges = {name: [round(edge, 4) for edge in pair] for name, pair in count.intervals.items()}
    return {"tp": count.tp, "fp": count.fp, "fn": count.fn, **rounded, "interval": edges}


def _run(scores: Scores) -> dict:
    return {
        "tables": {name: _figures(count) for name, count in rows(scores)},
        "sources": {page: _figures(scores.document(page)) for page in _pages(scores)},
        "tables_by_source": {f"{table}/{page}": _figures(count) for (table, page), count in scores.counts.items()},
        "attributes": {
            "all": round(scores.accuracy(), 4),
            **{"/".join(name): {"equal": a, "compared": b} for name, (a, b) in scores.attributes.items()},
        },
        "unscored": dict(scores.unscored),
        "n_trap_hits": len(scores.trap_hits),
        **{kind: [asdict(finding) for finding in getattr(scores, kind)] for kind in LISTS},
    }


def _score_table(runs: Mapping[str, Scores]) -> Table:
    table = Table("run", "table", "TP", "FP", "FN", "P", "R", "F1", "trap hits", title="Scores", title_justify="left")
    for run, scores in runs.items():
        for name, count in rows(scores):
            edges = count.intervals
            shares = [f"{getattr(count, part):.3f} [{low:.2f}-{high:.2f}]" for part, (low, high) in edges.items()]
            traps = [hit for hit in scores.trap_hits if name in ("total", hit.table)]
            cells = (count.tp, count.fp, count.fn, *shares, "" if name == "mentions" else len(traps))
            table.add_row(run, name, *map(str, cells), end_section=name == "mentions")
    return table


def _page_table(runs: Mapping[str, Scores]) -> Table:
    table = Table("run", "source", "TP", "FP", "FN", "P", "R", "F1", title="By source, claims", title_justify="left")
    for run, scores in runs.items():
        for page in _pages(scores):
            c = scores.document(page)
            table.add_row(run, page, str(c.tp), str(c.fp), str(c.fn), f"{c.p:.3f}", f"{c.r:.3f}", f"{c.f1:.3f}")
    return table


def _attribute_table(runs: Mapping[str, Scores]) -> Table:
    table = Table("run", "table", "attribute", "equal", "compared", "accuracy", title="Attributes")
    for run, scores in runs.items():
        for (name, attribute), (same, compared) in scores.attributes.items():
            table.add_row(run, name, attribute, str(same), str(compared), f"{same / compared:.3f}")
        table.add_row(run, "all", "", "", "", f"{scores.accuracy():.3f}", end_section=True)
    return table


def _list(title: str, findings: Iterable[Finding], width: int) -> Table:
    table = Table("table", "source", "at", "what", "note", "quote", title=f"{title}", title_justify="left")
    for f in findings:
        quote = " ".join(f.quote.split())
        short = quote if len(quote) <= width else quote[: width - 1] + "…"
        table.add_row(*map(Text, (f.table, f.document, f"{f.start}-{f.end}", " ".join(f.key), f.note, short)))
    return table
