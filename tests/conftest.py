"""What tests of the whole share: the command line in this process, and a copy of the project to break."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner
from xdist.scheduler import LoadScopeScheduling

from pipeline.__main__ import app
from tests import thinned as thinner

ROOT = Path(__file__).parents[1]
BESIDE = {
    "tests/test_compile.py": "tests/publish",  # both import great-expectations, which takes seconds
    "tests/trust/test_commands.py": "tests/trust/test_commands.py",  # shares nothing with its folder
}
PUBLISHED = ("data_out", "tests/gold")


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
    return copied(ROOT, ("raw", "curation", "schemas", *PUBLISHED), tmp_path, monkeypatch)


@pytest.fixture
def thin_project(thinned, tmp_path, monkeypatch):
    """The same with a tenth of the vocabulary: for what loads it again and again, and any will do."""
    copied(thinned, ("raw", "curation", "schemas"), tmp_path, monkeypatch)
    return copied(ROOT, PUBLISHED, tmp_path, monkeypatch)


def copied(source, names, folder, monkeypatch):
    for name in names:
        shutil.copytree(source / name, folder / name)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def thinned(tmp_path_factory):
    """What people write, with a tenth of the vocabulary: to be read and copied, not to be spoiled."""
    folder = tmp_path_factory.mktemp("thinned")
    thinner.write(folder)
    return folder
