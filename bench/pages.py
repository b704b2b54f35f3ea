"""Made-up pages to time: paragraphs of the invented pages of tests/forms, shuffled.

``dense`` pages take any paragraph; ``mixed`` ones, as a crawl has them, take paragraphs without an agent nine times out
of ten. Page n is the same on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

SIZE = 5300  # bytes, as the pages behind the limits in docs/performance.md
FORMS = Path("tests/forms/pages")


def paragraphs() -> list[str]:
    """The paragraphs and lists of the invented text pages, in the order of their names."""
    files = sorted(path for path in FORMS.rglob("a*_*") if path.suffix in (".txt", ".md"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    return [part.strip() for text in texts for part in text.split("\n\n") if len(part.strip()) > 60]


def made(count: int, parts: Sequence[str], plain: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of so many pages; with ``plain`` paragraphs nine pages out of ten hold no other."""
    for number in range(count):
        draw = random.Random(number)
        pool = plain if plain and number % 10 else parts
        chosen: list[str] = [f"Page {number}"]
        while sum(map(len, chosen)) < SIZE:
            chosen.append(draw.choice(pool))
        yield f"{number:06}.txt", "\n\n".join(chosen).encode()


def html_pages() -> list[bytes]:
    """The invented HTML pages."""
    return [path.read_bytes() for path in sorted(FORMS.rglob("a*_*.html"))]
