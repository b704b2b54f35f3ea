"""A paraphraser that the rules have never seen, and for a sibling only another edition of the original.

The edition lacks a third of the sentences, stands in another order and has a tenth
of its sentences reworded; two pages on other things lie beside it. Figures: docs/repair.md.
"""

import pytest

from tests.repair.score import Score
from tests.repair.spinner import PLAIN, edition, spin

SEEDS = range(31, 36)  # the weights were not fitted on them; the last thresholds were chosen with their runs at hand
LONG = 90  # characters; headings and list items hold too few words to paraphrase
PAGES = {
    "acs-cytokines-2025-mirror": 9_000,
    "zenonco-cytokine-therapy": 9_000,
    "cityofhope-cytokines": 9_000,
}


@pytest.fixture(scope="module")
def originals(inventory):
    """The running text of pages that nobody has paraphrased."""
    lines = {name: inventory.documents[name].text.split("\n") for name in PAGES}
    return {
        name: "\n".join(x for x in lines[name] if len(x) > LONG and "http" not in x)[: PAGES[name]] for name in PAGES
    }


@pytest.fixture(scope="module")
def scores(originals, texts, workshop):
    found = {}
    for name, original in originals.items():
        found[name] = Score()
        for seed in SEEDS:
            spun, swaps = spin(original, seed)
            siblings = (edition(original, seed + 100), texts["decoy_heart"], texts["decoy_storage"])
            found[name].add(spun, swaps, workshop.repair(spun, *siblings))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_most_of_it_is_found_and_much_is_mended(scores, name):
    score = scores[name]
    assert score.found >= 0.6 * score.swaps, str(score)
    assert score.mended >= 0.55 * score.swaps, str(score)
    assert score.beside <= 0.1 * score.swaps, str(score)


def test_nothing_is_mended_wrongly(scores):
    assert {name: score.wrong for name, score in scores.items() if score.wrong} == {}
    strictly, automatic = sum(len(s.edition) for s in scores.values()), sum(s.automatic for s in scores.values())
    assert strictly <= 0.015 * automatic, [s.edition for s in scores.values()]


def test_numbers_and_negations_are_found_and_never_mended(originals, workshop):
    met = 0
    for name, original in originals.items():
        for seed in SEEDS:
            spun, swaps = spin(original, seed)
            hard = [s for s in swaps if s.sort != "word"]
            repairs = [r for r in workshop.repair(spun, edition(original, seed + 100)) if r.kind == "spun_phrase"]
            for swap in hard:
                touching = [r for r in repairs if r.start < swap.end and swap.start < r.end]
                assert all(r.status == "review" and r.harm == 3 for r in touching), (name, swap)
                met += bool(touching)
    assert met > 8


def test_the_roles_swapped_nothing_is_spun_into_the_clean_page(originals, workshop):
    for original in originals.values():
        for seed in SEEDS:
            for clean in (original, edition(original, seed + 100)):
                repairs = workshop.repair(clean, spin(original, seed)[0])
                assert [r for r in repairs if r.kind == "spun_phrase" and r.status == "auto"] == []


def test_a_page_of_our_own_written_in_the_spinners_favourite_words(texts, workshop):
    """Every second word has a synonym here, so few sentences stay alike, and less is mended."""
    score = Score()
    for seed in SEEDS:
        spun, swaps = spin(texts["original"], seed, rate=0.3)
        siblings = (edition(texts["original"], seed + 100), texts["decoy_heart"], texts["decoy_storage"])
        score.add(spun, swaps, workshop.repair(spun, *siblings))
    assert score.found >= 0.65 * score.swaps and score.mended >= 0.37 * score.swaps, str(score)
    assert score.wrong + score.edition == []


def test_a_paraphraser_with_plain_words_is_found_and_mended(originals, texts, workshop):
    """Its words are as usual as the author's: how the pages as a whole use them must tell."""
    score = Score()
    for original in originals.values():
        for seed in SEEDS:
            spun, swaps = spin(original, seed, words=PLAIN)
            siblings = (edition(original, seed + 100, PLAIN), texts["decoy_heart"], texts["decoy_storage"])
            score.add(spun, swaps, workshop.repair(spun, *siblings), PLAIN)
    assert score.found >= 0.75 * score.swaps and score.mended >= 0.4 * score.swaps, str(score)
    assert score.wrong == []
    assert len(score.edition) <= 0.005 * score.automatic, score.edition
