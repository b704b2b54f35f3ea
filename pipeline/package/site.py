"""site/index.html: the explorer, one file that holds its tables, its styles and its scripts, and calls nobody."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from pipeline.package.embed import Frames, Schemas, embedded
from pipeline.records import Fault

PAGE, WORDS, SITE = "index.html", "words.json", "site/index.html"
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
CLOSING = re.compile(r"</(?:script|style)|<!--", re.I)  # ends an inlined script early, wherever it stands in it
HEAD = ("title", "version", "description", "licenses")


def site_bytes(
    parts: Mapping[str, bytes], frames: Frames, schemas: Schemas, package: Mapping, told: Mapping[str, object]
) -> bytes:
    """The explorer as one HTML file.

    ``parts``: the files of the folder site/, of which ``index.html`` names styles and scripts; ``told``: what else
    the page shows (report, scores, ...), plain data. Raises Fault for a part that is missing or cannot be inlined.
    """
    texts = {name: data.decode("utf-8") for name, data in parts.items()}
    page = _part(texts, PAGE)
    styles = [_part(texts, name) for name in STYLE.findall(page)]
    scripts = [_part(texts, name) for name in SCRIPT.findall(page)]
    ordered = {name: frames[name] for name in package["tables"]}
    data = {key: package[key] for key in HEAD} | embedded(ordered, schemas) | dict(told)
    data["words"] = json.loads(_part(texts, WORDS))
    # Markup in the data is escaped, hence what is looked for after it comes from the template alone.
    page = page.replace("POLICY", policy(scripts, styles), 1).replace("DATASET", as_data(data), 1)
    page = STYLE.sub(lambda hit: f"<style>{texts[hit[1]]}</style>", page)
    return SCRIPT.sub(lambda hit: f"<script>{texts[hit[1]]}</script>", page).encode("utf-8")


def _part(texts: Mapping[str, str], name: str) -> str:
    if name not in texts:
        raise Fault("site_part", f"site/{name}", "site/index.html names it and it is not there", "restore it")
    if name != PAGE and (found := CLOSING.search(texts[name])):
        raise Fault("site_part", f"site/{name}", f"{found[0]!r} in it would end the script", "split the string")
    return texts[name]


def as_data(data: object) -> str:
    """JSON that no HTML parser takes for markup.

    >>> as_data({"quote": "</script><script>alert(1)</script>"})
    '{"quote":"\\\\u003c/script>\\\\u003cscript>alert(1)\\\\u003c/script>"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The content security policy of a page that runs these scripts and styles and nothing else, and loads nothing."""
    ours = f"script-src {_hashes(scripts)}; style-src {_hashes(styles)}"
    return f"default-src 'none'; {ours}; img-src data:; base-uri 'none'; form-action 'none'"


def _hashes(texts: Iterable[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)
