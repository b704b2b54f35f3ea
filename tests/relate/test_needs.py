"""What NEEDS declares of the rules: that they find nothing where they are not asked."""

from pipeline import declare, relate
from pipeline.page import Kit, extract_page
from tests.forms.measure import TUNED, page_of, tables


def test_a_rule_finds_nothing_without_the_kinds_it_needs(root, monkeypatch):
    spared = dict.fromkeys(relate.NEEDS, 0)

    def asked(rule, page, unit, *rest):
        found = list(rule(page, unit, *rest))
        if not relate.may_find(rule, unit):
            spared[rule] += 1
            assert not found, (rule.__name__, page.text[unit.start : unit.end])
        return found

    monkeypatch.setattr(relate, "_found", asked)
    kit = Kit.of(declare.load(root, pages=False).vocabulary)
    for path in map(page_of, tables(TUNED)):
        extract_page(path.read_bytes(), path.name, kit)
    assert min(spared.values()) > 100
