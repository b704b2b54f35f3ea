"""The bench: its pages are the same everywhere, and its ratios are medians over rounds; what is killed is looked at."""

from bench import kill, pages, vocabulary
from bench.__main__ import ratio
from pipeline.records import Name


def test_pages_are_the_same_each_time():
    parts, plain = ["One paragraph. " * 9, "Another. " * 30], ["Nothing. " * 20]
    made = list(pages.made(20, parts, plain))
    assert made == list(pages.made(20, parts, plain)) and len({data for _, data in made}) == 20
    assert all(pages.SIZE <= len(data) <= 2 * pages.SIZE for _, data in made)
    assert [b"Nothing" in data for _, data in made] == [number % 10 > 0 for number in range(20)]


def test_ratios_compare_bytes_per_second_round_by_round():
    times = {
        ("a", "k"): [{"bytes": 10, "seconds": seconds} for seconds in (1, 2, 1)],
        ("b", "k"): [{"bytes": 1, "seconds": 1}] * 3,
    }
    assert ratio(times, ("a", "k"), ("b", "k")) == "10 (5–10)"
    assert ratio(times, ("a", "k"), ("c", "k")) == "not run"


def test_site_pages_are_of_the_size_of_sites():
    parts = ["One paragraph of words that are told apart & <escaped>. " * 9, "Another one, with more to say. " * 30]
    made = list(pages.site_pages(3, parts))
    assert made == list(pages.site_pages(3, parts)) and len({data for _, data in made}) == 3
    assert all(60_000 < len(data) < 100_000 and b"&lt;escaped&gt;" in data for _, data in made)


def test_a_vocabulary_of_any_size_holds_the_names_there_are_or_some_of_them():
    names = tuple(Name("event", f"e{n}", f"word{n} other{n}", "lay") for n in range(20))
    assert set(vocabulary.resized(names, 5)) < set(names) and len(vocabulary.resized(names, 5)) == 5
    more = vocabulary.resized(names, 500)
    assert more[:20] == names and len({name.name for name in more}) == 500
    assert more == vocabulary.resized(names, 500)


def test_a_mixture_of_shards_is_seen():
    old = {f"{folder}/part-0.parquet": b"old " + folder.encode() for folder in ("claims", "pages")}
    new = {f"{folder}/part-0.parquet": b"new " + folder.encode() for folder in ("claims", "pages")}
    claims, index = old
    for whole in ({}, old, new, {claims: new[claims]}, old | {claims: new[claims]}):
        assert kill.broken(whole, old, new) == []
    assert kill.broken(new | {claims: old[claims]}, old, new) == [claims]
    assert kill.broken({index: new[index]}, old, new) == [claims]
    assert kill.broken(new | {index: new[index][:-1]}, old, new) == [index]
    assert kill.done_of(new, new) == {index} and kill.done_of(old, new) == set()
