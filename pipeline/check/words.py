"""The words of the pages: every quotation stands where it is said to, and quotations stay short."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.check.rules import Offence, Rule, World

ROWS_PER_1000_CHARACTERS = 80  # a page that yields more is not prose: a rule has run away


class Quotation(NamedTuple):
    """Words of a page in a published cell; ``is_cut`` says that the column keeps only the first of them."""

    table: str
    key: str
    source: str
    start: int
    end: int
    words: str
    is_cut: bool


def quoted(world: World) -> Iterator[Quotation]:
    """Every published quotation; the schemas mark their columns, and those that hold them as JSON cut them off."""
    for table, schema in world.schemas.items():
        for field in schema["fields"]:
            if field.get("x_quotation") and "start" in world.frames[table]:
                is_json = field.get("constraints", {}).get("pattern", "").startswith('"')
                columns = (*schema["primaryKey"], "source_id", "start", "end", field["name"])
                for *place, words in world.rows(table, *columns):
                    if words is not None:
                        yield Quotation(table, *place, json.loads(words) if is_json else words, is_json)


def shares(world: World) -> list[dict]:
    """Per source: its length, how much of it the quotations cover together, and how many rows it yields."""
    spans: dict[str, list[tuple[int, int]]] = {source: [] for source in world.texts}
    rows: dict[str, int] = dict.fromkeys(world.texts, 0)
    for words in quoted(world):
        # claims_flat repeats evidence; the words of repairs are shown as corrected, not quoted for what they say
        if words.table != "claims_flat" and not words.is_cut:
            spans.setdefault(words.source, []).append((words.start, min(words.end, words.start + len(words.words))))
    for (source,) in world.rows("evidence", "source_id"):
        rows[source] = rows.get(source, 0) + 1
    found = []
    for source in sorted(spans):
        length, covered = len(world.texts.get(source, "")), _covered(spans[source])
        share = round(covered / length, 4) if length else float(covered > 0)
        found.append({"source": source, "characters": length, "quoted": covered, "share": share,
                      "rows": rows.get(source, 0)})  # fmt: skip
    return found


def _covered(spans: list[tuple[int, int]]) -> int:
    """The number of characters in the union of spans."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _in_place(world: World, table: str) -> Iterator[Offence]:
    cuts = {int(world.limits["max_characters"]), int(world.limits["flagged_characters"])}
    for _, key, source, start, end, words, is_cut in (q for q in quoted(world) if q.table == table):
        text = world.texts.get(source)
        if text is None:
            yield Offence(key, f"the text of {source} was not given, so its words cannot be checked")
            continue
        is_beginning = is_cut and len(words) in cuts
        there = text[start : start + len(words)] if is_beginning else text[start:end]
        if there != words or not 0 <= start <= end <= len(text):
            yield Offence(key, f"{source}[{start}:{end}] reads {there[:60]!r}, not {words[:60]!r}")


def _short(world: World) -> Iterator[Offence]:
    longest = world.limits["max_characters"]
    for words in quoted(world):
        if len(words.words) > longest:
            problem = f"a quotation of {len(words.words)} characters; {longest:g} are allowed"
            yield Offence(f"({words.table}) {words.key}", problem)


def _share(world: World) -> Iterator[Offence]:
    for row in shares(world):
        if row["share"] > world.limits["max_share"]:
            problem = f"quotations cover {row['share']:.1%} of the page; {world.limits['max_share']:.0%} are allowed"
            parts = (f"{table} alone {_alone(world, row, table):.1%}" for table in ("evidence", "set_aside"))
            yield Offence(row["source"], f"{problem} ({', '.join(parts)})")


def _alone(world: World, row: dict, table: str) -> float:
    spans = [(q.start, q.end) for q in quoted(world) if q.table == table and q.source == row["source"]]
    return _covered(spans) / max(row["characters"], 1)


def _yield(world: World) -> Iterator[Offence]:
    for row in shares(world):
        if row["rows"] * 1000 > ROWS_PER_1000_CHARACTERS * max(row["characters"], 1000):
            yield Offence(row["source"], f"{row['rows']} rows of evidence from {row['characters']} characters")


def _hashes(world: World) -> Iterator[Offence]:
    for source, characters, digest in world.rows("sources", "source_id", "characters", "text_sha256"):
        text = world.texts.get(source)
        if text is None and digest is not None:
            yield Offence(source, "its text was not given, so its hash cannot be checked")
        elif text is not None:
            actual = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            if (characters, digest) != (len(text), actual):
                yield Offence(source, f"length or hash are not those of its text ({len(text)}, {actual})")


def _contexts(world: World) -> Iterator[Offence]:
    for key, source, spans in world.rows("evidence", "evidence_id", "source_id", "context_spans"):
        ends = [tuple(map(int, span.split("-"))) for span in spans.split("|")] if spans else []
        if any(not 0 <= start < end <= len(world.texts.get(source, "")) for start, end in ends):
            yield Offence(key, f"context spans {spans} do not lie in the text of {source}")


READ_AGAIN = "the page or the reader changed: run `dvc repro` from the start"
SHORTER = "let the extraction rule quote the clause instead of the sentence"
RULES = (
    *(Rule(f"{table}_words_in_place", table, "the words stand at these offsets of the source's text, every one of them",
           READ_AGAIN, lambda world, table=table: _in_place(world, table))
      for table in ("evidence", "set_aside", "repairs", "claims_flat")),
    Rule("text_hashes", "sources", "length and hash are those of the text in which offsets count", READ_AGAIN, _hashes),
    Rule("context_spans_in_text", "evidence", "context spans lie inside the source's text", READ_AGAIN, _contexts),
    Rule("quotations_short", "evidence", "no quotation is longer than allowed", SHORTER, _short),
    Rule("quotation_share", "sources", "quotations together cover no more of a page than allowed", SHORTER, _share),
    Rule("rows_per_page", "sources", f"a page yields at most {ROWS_PER_1000_CHARACTERS} rows per 1,000 characters",
         "find the rule that fires everywhere", _yield),
)  # fmt: skip
