"""What tests of the whole share: the command line in this process, and a copy of the project to break."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner
from xdist.scheduler import LoadScopeScheduling

from pipeline.__main__ import app
from tests import thinned as thinner

ROOT = Path(__file__).parents[1]
BESIDE = {"tests/test_compile.py": "tests/publish"}  # both import great-expectations, which takes seconds


class ByFolder(LoadScopeScheduling):
    """One worker has all tests of a folder: they share what takes seconds to make.

    xdist's own groups are of no use: it does not see the marks any more (pytest-dev/pytest-xdist, issue 1386).
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        folder = file.rpartition("/")[0]
        return BESIDE.get(file, file if folder == "tests" else folder)


def pytest_xdist_make_scheduler(config, log):
    return ByFolder(config, log) if config.getvalue("dist") == "loadscope" else None


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


@pytest.fixture(scope="session")
def thinned(tmp_path_factory):
    """What people write, with a tenth of the vocabulary: to be read and copied, not to be spoiled."""
    folder = tmp_path_factory.mktemp("thinned")
    thinner.write(folder)
    return folder
