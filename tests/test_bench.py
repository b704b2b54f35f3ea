"""The bench: its pages are the same everywhere, and its ratios are medians over rounds."""

from bench import pages
from bench.__main__ import ratio


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
