"""Hundreds of pages: pairs of common origin are proposed by sketches, and few others are looked at."""

import random

import pytest

from pipeline.repair import Sibling, lineage
from pipeline.repair.align import read_units
from pipeline.repair.copies import FEW, candidates, copied, shingles

HEADS, MIDDLES, TAILS = ("ba", "co", "di", "fu", "me", "lo"), ("ran", "til", "mus"), ("o", "ek", "ia")
WORDS = [a + b + c for a in HEADS for b in MIDDLES for c in TAILS]
SHARED = "Ask your care team about this medicine."


def sentence(draw):
    return " ".join(draw.choices(WORDS, k=draw.randint(9, 16))).capitalize() + "."


def crowd(seed):
    """260 pages on other things, each with the same line of the subject, and 40 copies of some of them, by kind."""
    draw = random.Random(seed)
    pages = [[sentence(draw) for _ in range(draw.choice((10, 20, 40)))] for _ in range(260)]
    copies, pairs = [], set()
    for k, origin in enumerate(draw.sample(range(260), 40)):
        copy = list(pages[origin])
        if k % 4 == 1:  # another edition: a third is missing, the rest in another order
            copy = draw.sample(copy, 2 * len(copy) // 3)
        elif k % 4 == 2:  # an excerpt between lines of its own
            copy = copy[: max(6, len(copy) // 2)] + [sentence(draw) for _ in range(10)]
        elif k % 4 == 3:  # paraphrased: every eighth word is another
            copy = [" ".join(w if draw.random() < 7 / 8 else draw.choice(WORDS) for w in s.split()) for s in copy]
        pairs.add((origin, 260 + k))
        copies.append(copy)
    return ["\n".join([*page, SHARED]) for page in pages + copies], pairs


@pytest.fixture(scope="module")
def planted():
    return crowd(3)


def test_all_true_pairs_are_proposed_and_few_others(planted):
    texts, pairs = planted
    assert len(texts) > FEW
    proposed = set(candidates(texts))
    assert pairs <= proposed
    assert len(proposed) <= 4 * len(pairs)


def test_the_order_of_many_pages_does_not_matter(planted):
    texts, _ = planted
    shuffled = random.Random(5).sample(range(len(texts)), len(texts))
    seen = {frozenset((shuffled[a], shuffled[b])) for a, b in candidates([texts[k] for k in shuffled])}
    assert seen == {frozenset(pair) for pair in candidates(texts)}


def test_lineage_of_many_pages_holds_the_true_pairs_and_no_other(planted, workshop):
    texts, pairs = planted
    found = lineage([Sibling(f"page-{k:03}", text) for k, text in enumerate(texts)], workshop.rules)
    told = {frozenset((pair.source_id, pair.other_source_id)) for pair in found}
    assert told == {frozenset((f"page-{a:03}", f"page-{b:03}")) for a, b in pairs}


def test_addresses_of_one_site_do_not_make_copies(workshop):
    """Sentences are alike by what leads to the site; pages that share so few runs of words are on different things."""
    draw = random.Random(7)
    address = "https://www.example.org/about-us/news/leaflets/types/of/"
    read_on = "Read on, {} and more of it, at {}{}-{} today."

    def page():
        links = [read_on.format(draw.choice(WORDS), address, *draw.sample(WORDS, 2)) for _ in range(4)]
        return "\n".join([sentence(draw) for _ in range(15)] + links)

    one, other = page(), page()
    found = read_units(one)
    assert copied(found, read_units(other), 0.0)  # what the sentences alone would say
    assert lineage([Sibling("one", one), Sibling("other", other)], workshop.rules) == ()
    given = [Sibling("other", other)]
    assert workshop.repair(one, *given) == workshop.repair(one)


NOTE = """Tagraxofusp received approval from the U.S. Food and Drug Administration for blastic plasmacytoid dendritic
cell neoplasm. It is used to treat adults. Side effects include fever. Tell your doctor if you have pain."""
PAGE = """There are many types of immunotherapy, but cytokines were the first kind approved by the U.S. Food and Drug
Administration (FDA). Vaccines such as this one are used to treat cancer. Possible side effects are fever and chills.
They can also be used to treat adults with other illnesses. Tell your doctor if you have pain after the first dose."""


def test_stock_phrases_of_a_subject_do_not_make_a_note_a_copy(workshop):
    """Or an unrelated page beside it would raise questions about its words, and its claims would wait."""
    filler = [sentence(random.Random(n)) for n in range(40)]
    page = Sibling("page", "\n".join([PAGE, *filler]), publisher_known=True)
    assert len(shingles(NOTE) & shingles(page.text)) >= 9
    assert workshop.repair(NOTE, page) == workshop.repair(NOTE)
