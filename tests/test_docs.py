"""The documents keep up with the code and the data."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.__main__ import app
from pipeline.cli import readme

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "NOTICE")] + sorted((ROOT / "docs").rglob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fault_codes():
    """Every code that a Fault is made with, as far as it is written out."""
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault" and node.args:
                if isinstance(node.args[0], ast.Constant):
                    yield node.args[0].value


def test_every_fault_code_is_explained_and_no_other():
    lines = (ROOT / "docs/red-runs.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[1] for line in lines if line.startswith("| `")]
    explained = [code for cell in cells for code in re.findall(r"`(\w+)`", cell)]
    assert len(explained) == len(set(explained))
    assert set(explained) == set(fault_codes())


def test_what_readme_shows_is_what_is_published():
    made = readme.renewed(README, readme.made(ROOT))
    assert made == README, "run: python -m pipeline readme"
    assert README.count(" | “") == 10


def shell_lines():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            yield from block.splitlines()
        yield from re.findall(r"`((?:python -m pipeline|make) [^`]*)`", text)


def test_commands_in_the_documents_exist():
    commands = {(command.name or command.callback.__name__) for command in app.registered_commands}
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    lines = list(map(str.split, shell_lines()))
    named = {words[3] for words in lines if words[:3] == ["python", "-m", "pipeline"] and len(words) > 3}
    made = {words[1] for words in lines if words[:1] == ["make"] and len(words) > 1}
    assert {"extract", "repair", "evaluate", "review"} <= named and {"repro", "test"} <= made
    assert named - {"--help"} <= commands and made <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda code: code.split()[1])
def test_readme_loads_the_data(block):
    *before, last = block.strip().splitlines()
    code = "\n".join([*before, f"print(len({last}))"])
    env = {**os.environ, "PYTHONPATH": "loader"}  # as if it were installed
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 0
