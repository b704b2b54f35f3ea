"""``add-page``: what a new page is, whom it resembles and what it would contribute, before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from pipeline import declare, store
from pipeline.cli.live import Live, live
from pipeline.cli.terminal import console_for, show_table
from pipeline.declare import Declarations
from pipeline.read import read
from pipeline.records import Document, Fault

LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt")
COMMON = 50  # words of each language that are counted
PAGES = "raw/pages"
FOR_A_PERSON = ("publisher", "publisher_basis", "url", "kind", "reviewed_on", "retrieved_on", "rights")  # to say
Row = dict[str, str]


def run(root: Path, path: Path, source_id: str, supersedes: str, write: bool) -> None:
    """Show all that can be said of the page; with ``write`` store it and its row. Raises Fault for a known page."""
    declared = declare.load(root, pages=False)
    data = store.read_bytes(path)
    _refuse_known(declared, data, path)
    document = read(data, path.name)
    row = proposed(declared, path, data, document, source_id)
    with_it = _with(declared, row, supersedes)
    before, after = live(declared, root), live(with_it, root, {row["source_id"]: data})
    console = console_for()
    show_page(console, document, row, path)
    show_kin(console, row["source_id"], after)
    show_gain(console, row["source_id"], before, after, declared.package["x_quote_limits"])
    if write:
        _store(root, row, data, with_it)
        console.print(f"written: {row['file']} and its row; fill in {', '.join(FOR_A_PERSON)}, then: make repro")
    else:
        console.print("nothing is written; to do so: the same command with --write")


def proposed(declared: Declarations, path: Path, data: bytes, document: Document, source_id: str) -> Row:
    """The row for raw/sources.csv, as far as the page itself tells; the rest stays empty for a person."""
    slug = source_id or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "page"
    taken = {row["source_id"] for row in declared.sources}
    if source_id in taken:
        raise Fault("duplicate", "raw/sources.csv", f"source_id {source_id} is taken", "choose another --source-id")
    numbered = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3)))
    blank = dict.fromkeys(declare.TABLES["sources"].columns, "")
    return blank | {
        "source_id": next(name for name in numbered if name not in taken),
        "edition": "undated",
        "file": f"{PAGES}/{path.name}",
        "title": title(document),
        "role": "claims",
        "language": language(document.text),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def title(document: Document) -> str:
    """The first heading, else the first line that is no furniture of the site."""
    blocks = [block for block in document.blocks if block.label == "body"] or list(document.blocks)
    first = next((b for b in blocks if b.kind == "heading"), blocks[0] if blocks else None)
    return " ".join(document.text[first.start : first.end].split())[:120] if first else ""


def language(text: str) -> str:
    """The language whose most common words make up most of the text.

    >>> language("Die Nebenwirkungen sind nicht bei allen gleich"), language("the side effects of it")
    ('de', 'en')
    """
    from wordfreq import top_n_list  # reads a list per language: only this command needs it

    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    share = {code: sum(words[word] for word in top_n_list(code, COMMON)) for code in LANGUAGES}
    return max(LANGUAGES, key=lambda code: share[code])


def show_page(console: Console, document: Document, row: Mapping[str, str], path: Path) -> None:
    """What the file is, and the row that is proposed for it."""
    kinds = Counter(block.kind for block in document.blocks)
    parts = ", ".join(f"{n} {kind}(s)" for kind, n in sorted(kinds.items()))
    console.print(f"{path}: {document.media_type}, {document.encoding}, {len(document.text)} characters; {parts}")
    show_table([{"column": k, "proposed": v or "(for a person to say)" * (k in FOR_A_PERSON)} for k, v in row.items()])


def show_kin(console: Console, source_id: str, after: Live) -> None:
    """The known pages that share its wording."""
    kin = [pair for pair in after.origins if source_id in (pair.source_id, pair.other_source_id)]
    for pair in kin:
        other = pair.other_source_id if pair.source_id == source_id else pair.source_id
        console.print(f"shares its origin with {other} ({pair.kind}, {pair.containment:.0%}): counts as one source")
        console.print(f"  if it is a newer edition of that page: --supersedes {other}")
    if not kin:
        console.print("shares its wording with no known page: counts as a source of its own")


def show_gain(console: Console, source_id: str, before: Live, after: Live, limits: Mapping[str, float]) -> None:
    """Claims that it adds or confirms, conflicts that it opens, what is set aside and why, what was repaired."""
    rows = list(gained(source_id, before, after))
    if rows:
        show_table(rows, title="Claims that it states")
    counts = Counter(row["what"] for row in rows)
    console.print(f"{counts['new']} new claim(s), {counts['also said elsewhere']} also said elsewhere")
    for row in _new(before, after, "conflicts", "conflict_id"):
        console.print(f"opens a conflict ({row['kind']}, {row['scope']}): {_said(after, row)}")
    aside = Counter((r["outcome"], r["reason"]) for r in after.tables["set_aside"] if r["source_id"] == source_id)
    repairs = Counter((r.status, r.kind) for r in after.page(source_id).repairs)
    share, most = quoted(source_id, after), limits["max_share"]
    told = f"quotations would cover {share:.0%} of the page"
    console.print(told if share <= most else f"{told}; {most:.0%} are allowed, the build will refuse it as it is")
    for what, counted in (("not published", aside), ("repairs", repairs)):
        told = ", ".join(f"{n} {' '.join(key)}" for key, n in sorted(counted.items()))
        console.print(f"{what}: {told or 'none'}")


def quoted(source_id: str, after: Live) -> float:
    """The share of the page's text that quotations of it cover together."""
    mine = [r for t in ("evidence", "set_aside") for r in after.tables[t] if r["source_id"] == source_id and r["quote"]]
    covered = {at for row in mine for at in range(row["start"], row["end"])}
    return len(covered) / max(len(after.page(source_id).document.text), 1)


