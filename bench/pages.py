"""Made-up pages to time: paragraphs of the invented pages of tests/forms, shuffled.

``dense`` pages take any paragraph; ``mixed`` ones, as a crawl has them, take paragraphs without an agent nine times out
of ten. ``site`` pages wear what a site puts around its text. Page n is the same on every machine.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from html import escape
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


def site_pages(count: int, parts: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of HTML pages of the size and the make-up that sites have, 60 to 100 KB.

    A third scripts and styles, a third menus, a third text: paragraphs with links in them, lists, a table.
    """
    words = sorted({word for part in parts for word in part.split() if word.isalpha()})
    for number in range(count):
        draw = random.Random(number)
        body = [
            _menu(draw, words, 150),
            _article(draw, words, parts),
            _menu(draw, words, 60),
            _script(draw, words, 250),
        ]
        head = f"<meta charset=utf-8><title>Page {number}</title><style>{_style(draw, words)}</style>"
        page = f"<html lang=en><head>{head}{_script(draw, words, 150)}</head><body>{''.join(body)}</body></html>"
        yield f"{number:06}.html", f"<!DOCTYPE html>{page}".encode()


def _some(draw: random.Random, words: Sequence[str], count: int) -> str:
    return " ".join(draw.choices(words, k=count))


def _style(draw: random.Random, words: Sequence[str]) -> str:
    return "".join(f".{draw.choice(words)}{n}{{margin:0 {n}px;color:#{n:06x}}}" for n in range(150))


def _script(draw: random.Random, words: Sequence[str], entries: int) -> str:
    data = {f"{draw.choice(words)}{n}": [_some(draw, words, 3), n] for n in range(entries)}
    return f"<script>window.state={json.dumps(data)};</script>"


def _menu(draw: random.Random, words: Sequence[str], links: int) -> str:
    entry = (
        '<li class="menu-item depth-1"><a class="menu-link" href="/{0}/{1}" data-track="{1}"><span>{2}</span></a></li>'
    )
    items = (entry.format(draw.choice(words), n, _some(draw, words, 2)) for n in range(links))
    return f'<nav class="site-menu"><div class="inner"><ul>{"".join(items)}</ul></div></nav>'


def _article(draw: random.Random, words: Sequence[str], parts: Sequence[str]) -> str:
    """Sections until there are 15 KB of text, and a table."""
    found, size = [f"<h1>{_some(draw, words, 3)}</h1>"], 0
    while size < 15_000:
        text = [escape(draw.choice(parts)) for _ in range(3)]
        size += sum(map(len, text))
        linked = [f'<p class="text">{part} <a href="/more">{_some(draw, words, 2)}</a>.</p>' for part in text]
        items = "".join(f"<li>{_some(draw, words, 6)}</li>" for _ in range(5))
        found.append(
            f'<section class="part"><h2>{_some(draw, words, 2)}</h2>{"".join(linked)}<ul>{items}</ul></section>'
        )
    cells = ("".join(f"<td class=cell>{_some(draw, words, 2)}</td>" for _ in range(4)) for _ in range(30))
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<main><article>{''.join(found)}<table><tr>{'<th>What</th>' * 4}</tr>{table}</table></article></main>"
