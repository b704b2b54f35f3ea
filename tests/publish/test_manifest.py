"""No file leaves without a licence, and the documents of the package lead to what is in it."""

import pytest

from pipeline import package
from pipeline.package.manifest import document_bytes
from pipeline.records import Faults


def test_a_file_that_the_manifest_does_not_name_is_refused(sample):
    for name in ("stray.txt", "tables/stray.csv", "raw/pages/page.txt"):
        with pytest.raises(Faults, match=f"{name}: no line of the manifest names it .file_unlisted"):
            package.write(sample.frames, sample.schemas, sample.package, extra={name: b""})


def test_the_notice_names_every_file_once_under_its_licence(sample):
    made = package.write(sample.frames, sample.schemas, sample.package, documents={"NOTICE": b"Of whom.\n"})
    lines = made["NOTICE"].decode().splitlines()
    assert lines[0] == "Of whom."
    listed = [line.strip() for line in lines if line.startswith("    ")]
    assert sorted(listed) == sorted(made)
    assert lines.index("    tables/identifiers.csv") > lines.index(
        f"  identifiers: {sample.package['x_licences']['identifiers']}"
    )


def test_links_of_a_document_lead_to_what_the_package_holds():
    text = b"[n](../NOTICE) [s](../data_out/scores.json) [d](red-runs.md#a) [w](https://example.org/x)"
    made = document_bytes(text, "docs/data-card.md", {"NOTICE": "NOTICE"})
    assert made.decode() == "[n](NOTICE) [s](scores.json) d [w](https://example.org/x)"
