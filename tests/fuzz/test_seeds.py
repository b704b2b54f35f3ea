"""What the fuzzer once found, and what it began with, again."""

from pathlib import Path

import pytest

from tests.fuzz.checks import CHECKS

SEEDS = sorted((Path(__file__).parent / "seeds").iterdir())


@pytest.mark.parametrize("check", sorted(CHECKS))
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_seed(check, seed):
    CHECKS[check](seed.read_bytes())
