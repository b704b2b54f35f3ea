"""A page may end behind any name on it."""

from pipeline import declare
from pipeline.page import Kit, extract_page

PAGE = """# Interferon gamma

## Uses

Chronic granulomatous disease: fewer infections

Severe osteopetrosis, melanoma

- Kidney cancer: alone or with surgery

## Side effects

Fever: very common. Headache (often), fatigue | 12%
"""


def test_a_page_may_end_behind_any_name(root):
    kit = Kit.of(declare.load(root, pages=False).vocabulary)
    ends = {mention.end for mention in extract_page(PAGE.encode(), "page", kit).mentions}
    assert len(ends) > 8
    for end in ends:
        assert extract_page(PAGE[:end].encode(), "page", kit).document.text == PAGE[:end]
