"""What must hold for any bytes whatever: the checks that the fuzzer drives and the seeds repeat."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipeline.read import markup_spans, read, sentences
from pipeline.records import Document, Fault, Repair, View
from pipeline.repair import compiled, repair

RULES = Path(__file__).parents[2] / "curation" / "rules" / "repair.yaml"
_rules: list = []


def rules():
    """The repair rules, read once."""
    if not _rules:
        _rules.append(compiled(yaml.safe_load(RULES.read_text(encoding="utf-8"))))
    return _rules[0]


def document(data: bytes) -> Document | None:
    """The page, or None where it is refused in one line with a remedy."""
    try:
        return read(data, "p")
    except Fault as fault:
        assert fault.code and fault.remedy and "\n" not in str(fault)
        return None


def check_read(data: bytes) -> None:
    """Blocks lie in order in the text, sentences in their blocks, heads and paths before what they head."""
    page = document(data)
    last = 0
    for at, block in enumerate(page.blocks if page else ()):
        assert last <= block.start < block.end <= len(page.text)
        last = block.end
        assert block.head is None or block.head < at
        assert all(n < at and page.blocks[n].kind == "heading" for n in block.path)
        spans = sentences(page.text, block.start, block.end)
        assert all(block.start <= a < b <= block.end for a, b in spans)
        assert all(block.start <= a < b <= block.end for a, b in markup_spans(page.text, block))


def check_repair(data: bytes) -> None:
    """Every repair says what stands there; the view's spans lead back to spans that hold them; twice is the same."""
    page = document(data)
    if page is None:
        return
    repairs = repair(page, (), rules())
    assert all(page.text[r.start : r.end] == r.before for r in repairs)
    assert repairs == repair(page, (), rules())
    check_view(View.of(page.text, repairs))


def check_map(data: bytes) -> None:
    """The offset map on made-up edits: the first bytes say where, the rest is the text."""
    text = data[8:].decode("utf-8", "replace")
    cuts = sorted({byte % (len(text) + 1) for byte in data[:8]})
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Repair(a, b, text[a:b], text[a:b][::-1] * (n % 3), "k", "r", "auto") for n, (a, b) in enumerate(spans)]
    check_view(View.of(text, edits))


def check_view(view: View) -> None:
    for end in range(1, len(view.text) + 1, max(1, len(view.text) // 50)):
        low, high = view.to_stored(end - 1, end)
        assert 0 <= low <= high <= len(view.stored)
        if low < high and not view.used(end - 1, end):  # an insertion alone stands nowhere in the stored text
            assert view.stored[low:high] == view.text[end - 1 : end]
    places = [view.to_view(at) for at in range(0, len(view.stored) + 1, max(1, len(view.stored) // 50))]
    assert places == sorted(places) and all(0 <= at <= len(view.text) for at in places)


CHECKS = {"read": check_read, "repair": check_repair, "map": check_map}
