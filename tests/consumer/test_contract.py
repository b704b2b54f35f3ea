"""What the first release of this MAJOR promised is kept by every later build, or a new MAJOR announces the break."""

import copy
import importlib.util
import json
from pathlib import Path

import pytest

from pipeline import release, store

DATA_OUT = Path(__file__).parents[2] / "data_out"
CONTRACT = DATA_OUT / "releases/contract.json"

spec = importlib.util.spec_from_file_location("reader", Path(__file__).with_name("reader.py"))
reader = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reader)


@pytest.fixture(scope="module")
def promised():
    """What the last build would promise if it were the first release."""
    return release.contract(release.contents(store.read_tree(DATA_OUT, skip=("releases",)), "data_out"))


def major(version):
    return int(version.split(".")[0])


@pytest.mark.skipif(not CONTRACT.is_file(), reason="no release yet: there is no promise to keep")
def test_what_was_promised_is_kept_or_a_new_major_is_announced():
    told = json.loads(CONTRACT.read_text(encoding="utf-8"))
    built = json.loads((DATA_OUT / "datapackage.json").read_text(encoding="utf-8"))["version"]
    broken = reader.breaks(told, DATA_OUT)
    assert broken == [] or major(built) > major(told["version"]), "run: python -m pipeline bump"


def test_a_build_keeps_its_own_promise(promised):
    assert reader.breaks(promised, DATA_OUT) == []


def column(promised, table, name):
    return promised["tables"][table]["columns"][name]


BREAKS = {
    "nowhere is gone": lambda p: p["tables"].update(nowhere=p["tables"]["names"]),
    "claims.lost is gone": lambda p: p["tables"]["claims"]["columns"].update(lost=column(p, "claims", "tier")),
    "claims.n_sources is int64 now": lambda p: column(p, "claims", "n_sources").update(type="number"),
    "evidence.repair_ids is string now": lambda p: column(p, "evidence", "repair_ids").update(is_list=False),
    "sources.url may be empty now": lambda p: column(p, "sources", "url").update(is_filled=True),
    "claims.polarity can no longer be perhaps": lambda p: column(p, "claims", "polarity")["values"].append("perhaps"),
    "evidence is no longer told apart by claim_id": lambda p: p["tables"]["evidence"].update(key=["claim_id"]),
    "the view safest is gone": lambda p: p["views"].update(safest=["claim_id"]),
    "the view uses has no lost": lambda p: p["views"]["uses"].append("lost"),
}


@pytest.mark.parametrize("told", BREAKS)
def test_every_kind_of_break_is_found(promised, told):
    older = copy.deepcopy(promised)
    BREAKS[told](older)
    assert reader.breaks(older, DATA_OUT) == [told]
