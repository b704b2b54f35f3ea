"""What each part of the machine adds: ``python -m tests.forms.ablation`` prints the table of docs/forms.md.

One part at a time is taken away, and the five annotated pages and the pages of the forms are read again. The held-back
pages count in the sums; nothing of them is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from pipeline import page as pages
from pipeline.cli.evaluate import ALONE, Annotated
from pipeline.cli.machine import Machine, each
from pipeline.declare import Declarations, load
from pipeline.page import Kit
from pipeline.records import Document, Repair
from pipeline.relate.agents.who import NOBODY
from tests.forms.measure import macro, read_with, scored_as, tables
from tests.forms.score import CONDITION, EVENT, Tally

ROOT = Path(__file__).parents[2]
CURATED = "initial_list"  # source of the names that the project was given; ours came later
WIDER = ("agent", "condition", "event")

# Functions of pipeline.relate that decide how a statement is made, and what they say of everything when taken away.
ASSERTION = {
    "is_advice": False,
    "is_question": False,
    "is_story": False,
    "is_silent": False,
    "is_hypothetical": False,
    "negation_before": False,
    "hedged": "stated",
}
RESOLUTION = {"inherited": NOBODY, "page_subject": NOBODY}


@contextmanager
def answering(answers: dict[str, object]) -> Iterator[None]:
    """Let functions of pipeline.relate, wherever they were imported, give one answer to everything."""
    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith("pipeline.relate"):
                for function, answer in answers.items():
                    if hasattr(module, function):
                        stack.enter_context(patch.object(module, function, lambda *_, answer=answer: answer))
        yield


@contextmanager
def changed(change: Callable[[Document, Sequence[Repair]], tuple[Document, Sequence[Repair]]]) -> Iterator[None]:
    """Let pages be recognised and related from another document, with other repairs, than was read and found."""
    whole = pages.extract_document

    def other(document: Document, repairs: Sequence[Repair], kit: Kit, claims_only: bool = False) -> pages.Page:
        return whole(*change(document, repairs), kit, claims_only)

    with patch.object(pages, "extract_document", other):
        yield


def flattened(document: Document, repairs: Sequence[Repair]) -> tuple[Document, Sequence[Repair]]:
    """Every page as paragraphs: no headings, lists, tables, navigation."""
    blocks = (
        block._replace(kind="paragraph", depth=0, path=(), head=None, row=None, label="body")
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks)), repairs


def unrepaired(document: Document, repairs: Sequence[Repair]) -> tuple[Document, Sequence[Repair]]:
    """What the page says as it stands."""
    return document, ()


def narrow(declared: Declarations) -> Declarations:
    """The vocabulary that the project was given, with one name at least for each entry."""
    words = declared.vocabulary
    names = tuple(n for n in words.names if n.type not in WIDER or n.source == CURATED)
    return replace(declared, vocabulary=replace(words, names=names))


PARTS: dict[str, tuple[Callable, Callable]] = {
    "everything": (lambda declared: declared, ExitStack),
    "without repair": (lambda declared: declared, partial(changed, unrepaired)),
    "without structure": (lambda declared: declared, partial(changed, flattened)),
    "without the wider vocabulary": (narrow, ExitStack),
    "without assertion": (lambda declared: declared, lambda: answering(ASSERTION)),
    "without resolution": (lambda declared: declared, lambda: answering(RESOLUTION)),
}


def row(declared: Declarations) -> list[str]:
    """Scores of the five pages (all required keys) and of the forms."""
    machine = Machine.of(declared, ROOT)
    annotated = Annotated.of(ROOT / "tests" / "gold", ROOT, ())
    files = sorted((ROOT / "raw" / "pages").iterdir())
    five = annotated.score(list(each(machine, files)), ALONE).total
    kit = Kit.of(declared.vocabulary, declared.rules.get("repair", ()))
    told = [scored_as(table, read_with(table, kit)) for table in tables()]
    sums = {group: sum((p.result.tallies[group] for p in told), Tally()) for group in (CONDITION, EVENT)}
    cells = [f"{five.p:.2f} {five.r:.2f} {five.f1:.2f}"]
    cells += [f"{t.precision:.2f} {t.recall:.2f} {t.f1:.2f}" for t in sums.values()]
    return [*cells, f"{macro(told):.2f}"]


def main() -> None:
    """Print the table."""
    print(f"| | five pages P R F1 | forms, {CONDITION} P R F1 | forms, {EVENT} P R F1 | forms, macro F1 |")
    print("|---|---|---|---|---|")
    declared = load(ROOT, pages=False)
    for name, (change, without) in PARTS.items():
        with without():
            print(f"| {name} | " + " | ".join(row(change(declared))) + " |", flush=True)


if __name__ == "__main__":
    main()
