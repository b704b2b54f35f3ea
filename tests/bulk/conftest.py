"""A folder of small pages, and what a bulk run wrote."""

import pyarrow.parquet as pq
import pytest

from pipeline.cli import bulk

USES = ("Aldesleukin is approved to treat melanoma.", "Filgrastim is used to treat neutropenia.")
HARMS = ("Side effects of aldesleukin include fever and chills.", "Filgrastim may cause bone pain.")


def page(number):
    return f"Page {number}\n\n{USES[number % 2]} {HARMS[number % 2]}\n"


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(page(number), encoding="utf-8")
    return folder


@pytest.fixture
def run(thinned, tmp_path, monkeypatch):
    """run(paths...): the summary of a run into tmp_path/out, by thinned declarations and in this process.

    Not ``compared`` with the pages of raw/, which costs more than all else that happens here.
    """
    monkeypatch.chdir(thinned)
    siblings_of = bulk.siblings_of

    def go(*paths, out=tmp_path / "out", compared=False, workers=0, **options):
        monkeypatch.setattr(bulk, "siblings_of", siblings_of if compared else lambda declared, root: ())
        return bulk.run([str(path) for path in paths], str(out), thinned, workers, **options)

    return go


@pytest.fixture
def written(tmp_path):
    """written("claims"): the rows of a table, in the order of its shards."""

    def rows(table, out=tmp_path / "out"):
        return [row for part in sorted((out / table).iterdir()) for row in pq.read_table(part).to_pylist()]

    return rows
