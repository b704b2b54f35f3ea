"""What the automaton finds is what a look at every run of words finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import declare
from pipeline.page import Kit
from pipeline.recognise import Lexicon
from pipeline.recognise.find import names, readings
from pipeline.recognise.fold import tokens
from pipeline.recognise.folded import Folded
from pipeline.recognise.lexicon import letters
from pipeline.records import Name, Vocabulary

NUMBERED = re.compile(r"[-\u2010\u2011\u2013]\d")
LETTERS = "abAB12 -'’.,;éßİſΑα®–\u00ad\u0301\n"


def whole(text, start, end):
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def written(words, sense):
    said = letters(words)
    return sense.match == "any_case" or said == sense.letters or sense.letters.isupper() and said == sense.letters + "s"


def by_brute_force(text, lexicon):
    cut = tokens(text)
    for first in range(len(cut)):
        for last in range(first, min(first + lexicon.longest, len(cut))):
            start, end = cut[first][1], cut[last][2]
            for number in lexicon.named(" ".join(key for key, _, _ in cut[first : last + 1])):
                sense = lexicon.senses[number]
                numbered = sense.match != "any_case" and NUMBERED.match(text, end)
                if whole(text, start, end) and written(text[start:end], sense) and not numbered:
                    yield start, end, number


def by_automaton(text, lexicon):
    return {tuple(one) for one in readings(text, Folded.of(text, [(0, len(text))]), lexicon).T.tolist()}


@pytest.fixture(scope="module")
def kit(root):
    return Kit.of(declare.load(root, pages=False).vocabulary)


def test_on_the_pages(kit, root):
    for page in sorted((root / "raw/pages").iterdir()):
        text = page.read_text(encoding="utf-8").replace("(", "[")  # names over a bracket are another matter
        found = by_automaton(text, kit.lexicon)
        assert found == set(by_brute_force(text, kit.lexicon)) and len(found) > 100


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=8), st.text(LETTERS, max_size=60))
def test_on_anything(names, text):
    kinds = ("any_case", "exact_case")
    lexicon = Lexicon.of(Vocabulary(names=tuple(Name("event", n, n, "lay", kinds[i % 2]) for i, n in enumerate(names))))
    text = f"{text} {names[0]} {names[-1]}"
    assert by_automaton(text, lexicon) == set(by_brute_force(text, lexicon))


def test_every_name_holds_a_telltale(kit):
    for key in kit.lexicon.keys:
        for number in kit.lexicon.named(key):
            assert not kit.lexicon.telltales[kit.lexicon.types[number]].isdisjoint(key.split()), key


def test_a_name_among_words_that_hold_it_is_seen(kit):
    agent = next(n for n in kit.vocabulary.names if n.type == "agent" and n.match == "any_case")
    parts = [f"{n}. un{agent.name}ed {agent.name}ed" for n in range(3)]
    assert names([*parts, f"About {agent.name}."], kit.lexicon, "agent")
    assert not names(parts, kit.lexicon, "agent") and not names(["About nothing."], kit.lexicon, "agent")
