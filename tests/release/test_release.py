"""The life of a release from the command line: the first, a too small second, the second, and the way back."""

import csv
import hashlib
import io
import json
import re
import subprocess
import zipfile

import pandas as pd

from pipeline.cli import release as command

RELEASES = "data_out/releases"


def latest(root):
    return json.loads((root / RELEASES / "latest.json").read_text())


def zipped(root):
    return zipfile.ZipFile(root / RELEASES / latest(root)["file"])


def table(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


def declared(root):
    """The version, wherever it stands."""
    lines = [(root / name).read_text() for name in ("schemas/package.yaml", "CITATION.cff", "pyproject.toml")]
    return {re.search(r'(?m)^version(?:: | = ")([\d.]+)', text)[1] for text in lines}


def add_an_entry(frames):
    """A new entry of the vocabulary, and one that is gone with its names and identifiers."""
    events, names = frames["events"], frames["names"]
    used = set(frames["claims"]["object"]) | set(events["parent_event_id"].dropna())
    used |= set(frames["adverse_events"]["group_event_id"].dropna())
    gone = next(id for id in events["event_id"] if id not in used)
    events.loc[events["event_id"] == gone, "event_id"] = "zzz-a-new-entry"
    for frame in (names, frames["identifiers"]):
        frame.loc[(frame["entry_type"] == "event") & (frame["entry_id"] == gone), "entry_id"] = "zzz-a-new-entry"
    add_an_entry.gone = gone


def test_the_life_of_a_release(cli, checkout):
    root = checkout.root

    # The first one: nothing to compare with.
    assert cli("bump").stdout == "1.0.0\n" and declared(root) == {"1.0.0"}
    stale = cli("release")
    assert stale.exit_code == 1 and "[version_stale]" in stale.stderr
    checkout.publish()
    assert "released 1.0.0" in cli("release").stdout
    told, archive = latest(root), zipped(root)
    data = (root / RELEASES / told["file"]).read_bytes()
    assert told["sha256"] == hashlib.sha256(data).hexdigest() and told["version"] == "1.0.0"
    assert "## 1.0.0 (" in (root / "CHANGELOG.md").read_text()
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert sums.keys() | {"SHA256SUMS"} == set(archive.namelist())
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items())

    # The same tree once more is the same release; the file is not touched.
    again = cli("release")
    assert again.exit_code == 0 and "the same byte for byte" in again.stdout
    assert cli("bump").exit_code == 1

    # A row came, a row went: no patch. What was built under the old version is refused too.
    checkout.publish(add_an_entry)
    refused = cli("bump", "patch")
    assert refused.exit_code == 1 and "asks for at least 1.1.0 (MINOR)" in refused.stderr
    assert "[released_already]" in cli("release").stderr
    for name in ("schemas/package.yaml", "CITATION.cff", "pyproject.toml"):
        text = (root / name).read_text()
        (root / name).write_text(text.replace("1.0.0", "1.0.1", 1))
    checkout.publish()
    assert "[bump_too_small]" in cli("release").stderr and latest(root)["version"] == "1.0.0"
    assert cli("bump").stdout == "1.1.0\n" and declared(root) == {"1.1.0"}
    counted = list(csv.DictReader(io.StringIO((root / "schemas/changes.csv").read_text())))
    assert {("row_added", "events", "1"), ("row_retired", "events", "1")} <= {
        (row["difference"], row["table"], row["n_differences"]) for row in counted
    }
    checkout.publish()
    assert "released 1.1.0" in cli("release").stdout

    # What it tells of itself.
    archive = zipped(root)
    changes = table(archive, "history/changes.csv")
    assert {("row_added", "events"), ("row_retired", "events")} <= {(c["what"], c["table"]) for c in changes}
    graves = {row["retired_id"]: row for row in table(archive, "history/tombstones.csv")}
    assert graves[add_an_entry.gone]["successor"] == "zzz-a-new-entry"
    assert graves[add_an_entry.gone]["version"] == "1.1.0"
    assert [path.name for path in (root / RELEASES).glob("*.zip")] == ["cytokine-therapy-1.1.0.zip"]
    assert json.loads((root / RELEASES / "contract.json").read_text())["version"] == "1.0.0"
    log = (root / "CHANGELOG.md").read_text()
    assert log.index("## 1.1.0 (") < log.index("## 1.0.0 (") and "| events | row_added |" in log

    # Drift blocks until somebody says why.
    def empty_a_column(frames):
        frames["claims_flat"]["publisher"] = pd.Series([pd.NA] * len(frames["claims_flat"]), dtype="str")
        frames["sources"]["publisher"] = pd.Series([pd.NA] * len(frames["sources"]), dtype="str")

    checkout.publish(empty_a_column)
    assert cli("bump").exit_code == 0
    checkout.publish()
    blocked = cli("release")
    assert blocked.exit_code == 1 and "claims_flat.publisher" in blocked.stderr and "[drift]" in blocked.stderr
    assert latest(root)["version"] == "1.1.0"
    assert cli("release", "--accept-drift", "publishers asked for it").exit_code == 0
    assert "publishers asked for it" in (root / "CHANGELOG.md").read_text()

    # A zip that somebody touched is not compared with.
    path = root / RELEASES / latest(root)["file"]
    path.write_bytes(path.read_bytes() + b"\0")
    assert "[release_damaged]" in cli("release").stderr


def test_two_builds_on_other_days_are_one_zip(checkout, monkeypatch):
    """Another day of release, and the files found in another order."""
    import datetime

    root, made = checkout.root, []
    command.bump(root, "none", datetime.date(2026, 1, 2))
    checkout.publish()
    for day in (datetime.date(2026, 1, 2), datetime.date(2027, 3, 4)):
        command.make(root, "", day)
        made.append((root / RELEASES / latest(root)["file"]).read_bytes())
        (root / RELEASES / "latest.json").unlink()
    assert made[0] == made[1]


def test_diff_takes_folders_zips_and_revisions(cli, checkout):
    root = checkout.root
    git = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    cli("bump")
    checkout.publish()
    cli("release")
    checkout.publish(add_an_entry)
    zip = f"{RELEASES}/cytokine-therapy-1.0.0.zip"
    for old in (zip, "HEAD"):
        told = cli("diff", old, "data_out")
        assert told.exit_code == 0 and "(MINOR)" in told.stdout and "row_retired" in told.stdout, told.stderr
    rows = list(csv.DictReader(io.StringIO(cli("diff", zip, "--format", "csv").stdout)))
    assert {row["table"] for row in rows} >= {"events", "names"}
    assert {row["level"] for row in rows} == {"minor", "patch"}
    for name in ("no-such-thing", "--output=x", "docs"):
        wrong = cli("diff", "--", name, "data_out")
        assert wrong.exit_code == 1 and "no_package]" in wrong.stderr or "not_a_package]" in wrong.stderr
