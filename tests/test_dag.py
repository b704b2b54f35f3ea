"""dvc.yaml says what each stage uses and makes; here that is compared with the imports and with what is published."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import store

ROOT = Path(__file__).parents[1]
STAGES = store.read_yaml(ROOT / "dvc.yaml")["stages"]
# What only picks the stage, or holds a docstring, changes no result.
NO_DEPS = {"pipeline/__init__.py", "pipeline/cli/__init__.py", "pipeline/cli/stages/__init__.py"}


def outs(stage):
    """Path -> flags of every out and metric."""
    listed = STAGES[stage]["outs"] + STAGES[stage].get("metrics", [])
    return {path: flags for out in listed for path, flags in out.items()}


def imported(stage):
    """The project's files that are loaded once a stage's module is."""
    code = f"import pipeline.cli.stages.{stage}, sys\n"
    code += "print(*(m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'pipeline'), sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {Path(line).relative_to(ROOT).as_posix() for line in run.stdout.splitlines()} - NO_DEPS


def covers(dep, file):
    return file == dep or file.startswith(f"{dep}/")


@pytest.mark.parametrize("stage", STAGES)
def test_deps_name_the_code_a_stage_uses_and_no_other(stage):
    deps = [dep for dep in STAGES[stage]["deps"] if dep.startswith("pipeline/")]
    files = imported(stage)
    assert [file for file in sorted(files) if not any(covers(dep, file) for dep in deps)] == []
    assert [dep for dep in deps if not any(covers(dep, file) for file in files)] == []


@pytest.mark.parametrize("stage", STAGES)
def test_deps_are_there_or_made_by_an_earlier_stage(stage):
    made = {path for earlier in list(STAGES)[: list(STAGES).index(stage)] for path in outs(earlier)}
    data = [dep for dep in STAGES[stage]["deps"] if not dep.startswith("pipeline/")]
    assert [dep for dep in data if dep not in made and not (ROOT / dep).exists()] == []
    assert [dep for dep in data if dep.startswith("build/") and dep not in made] == []


def test_nothing_enters_the_cache_and_what_is_published_persists():
    flags = {path: flag for stage in STAGES for path, flag in outs(stage).items()}
    assert [path for path, flag in flags.items() if flag.get("cache") is not False] == []
    assert [path for path, flag in flags.items() if path.startswith("data_out/") and not flag.get("persist")] == []


def test_every_published_file_is_an_out_by_itself():
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data_out").rglob("*") if path.is_file()}
    published = {path for path in there if not path.startswith("data_out/releases/")}
    assert {path for path in outs("publish") if path.startswith("data_out/")} == published
