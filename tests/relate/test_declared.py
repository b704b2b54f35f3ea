"""Every rule and reason that the code gives to a claim is told in the rules, and every rule told is used."""

import re

import pytest

from pipeline import store
from tests.conftest import ROOT

CODE = "\n".join(p.read_text("utf-8") for p in sorted((ROOT / "pipeline/relate").rglob("*.py")))
RULES = {rule["id"]: rule for rule in store.read_yaml(ROOT / "curation/rules/relate.yaml")}


def test_every_rule_of_the_code_is_told():
    used = set(re.findall(r'"((?:IND|AE|ADM|FACT)-[A-Z-]+)"', CODE))
    assert used - RULES.keys() == set()


@pytest.mark.parametrize("id", sorted(RULES))
def test_every_rule_told_is_used(id):
    quoted = f'"{id}"' in CODE
    assert quoted or (id.startswith("ADM-") and '"ADM-' in CODE), f"{id} is in no module of pipeline/relate"
