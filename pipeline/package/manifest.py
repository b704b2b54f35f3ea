"""The manifest (``x_files`` of package.yaml): every file of the package, what it holds, and under which licence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from pipeline.records import Fault, Faults

LINK = re.compile(r"\[([^\]]*)\]\(([^)#]+)(#[^)]*)?\)")


def unlisted(names: Iterable[str], package: Mapping) -> list[Fault]:
    """A fault for each file that the manifest does not name: nothing is given away without a licence."""
    remedy = "list it under x_files in schemas/package.yaml, with its licence"
    return [
        Fault("file_unlisted", name, "no line of the manifest names it", remedy)
        for name in sorted(names)
        if entry_of(name, package) is None
    ]


def entry_of(name: str, package: Mapping) -> Mapping | None:
    """The manifest's line on a file; ``{table}`` in it stands for each declared table.

    >>> entry_of("tables/x.csv", {"tables": ["y"], "x_files": [{"file": "tables/{table}.csv"}]}) is None
    True
    """
    for entry in package["x_files"]:
        patterns = [entry["file"].replace("{table}", table) for table in package["tables"]]
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            return entry
    return None


def notice_bytes(text: bytes, names: Iterable[str], package: Mapping) -> bytes:
    """NOTICE of the package: that of the project, and each file with its licence. Raises Faults for unlisted files."""
    names = sorted(names)
    if faults := unlisted(names, package):
        raise Faults(faults)
    by_licence: dict[str, list[str]] = {}
    for name in names:
        by_licence.setdefault(entry_of(name, package)["licence"], []).append(name)
    lines = ["", "Files of this package, and the licence of each"]
    for licence, mine in sorted(by_licence.items()):
        lines += [f"  {licence}: {package['x_licences'][licence]}", *(f"    {name}" for name in mine), ""]
    return text + "\n".join(lines).encode("utf-8")


def document_bytes(text: bytes, place: str, documents: Mapping[str, str]) -> bytes:
    """A document of the project as it stands in the package: links to what the package holds lead there, other links
    keep only their words.

    ``place`` is where the document stands in the project, ``documents`` names what else of it the package holds.

    >>> document_bytes(b"[a](../data_out/README.md) [b](other.md)", "docs/x.md", {}).decode()
    '[a](README.md) b'
    """
    inside = {path: name for name, path in documents.items()}

    def moved(link: re.Match) -> str:
        words, target, anchor = link.groups()
        if "://" in target:
            return link[0]
        path = _resolved(place, target)
        name = inside.get(path) or (path.removeprefix("data_out/") if path.startswith("data_out/") else None)
        return f"[{words}]({name}{anchor or ''})" if name else words

    return LINK.sub(moved, text.decode("utf-8")).encode("utf-8") if place.endswith(".md") else text


def _resolved(place: str, target: str) -> str:
    parts = place.split("/")[:-1]
    for part in target.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)
