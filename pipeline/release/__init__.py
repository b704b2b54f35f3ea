"""Release: two packages compared, the version that follows, the change list, the tombstones, the zip.

Pure functions over the files of a package (name to bytes); whoever calls them finds the files and stores the result.

>>> [change.what for change in compare(*[Contents("1.0.0", {}, {}, {}, frozenset(names)) for names in ("a", "b")])]
['file_added', 'file_removed']
"""

from pipeline.release.archive import pack, unpack
from pipeline.release.change import LEVELS, Change, Level, parsed, raised, required, step
from pipeline.release.compare import compare
from pipeline.release.contents import HISTORY, INPUTS, Contents, contents
from pipeline.release.drift import drift_faults
from pipeline.release.explain import explain
from pipeline.release.notes import changes_csv, contract, counts_csv, section, tombstones_csv, with_section
from pipeline.release.tombstones import tombstones

__all__ = [
    "HISTORY",
    "INPUTS",
    "LEVELS",
    "Change",
    "Contents",
    "Level",
    "changes_csv",
    "compare",
    "contents",
    "contract",
    "counts_csv",
    "drift_faults",
    "explain",
    "pack",
    "parsed",
    "raised",
    "required",
    "section",
    "step",
    "tombstones",
    "tombstones_csv",
    "unpack",
    "with_section",
]
