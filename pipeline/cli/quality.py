"""How good the extraction is on the annotated pages, as the sentence that stands beside the data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline import store

ALONE, DECIDED = "machine alone", "with decisions"  # the two runs that are scored
CAVEAT = (
    "The annotation was made by language models and not yet reviewed by an expert, and these pages were at hand while"
    " the rules were written: expect more errors on other pages."
)


def error_rate(scores: Mapping) -> str:
    """Stored scores in words.

    >>> runs = {name: {"tables": {"indications": {"f1": share}}} for name, share in ((ALONE, 0.9), (DECIDED, 0.95))}
    >>> error_rate({"pages": 5, **runs}).removesuffix(CAVEAT)[50:]
    'F1 of 0.90 for indications; with what curators decided, which is what is published, 0.95 for indications. '
    """
    alone, decided = (_spoken(scores[name]["tables"]) for name in (ALONE, DECIDED))
    return (
        f"On {scores['pages']} annotated pages the machine alone reaches an F1 of {alone};"
        f" with what curators decided, which is what is published, {decided}. {CAVEAT}"
    )


def _spoken(tables: Mapping[str, Mapping]) -> str:
    claims = [name for name in tables if name not in ("mentions", "total")]
    return ", ".join(f"{tables[name]['f1']:.2f} for {name.replace('_', ' ')}" for name in claims)


def stored(path: Path) -> dict:
    """The scores in a file that ``extract`` wrote."""
    return json.loads(store.read_text(path))
