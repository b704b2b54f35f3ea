"""The loader as it is installed: no dependencies, the tables inside, nothing else inside."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import cytokine_therapy
import pandas as pd
import pytest

from pipeline.compile import arrow_table, parse_csv

ROOT = Path(__file__).parents[2]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "loader", "data_out")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """What `pip install .` installs, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    (folder / "source").mkdir()
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / "source" / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
             "--disable-pip-version-check", "--wheel-dir", folder, folder / "source"]  # fmt: skip
    done = subprocess.run(build, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(code, path, *flags):
    """A Python that sees nothing but this folder and, without -S, the installed libraries."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"PYTHONPATH": str(path)}
    return subprocess.run([sys.executable, *flags, "-c", code], env=env, cwd=path, capture_output=True, text=True)


def test_the_wheel_holds_the_loader_and_the_package_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cytokine_therapy"}
    data = {name.removeprefix("cytokine_therapy/data/") for name in names if "/data/" in name}
    listed = {line.split("  ")[1] for line in (ROOT / "data_out/SHA256SUMS").read_text().splitlines()}
    assert data == {name for name in listed if not name.startswith("site/")} | {"SHA256SUMS"}
    pages = {path.read_bytes() for path in (ROOT / "raw/pages").iterdir()}
    assert not pages & {zipfile.ZipFile(wheel).read(name) for name in names}


def test_it_asks_for_nothing(wheel):
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))
    required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist")]
    assert required and all("extra ==" in line for line in required)


def test_without_any_library_it_gives_files_hashes_and_version(installed):
    code = """
import sys, cytokine_therapy as c
assert "json" in sys.modules and not {"pandas", "pyarrow", "numpy"} & set(sys.modules)
print(c.version, c.verify(), c.path("claims", "csv").is_file(), len(c.tables()))
try:
    c.load("claims")
except ImportError as error:
    print(error.name)
"""
    done = run(code, installed, "-S")
    assert done.returncode == 0, done.stderr
    version, files, is_file, tables, lacking = done.stdout.split()
    told = json.loads((ROOT / "data_out/datapackage.json").read_text(encoding="utf-8"))
    assert version == told["version"] and is_file == "True" and lacking == "pandas"
    assert int(tables) == sum(resource["type"] == "table" for resource in told["resources"])
    assert int(files) > 2 * int(tables)


def test_pandas_is_imported_only_when_a_table_is_loaded(installed):
    code = "import sys, cytokine_therapy as c; c.path('claims'); c.verify(); before = 'pandas' in sys.modules\n"
    done = run(code + "c.flat(); print(before, 'pandas' in sys.modules)", installed)
    assert done.stdout.split() == ["False", "True"], done.stderr


def test_a_table_has_the_declared_types_and_the_values_of_its_csv_file():
    for resource in json.loads((ROOT / "data_out/datapackage.json").read_text(encoding="utf-8"))["resources"]:
        if resource["type"] == "table":
            schema = {**resource["schema"], "name": resource["name"], "description": resource["description"]}
            wanted = parse_csv(cytokine_therapy.path(resource["name"], "csv").read_bytes(), schema)
            found = cytokine_therapy.load(resource["name"])
            assert found.dtypes.map(str).to_dict() == wanted.dtypes.map(str).to_dict()
            assert arrow_table(found, schema).to_pydict() == arrow_table(wanted, schema).to_pydict()


def test_a_file_that_is_not_as_published_is_not_loaded(installed, tmp_path):
    shutil.copytree(installed, tmp_path / "copy")
    data = tmp_path / "copy/cytokine_therapy/data"
    (data / "tables/claims.parquet").write_bytes((data / "tables/agents.parquet").read_bytes())
    done = run("import cytokine_therapy as c; c.load('agents'); c.load('claims')", tmp_path / "copy")
    assert "HashError: tables/claims.parquet: SHA256SUMS says" in done.stderr
    (data / "README.md").unlink()
    assert run("import cytokine_therapy as c; c.verify('README.md')", tmp_path / "copy").returncode == 1


def test_wrong_names_are_told_with_the_right_ones():
    with pytest.raises(KeyError, match="there is no table 'side_effects'; there are agents, "):
        cytokine_therapy.load("side_effects")
    with pytest.raises(ValueError, match="parquet or csv"):
        cytokine_therapy.path("claims", "xlsx")
    assert isinstance(cytokine_therapy.flat(), pd.DataFrame)
    assert list(cytokine_therapy.describe("claims")) == list(cytokine_therapy.load("claims"))


def test_the_version_is_one_wherever_it_stands():
    """`python -m pipeline bump` writes all of them."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("schemas/package.yaml", "CITATION.cff")]
    told = [line.split()[1] for text in texts for line in text.splitlines() if line.startswith("version:")]
    assert len(told) == 2 and len(set(told)) == 1
    assert f'\nversion = "{told[0]}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
