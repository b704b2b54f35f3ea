"""Stage read: pages of the manifest -> documents."""

from __future__ import annotations

from pathlib import Path

from pipeline import declare, store
from pipeline.cli.stages.build import DOCUMENTS
from pipeline.read import read
from pipeline.records import Fault, Faults


def run(root: Path) -> None:
    """Read every page that is not withdrawn; raises Faults that name each page that cannot be read."""
    documents, faults = [], []
    for row in declare.load(root).sources:
        if row["withdrawn_on"]:
            continue
        try:
            documents.append(read(store.read_bytes(root / row["file"]), row["source_id"]))
        except Fault as fault:
            faults.append(Fault(fault.code, row["file"], fault.problem, fault.remedy))
    if faults:
        raise Faults(faults)
    store.write_jsonl(root / DOCUMENTS, documents)
