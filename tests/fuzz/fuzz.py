"""Coverage-guided fuzzing of the readers, the repair overlay and the offset map (needs atheris; not part of the suite).

    python tests/fuzz/fuzz.py read tests/fuzz/seeds -runs=100000

What it finds goes into tests/fuzz/seeds, which tests/fuzz/test_seeds.py runs through the same checks for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["pipeline"]):
    from checks import CHECKS


def main() -> None:
    target = CHECKS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
