"""Vocabularies whose licence forbids sharing must not appear in anything that we publish."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.records import Fault

# Codes and addresses, not the bare names: prose may say that we do not use them. Parquet is compressed; it is held
# equal to the CSV. Concept ids of SNOMED CT have 6 to 18 digits, codes of MedDRA 8.
FORBIDDEN = re.compile(
    rb"(?i)\b(?:(?:meddra|mdr|snomed|snomed[-_. ]?ct|snomedct_us|sctid|sct)\s*[:=#_]\s*[A-Z]{0,4}\d{5,18}"
    rb"|snomed\.info|snomed\.org|meddra\.org|identifiers\.org/(?:meddra|snomedct))"
)


def forbidden_terms(files: Mapping[str, bytes]) -> list[Fault]:
    """A fault per place in any file that holds a code of MedDRA or SNOMED CT.

    >>> [str(f) for f in forbidden_terms({"x.csv": b"a\\nMEDDRA:10016558"})]
    ['x.csv byte 2: holds MEDDRA:10016558 [forbidden_term]; remedy: remove it where it comes from (curation/vocab)']
    """
    remedy = "remove it where it comes from (curation/vocab)"
    return [
        Fault("forbidden_term", f"{name} byte {hit.start()}", f"holds {hit[0].decode('ascii')}", remedy)
        for name in sorted(files)
        for hit in FORBIDDEN.finditer(files[name])
    ]
