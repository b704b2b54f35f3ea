"""Check: the release gate. What it is given is what is published: the very bytes, then the very folder.

``quality`` holds the tables to their suites and to the rules between them; ``gate`` holds the written folder to its
checksums, its descriptor and itself. Both gather every fault before they raise.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.check import agreement, counts, datadocs, words
from pipeline.check.datadocs import clean
from pipeline.check.expectations import run
from pipeline.check.folder import descriptor_faults, folder_faults, read_tables
from pipeline.check.rules import World, judge
from pipeline.records import Fault, Faults

__all__ = ["RULES", "clean", "docs", "gate", "quality"]

RULES = (*counts.RULES, *words.RULES, *agreement.RULES)
Files = Mapping[str, bytes]
Schemas = Mapping[str, dict]


def quality(
    files: Files, schemas: Schemas, package: Mapping, texts: Mapping[str, str], found: Mapping[str, int]
) -> dict:
    """The quality report of the tables in ``files`` (tables/<name>.csv), for :func:`pipeline.package.wrap`.

    ``schemas`` expanded; ``package`` from schemas/package.yaml; ``texts`` source_id to text layer, of every source
    that was read; ``found`` source_id to the number of candidates found on it.
    Raises Faults with every expectation that is not met and every row that breaks a rule between tables.
    """
    world = World(read_tables(files, schemas), schemas, texts, found, package["x_quote_limits"])
    verdicts = judge(world, RULES)
    suites, faults = run(world.frames, schemas, verdicts)
    faults = [f for f in faults if not f.where.startswith("between_tables")]  # said better, row by row, by the rules
    faults += [fault for verdict in verdicts for fault in verdict.faults()]
    if faults:
        raise Faults(faults)
    rules = [
        {"table": v.rule.table, "rule": v.rule.meaning, "checked": v.checked, "broken": len(v.offences)}
        for v in verdicts
    ]
    return {"suites": suites, "rules": rules, "candidates": counts.endings(world), "quotations": words.shares(world)}


def gate(folder: str, files: Files, schemas: Schemas, expected: Files | None = None) -> None:
    """Hold a written folder, and ``files`` as read back from it, to what a reader is promised. Raises Faults.

    ``expected``: the bytes that were to be written, those that :func:`quality` saw; any difference is a fault.
    """
    faults = folder_faults(files, schemas)
    for name in sorted({*files, *(expected or files)}):
        if expected is not None and files.get(name) != expected.get(name):
            faults.append(Fault("not_as_written", name, "is not what was to be written", "look at the disk"))
    faults += descriptor_faults(f"{folder}/datapackage.json")
    if faults:
        raise Faults(faults)


def docs(
    folder: str, files: Files, schemas: Schemas, package: Mapping, texts: Mapping[str, str], found: Mapping[str, int]
) -> None:
    """Write Data Docs of the same checks below ``folder``; put every page through :func:`clean` afterwards."""
    world = World(read_tables(files, schemas), schemas, texts, found, package["x_quote_limits"])
    datadocs.build(folder, world.frames, schemas, judge(world, RULES))
