"""The example script answers its five questions from the loader alone."""

import csv
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs/five_questions.py"


def test_five_questions_are_answered_with_a_table_and_a_plot(tmp_path):
    if importlib.util.find_spec("matplotlib") is None:
        pytest.skip("matplotlib is not installed: docs/five_questions.py was not run")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "loader"), "MPLCONFIGDIR": str(tmp_path / "mpl")}
    done = subprocess.run([sys.executable, SCRIPT, "answers"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    tables = sorted((tmp_path / "answers").glob("*.csv"))
    assert len(tables) == 5 and done.stdout.count("?") >= 5
    for path in tables:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert rows, f"{path.stem} has no answer"
        assert path.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
