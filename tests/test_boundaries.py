"""The house: who may import whom, who opens files, what is never written into code.

The tables below are the floor plan (``docs/decisions`` and the design of the project): a new top-level module needs a
line here before it may be imported.
"""

import ast
import csv
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from pipeline import store

ROOT = Path(__file__).parents[1]
STEPS = ("read", "repair", "recognise", "relate", "curate", "tabulate", "check", "package")
MAY_IMPORT = {step: {"records"} for step in STEPS} | {
    "check": {"records", "compile"},
    "package": {"records", "compile"},
    "records": set(),
    "store": {"records"},
    "compile": {"records"},
    "release": {"records", "compile"},
    "engine": {"records"},
    "remote": {"records", "store"},
    "evaluate": {"records"},
    "declare": {"records", "store", "recognise"},  # recognise: two spellings are one name if they fold alike
    "page": {"records", "read", "repair", "recognise", "relate"},
    "cli": {*STEPS, "records", "store", "remote", "compile", "release", "engine", "evaluate", "declare", "page"},
    "__main__": {"cli"},
}
HEAVY = ("great_expectations", "dvc", "duckdb", "frictionless", "pyspark", "dask", "distributed", "ray")
OPENERS = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "read_csv",
    "read_parquet",
    "read_json",
    "read_table",
}
MODULES_THAT_OPEN = {"io", "os", "gzip", "bz2", "lzma", "codecs", "tarfile", "zipfile", "shelve", "fileinput"}
ROOTS = {"cytokine", "cancer"}  # entries whose names code may say: what the dataset is about
TECHNIQUE = {("shingles",)}  # runs of words shared by two texts; the disease goes by the same word


@cache
def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def files():
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "pipeline").rglob("*.py"))


def module(path):
    """pipeline/read/__init__.py -> pipeline.read"""
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports(path):
    """The dotted names a file imports, wherever in the file; relative ones made absolute."""
    package = module(path).split(".") if path.endswith("__init__.py") else module(path).split(".")[:-1]
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            found += (f"{name}.{alias.name}" for alias in node.names)
    return found


def unit(name):
    """The part of the house a module belongs to: pipeline.read.lines -> read."""
    parts = name.split(".")
    return parts[1] if parts[0] == "pipeline" and len(parts) > 1 else None


def arrows():
    """(file, importing unit, imported unit)"""
    for path in files():
        for name in imports(path):
            if unit(module(path)) and unit(name) and unit(name) != unit(module(path)):
                yield path, unit(module(path)), unit(name)


def test_every_part_of_the_house_has_its_place():
    assert {unit(module(path)) for path in files()} - {None} <= MAY_IMPORT.keys()


def test_imports_keep_to_the_floor_plan():
    wrong = [(path, there) for path, here, there in arrows() if there not in MAY_IMPORT[here]]
    assert not wrong


def test_no_arrow_runs_back_up():
    graph = {}
    for _, here, there in arrows():
        graph.setdefault(here, set()).add(there)
    list(TopologicalSorter(graph).static_order())  # raises CycleError


def test_files_inside_a_part_do_not_import_in_a_circle():
    known = {module(path) for path in files()}
    graph = {}
    for path in files():
        targets = {name if name in known else name.rpartition(".")[0] for name in imports(path)}
        graph[module(path)] = {name for name in targets if name in known and name != module(path)}
        if path.endswith("__init__.py"):
            continue
        graph[module(path)].discard(module(path).rpartition(".")[0])
    list(TopologicalSorter(graph).static_order())


