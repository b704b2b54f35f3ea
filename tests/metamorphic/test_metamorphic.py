"""Names, brands and numbers exchanged: what the machine reads must not hang on the names of these five pages.

The machine's own extraction, each page for itself, no decision applied. The fall of F1 is averaged over the draws, per
table and in all; 0.03 is the promise.
"""

from collections import Counter

import pytest

from pipeline.cli.claims import claim_row, printed
from pipeline.evaluate import evaluate
from pipeline.page import extract_page
from tests.metamorphic.swap import with_ids

DRAWS = 20
FALL = 0.03
TABLES = ("indications", "adverse_events", "administration", "agent_facts", "mentions")


def read(pages, kit):
    """All pages extracted: what ``extract`` prints, and the mentions."""
    said, marked = [], []
    for name, text in pages.items():
        page = extract_page(text.encode("utf-8"), name, kit)
        said += [claim_row(piece, {}) for piece in printed(page.evidence)]
        marked += [
            {"file": name, "start": m.start, "end": m.end, "type": m.type, "id": m.id, "words": text[m.start : m.end]}
            for m in page.mentions
        ]
    return said, marked


@pytest.fixture(scope="module")
def own(world, kit):
    """Predictions and scores on the pages as they are."""
    said, marked = read(world.pages, kit)
    return said, evaluate(said, world.gold, world.slugs, marked)


def test_the_score_hardly_falls_when_names_and_numbers_are_exchanged(world, kit, draw, own):
    slugs = with_ids(world.slugs, world.vocabulary)
    _, base = own
    fall, places = Counter(), Counter()
    for seed in range(DRAWS):
        _, moved, gold = draw(seed)
        said, marked = read({name: page.text for name, page in moved.items()}, kit)
        scores = evaluate(said, gold, slugs, marked)
        fall.update({table: (base.table(table).f1 - scores.table(table).f1) / DRAWS for table in TABLES})
        fall["total"] += (base.total.f1 - scores.total.f1) / DRAWS
        places.update((f.table, f.document, f.key, f.quote[:80]) for f in (*scores.misses, *scores.false_alarms))
    worst = "\n".join(f"{count} x {place}" for place, count in places.most_common(12))
    assert all(value <= FALL for value in fall.values()), f"fall {dict(fall)}\nmost frequent errors:\n{worst}"


def test_what_is_learned_by_heart_falls(world, draw, own):
    """The test can fail: the predictions of the unchanged pages are worth little on the exchanged ones."""
    said, base = own
    _, _, gold = draw(0)
    assert base.total.f1 > 0.8
    assert evaluate(said, gold, with_ids(world.slugs, world.vocabulary)).total.f1 < 0.3
