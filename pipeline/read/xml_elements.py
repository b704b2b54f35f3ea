"""What an element of XML of unknown kind is, by its name and by what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

TITLE_NAMES = frozenset(
    "title subtitle heading head header question caption summarytitle brieftitle officialtitle briefname topic focus "
    "subject headline articletitle sectiontitle drugname name q".split()
)
ITEM_NAMES = frozenset(("li", "item", "listitem", "bullet"))
LIST_NAMES = frozenset(("list", "items", "ul", "ol", "itemizedlist", "orderedlist", "bullets", "dl", "deflist"))
PARAGRAPH_NAMES = frozenset(("p", "para", "paragraph", "simplepara", "line"))
PLAIN = re.compile(  # names that say nothing about what they hold
    r"(?:root|xml|documents?|doc|records?|entry|entries|row|rows|item|items|list|data|dataset|response|results?"
    r"|result|article|articles|front|back|body"
    r"|section|sections|sec|subsection|div|component\w{0,3}|structuredbody|content|contents|text|textblock|value"
    r"|answer|answers|a|p|para|paragraph|page"
    r"|pages|qapairs?|qas?|pair|pairs|faq|faqs|block|blocks|group|part|chapter|node|string|str|field|html|span|line"
    r"|feed|channel|rss|main|meta"
    r"|frontmatter|bodymatter|table|\w)\Z"
)
REFERENCE_NAMES = frozenset(
    "reflist references reference ref bibliography citation citations link url pmid doi back".split()
)
FORMAT_NAMES = frozenset(  # elements of running text wherever they stand; others only between words
    "b i u em strong sub sup span font small br italic bold emphasis sc xref extlink ulink uri styledcontent".split()
)
TITLE_NAME = re.compile(r"(?:official|brief|full|study|public|drug|product|page|doc|document)?(?:title|name)\Z")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
LONGEST_ENTRY, LONGEST_QUESTION = 300, 200


def readable(element: etree._Element) -> str:
    """An element's name as a heading.

    >>> readable(etree.fromstring("<adverseEvents/>")), readable(etree.fromstring("<brief_summary/>"))
    ('Adverse events', 'Brief summary')
    """
    words = CAMEL.sub(" ", etree.QName(element).localname).replace("_", " ").replace("-", " ").replace(".", " ").split()
    words = [w if w.isupper() and len(w) > 1 else w.lower() for w in words]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def key(element: etree._Element) -> str:
    """An element's name without prefix, case and hyphens, for comparing."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :].lower().replace("_", "").replace("-", "") if isinstance(tag, str) else ""


def speaks(element: etree._Element) -> bool:
    return any(piece and not piece.isspace() for piece in element.itertext()) or bool(
        element.tail and element.tail.strip()
    )


def is_leaf(element: etree._Element) -> bool:
    """Whether an element holds running text: no child, or text mixed with inline elements."""
    if not len(element):
        return True
    if key(element) in PARAGRAPH_NAMES and not holds_blocks(element):
        return True
    own = (element.text or "") + "".join(c.tail or "" for c in element)
    return bool(own.strip()) and not holds_blocks(element) or all(key(c) in FORMAT_NAMES for c in element)


def holds_blocks(element: etree._Element) -> bool:
    names = {key(c) for c in element.iterdescendants() if isinstance(c.tag, str)}
    return bool(
        names & (PARAGRAPH_NAMES | LIST_NAMES | ITEM_NAMES | {"table", "sec", "section", "div", "title", "question"})
    )


def is_series(children: list[etree._Element]) -> bool:
    """Whether elements are entries of one list: leaves of one name, short, two at least."""
    if len(children) < 2 or len({c.tag for c in children}) != 1 or key(children[0]) in PARAGRAPH_NAMES:
        return False
    return all(is_leaf(c) and len(c.text or "") <= LONGEST_ENTRY for c in children)


def run_of_alike(children: list[etree._Element], at: int) -> int:
    """How many short leaves of one name stand together from ``at`` on: more than one is a list."""
    end = at
    while (
        end < len(children)
        and children[end].tag == children[at].tag
        and is_leaf(children[end])
        and len(children[end].text or "") <= LONGEST_ENTRY
    ):
        end += 1
    return end - at


def rows(element: etree._Element, in_head: bool) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, not those of tables inside it, and whether each stands in the table's head."""
    for child in element:
        name = key(child)
        if name in ("tr", "row"):
            yield child, in_head
        elif name in ("thead", "tbody", "tfoot", "tgroup"):
            yield from rows(child, name == "thead")