def gained(source_id: str, before: Live, after: Live) -> Iterator[dict[str, object]]:
    """One row per claim that the page states."""
    known = {row["claim_id"] for row in before.tables["claims"]}
    claims = {row["claim_id"]: row for row in after.tables["claims"]}
    for evidence in after.tables["evidence"]:
        if evidence["source_id"] == source_id:
            claim = claims[evidence["claim_id"]]
            what = "also said elsewhere" if claim["claim_id"] in known else "new"
            said = f"{claim['agent_id']} {claim['relation']} {claim['object']}"
            said += f" ({claim['polarity']})" if claim["polarity"] != "affirmed" else ""
            yield {"what": what, "claim": said, "tier": claim["tier"], "words": evidence["quote"]}


def _new(before: Live, after: Live, table: str, key: str) -> list[dict]:
    known = {row[key] for row in before.tables[table]}
    return [row for row in after.tables[table] if row[key] not in known]


def _said(after: Live, conflict: Mapping) -> str:
    claims = {row["claim_id"]: row for row in after.tables["claims"]}
    sides = [claims[conflict[side]] for side in ("claim_id", "other_claim_id")]
    return " / ".join(f"{c['agent_id']} {c['relation']} {c['object']} {c['polarity']}" for c in sides)


def _refuse_known(declared: Declarations, data: bytes, path: Path) -> None:
    digest = hashlib.sha256(data).hexdigest()
    for row in declared.sources:
        if row["sha256"] == digest and row["withdrawn_on"]:
            problem = f"this page was withdrawn on {row['withdrawn_on']} ({row['source_id']}): {row['note']}"
            raise Fault("page_withdrawn", str(path), problem, "leave it out")
        if row["sha256"] == digest:
            raise Fault("page_known", str(path), f"these bytes are {row['source_id']} already", "nothing is to be done")


def _with(declared: Declarations, row: Row, supersedes: str) -> Declarations:
    rows: Sequence[Row] = [dict(one) for one in declared.sources]
    for one in rows:
        if one["source_id"] == supersedes:
            one["superseded_by"] = row["source_id"]
    if supersedes and not any(one["superseded_by"] == row["source_id"] for one in rows):
        known = ", ".join(one["source_id"] for one in rows)
        raise Fault("dangling", "--supersedes", f"no page {supersedes}", f"name one of {known}")
    return replace(declared, sources=(*rows, row))


def _store(root: Path, row: Row, data: bytes, declared: Declarations) -> None:
    target = store.inside(root / PAGES, Path(row["file"]).name)
    if target.exists() and store.read_bytes(target) != data:
        raise Fault("duplicate", row["file"], "another page has this name", "rename the file and try again")
    store.write_atomic(target, data)
    declare.set_rows(root, "sources", declared.sources)
