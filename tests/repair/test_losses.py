"""One page of our own, damaged in every way that loses something: each is found, and nothing on the whole page."""

import pytest

WHOLE = """# About the drug

Interferon is a cytokine that the body makes itself. Ask your nurse (see www.example.org) about it.

## Side effects

Common side effects of the drug are:

- Fever
- Chills

Most of these pass within a week. Depression is rare; tell the doctor who treats you at once.

## How it is given

It is used for melanoma and for kidney cancer. Visit https://example.org/trials for a list of trials.
The drug is given once a week by a nurse who watches the patient for an hour and then lets him go home.

Write to jane.doe@example.org. The naïve reader may ask what a cytokine is.
"""
DAMAGE = {  # what is done to the page -> (rule that finds it, its status)
    "lost list": ("- Fever\n- Chills\n\n", "", "lost-list", "gap"),
    "lost list before a heading": (WHOLE[WHOLE.index("- Fever") : WHOLE.index("## How")], "", "lost-list", "gap"),
    "lost link": ("(see www.example.org)", "( )", "lost-link", "gap"),
    "lost address": ("https://example.org/trials for", "for", "lost-address", "gap"),
    "glued host": ("https://example.org/trials for a list", "www.example.orgThe list", "glued-host", "auto"),
    "glued words": ("melanoma and", "melanomaand", "glued-words", "review"),
    "glued sentences": ("itself. Ask", "itself.Ask", "glued-sentence", "auto"),
    "broken sentence": ("nurse who watches", "nurse who\n\nwatches", "broken-sentence", "auto"),
    "divided word": ("Depression is", "Depres-\nsion is", "hyphen-at-line-end", "auto"),
    "missing heading": ("\n## How it is given\n", "\n", "lost-heading", "gap"),
    "hidden address": ("jane.doe@example.org", "jane.doe AT example DOT org", "hidden-address", "gap"),
    "lost letter": ("na\u00efve", "na\ufffdve", "lost-letter", "gap"),
    "title twice": ("# About the drug\n", "# About the drug\n\n# About the drug\n", "repeated-title", "flag"),
}


def test_a_whole_page_is_left_alone(workshop):
    assert workshop.repair(WHOLE) == ()


@pytest.mark.parametrize(("words", "instead", "rule", "status"), DAMAGE.values(), ids=DAMAGE)
def test_each_loss_is_found_where_it_is_and_nowhere_else(workshop, words, instead, rule, status):
    assert WHOLE.count(words) == 1
    damaged = WHOLE.replace(words, instead)
    (found,) = workshop.repair(damaged)
    assert (found.rule, found.status) == (rule, status)
    place = WHOLE.index(words)
    assert place - 40 <= found.start <= place + len(instead) + 1
    if status == "auto" and rule != "glued-host":
        assert " ".join(workshop.view(damaged).split()) == " ".join(WHOLE.split())


def test_lines_of_one_site_are_told_from_the_page(workshop):
    frame = "chat icon\nTalk to us\nBook a visit\n\n"
    other = frame + "Before the first dose the nurse will check your weight and ask for the drugs that you take."
    found = workshop.repair(frame + WHOLE, other)
    assert [(r.rule, r.status, r.before) for r in found] == [
        ("site-lines", "flag", line) for line in ("chat icon", "Talk to us", "Book a visit")
    ]
