"""The one door to the disk: every file the pipeline reads or writes passes here.

Reading is strict (bytes are decoded as UTF-8 or refused, nothing is guessed) and every refusal is a
:class:`~pipeline.records.Fault` that names file, row and remedy. Writing is atomic: a reader sees the old file
or the new one, never half of one; :func:`publish` gives the same promise for a whole folder.
"""

from .paths import inside, list_files
from .publishing import alone, publish, recover
from .reading import Row, read_bytes, read_csv_rows, read_jsonl, read_text, read_tree, read_yaml
from .writing import delete, rewrite, write_atomic, write_jsonl

__all__ = [
    "Row", "alone", "delete", "inside", "list_files", "publish", "read_bytes", "read_csv_rows", "read_jsonl",
    "read_text", "read_tree", "read_yaml", "recover", "rewrite", "write_atomic", "write_jsonl",
]  # fmt: skip
