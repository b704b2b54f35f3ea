"""What tests of the whole share: the command line in this process, and a copy of the project to break."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture
def cli():
    """cli("lint", "--fix"): the result of ``python -m pipeline lint --fix`` (exit_code, stdout, stderr)."""

    def run(*arguments):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of what people write and of what was published, and the current folder."""
    for name in ("raw", "curation", "schemas", "data_out", "tests/gold"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path
