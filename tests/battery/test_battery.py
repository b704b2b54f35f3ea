"""Sentences of our own by phenomenon: each makes the claims it is said to make, and none of the others."""

from pathlib import Path

import pytest

from pipeline import store
from pipeline.curate import curate
from pipeline.declare import load
from pipeline.page import Kit, extract_page
from tests.battery.claims import problems

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LEAST = 160  # cases that the battery must hold


def cases():
    """Every case with its phenomenon."""
    for path in sorted((HERE / "sentences").glob("*.yaml")):
        for group in store.read_yaml(path):
            for case in group["cases"]:
                yield {**case, "phenomenon": group["phenomenon"]}


KNOWN_FAILURES = store.read_yaml(HERE / "known_failures.yaml") or {}


def parameters():
    for case in cases():
        reason = KNOWN_FAILURES.get(case["id"])
        marks = [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []
        yield pytest.param(case, id=case["id"], marks=marks)


@pytest.fixture(scope="module")
def kit():
    declared = load(ROOT, pages=False)
    return Kit.of(declared.vocabulary, declared.rules.get("repair", ()))


@pytest.mark.parametrize("case", list(parameters()))
def test_case(case, kit):
    kept = curate(extract_page(case["text"].encode(), case["id"] + ".txt", kit).evidence).kept
    wrong = problems(case, [piece.candidate for piece in kept])
    assert not wrong, "\n".join([case["text"], *wrong])


def test_every_case_has_its_own_id_and_known_failures_name_cases():
    ids = [case["id"] for case in cases()]
    assert len(ids) == len(set(ids)) >= LEAST
    assert set(KNOWN_FAILURES) <= set(ids)


def test_expected_ids_are_in_the_vocabulary(kit):
    """A misspelt id would make a case that can never hold, or a trap that never springs."""
    from tests.battery.claims import Claim

    known = {entry.id for entry in kit.vocabulary.entries}
    written = [Claim.of(line) for case in cases() for name in ("expect", "allow") for line in case.get(name, ())]
    spelt = {(part, claim.written) for claim in written for part in claim.agent.split("|")}
    told = [c for c in written if c.relation not in ("route", "setting", "schedule")]
    spelt |= {(part, claim.written) for claim in told for part in claim.object.split("|")}
    assert not [(part, line) for part, line in sorted(spelt) if not set("*?") & set(part) and part not in known]