def opened(path):
    """Calls by which a file is opened without the store."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        called, line = node.func, node.lineno
        if isinstance(called, ast.Name) and called.id == "open":
            yield line, "open"
        elif isinstance(called, ast.Attribute):
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            path_call = isinstance(called.value, ast.Call) and getattr(called.value.func, "id", "") == "Path"
            by_path = called.attr in OPENERS and owner != "store" and not in_memory(node)
            by_module = called.attr in ("open", "ZipFile") and (owner in MODULES_THAT_OPEN or path_call)
            if by_path or by_module:
                yield line, ast.unparse(called)


def in_memory(call):
    """pd.read_csv(io.StringIO(...)) and the like read no file."""
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Call) and ast.unparse(first.func).rpartition(".")[2] in (
        "StringIO",
        "BytesIO",
        "BufferReader",
    )


def test_only_the_store_opens_files():
    found = [(path, *call) for path in files() if not path.startswith("pipeline/store/") for call in opened(path)]
    assert not found


def test_the_search_for_openers_finds_them(tmp_path):
    source = (
        "from pathlib import Path\nopen(p)\nPath(p).read_text()\nPath(p).open()\npd.read_csv(p)\nstore.read_text(p)\n"
    )
    (tmp_path / "x.py").write_text(source + "pd.read_csv(io.StringIO(p))\nbuilder.open(tag)\n")
    assert [line for line, _ in opened(str(tmp_path / "x.py"))] == [2, 3, 4, 5]


def test_importing_the_pipeline_loads_no_heavy_library():
    """Start-up is paid on every command; the check stage alone needs these, and imports them when it runs."""
    names = [module(path) for path in files() if not path.endswith("__main__.py")]
    code = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
    code += f"print([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"


# ------------------------------------------------------------------ the DAG names what a stage uses


@cache
def stages():
    return store.read_yaml(ROOT / "dvc.yaml")["stages"]


def used_by(stage):
    """The files of code a stage runs on: what its module imports, and so on. Of other stages only the file that says
    where their results lie."""
    known = {module(path): path for path in files()}
    waiting, used = [f"pipeline.cli.stages.{stage}"], set()
    while waiting:
        name = waiting.pop()
        used.add(known[name])
        other_stage = name.startswith("pipeline.cli.stages") and name != f"pipeline.cli.stages.{stage}"
        for target in imports(known[name]) if not other_stage else ():
            target = target if target in known else target.rpartition(".")[0]
            if target in known and known[target] not in used:
                waiting.append(target)
    return used - {"pipeline/__init__.py"}


def covers(dep, path):
    return path == dep or path.startswith(dep.rstrip("/") + "/")


@pytest.mark.parametrize("stage", ("read", "repair", "extract", "tabulate", "publish"))
def test_dvc_yaml_names_the_code_a_stage_uses_and_no_other(stage):
    deps = [dep for dep in stages()[stage]["deps"] if dep.startswith("pipeline")]
    used = used_by(stage)
    assert not sorted(path for path in used if not any(covers(dep, path) for dep in deps)), "add to deps"
    assert not sorted(dep for dep in deps if not any(covers(dep, path) for path in used)), "take from deps"
    assert "pipeline" not in {dep.rstrip("/") for dep in deps}, "one dep for all runs every stage at each edit"


def test_every_dep_is_a_file_of_the_project_or_made_by_a_stage():
    made = [next(iter(out)) if isinstance(out, dict) else out for stage in stages().values() for out in stage["outs"]]
    for stage in stages().values():
        for dep in stage["deps"]:
            assert (ROOT / dep).exists() or any(covers(out, dep) or covers(dep, out) for out in made), dep


def test_no_stage_is_cached_or_emptied_before_it_runs():
    """DVC empties outs before a stage runs; a stage that fails would leave data_out/ in pieces."""
    for name, stage in stages().items():
        for out in stage["outs"]:
            options = next(iter(out.values())) if isinstance(out, dict) else {}
            if "data_out" in str(out):
                assert options.get("cache") is False and options.get("persist") is True, (name, out)


# ------------------------------------------------------------------ nothing of the data is written into the code


def words_of(text):
    """Letters and digits in lower case: "IL-2" -> ("il", "2"); camelCase is cut."""
    return tuple(word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+", text))


@cache
def forbidden():
    """Names of entries and of pages as word sequences; ordinary words (which need a context) and the roots aside."""
    vocab = ROOT / "curation" / "vocab" / "names.csv"
    with open(vocab, encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["match"] != "needs_context"]
    names = {row["name"] for row in rows if row["entry_id"] not in ROOTS}
    with open(ROOT / "raw" / "sources.csv", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names |= {row["source_id"], Path(row["file"]).stem, row["publisher"], row["url"]}
    return {words_of(name) for name in names} - TECHNIQUE - {()}


@cache
def by_first_word():
    index = {}
    for name in forbidden():
        index.setdefault(name[0], []).append(name)
    return index


def mentions(text):
    """The forbidden names inside a text, as whole words."""
    words = words_of(text)
    return {
        " ".join(name)
        for at, word in enumerate(words)
        for name in by_first_word().get(word, ())
        if words[at : at + len(name)] == name
    }


def docstrings(root):
    for node in ast.walk(root):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def spoken(root):
    """(line, text) of each identifier and string literal; docstrings are exempt, comments are not in the tree."""
    exempt = set(map(id, docstrings(root)))
    for node in ast.walk(root):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)) and id(node) not in exempt:
            yield line, node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        for name in ("id", "attr", "name", "arg", "asname"):
            if isinstance(getattr(node, name, None), str):
                yield line, getattr(node, name)


@pytest.mark.parametrize("path", files())
def test_no_name_of_drug_event_condition_or_page_in_code(path):
    found = [(line, text[:60], mentions(text)) for line, text in spoken(tree(path)) if mentions(text)]
    assert not found


def test_the_search_for_names_finds_them():
    source = '"""Treats melanoma."""\nif name == "interleukin-2": hair_loss = [b"Proleukin"]\nx = "cytokine and cancer"'
    found = [mentions(text) for _, text in spoken(ast.parse(source)) if mentions(text)]
    assert {"interleukin 2"} <= set().union(*found) and len(found) == 3
