"""HTML into a text layer and drafts: one walk over the tree, structure kept, scripts and hidden parts left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.read.builder import BOLD, INLINE, NONE, Builder
from pipeline.read.drafts import Draft
from pipeline.read.grid import is_data_table
from pipeline.read.regions import region, unseen
from pipeline.records import Fault

SKIP = frozenset(
    "script style noscript template svg canvas iframe object embed video audio map select option textarea input "
    "datalist meta link "
    "base dialog img picture source -comment -doctype".split()
)
REGIONS = frozenset("div section ul ol dl nav aside header footer form main article details button body".split())
HIDING = "[hidden], [aria-hidden], [style]"
UNMARKED = INLINE - BOLD - {"sup"}  # elements of running text that leave no trace
BY_TAG = frozenset(("nav", "header", "footer", "button"))
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody "
    "tfoot".split()
)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
DEEPEST = 1000  # browsers stop at 512; the parser's time grows with depth times elements
MOST_TAGS = 5000  # below that, no nesting can cost much
NAME = re.compile(r"[^\s/>]{0,100}")
ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")
LONGEST_TAG = 10_000
MOST_ATTRIBUTES = 500  # the parser compares each with all before it
MOST_LOOKS = 200  # regions whose content is searched for the page's title


def parse(html: str, name: str = "") -> tuple[str, list[Draft]]:
    """The text layer of an HTML page and its drafts.

    Raises a Fault (page_malformed) for a page built to cost: nested too deeply, a tag of thousands of attributes.

    >>> parse("<h2>Uses</h2><p>It treats:<ul><li>gout<ul><li>acute</ul></ul>")[0]
    'Uses\\n\\nIt treats:\\n\\n• gout\\n  • acute\\n'
    """
    refuse_costly(html, name)
    builder = Builder()
    root = LexborHTMLParser(html).root
    if root is not None:
        _walk(root, builder)
    return builder.layer.text, builder.layer.drafts


def refuse_costly(html: str, name: str) -> None:
    """Raise a Fault for a page whose parsing would take far more than linear time."""
    pieces = html.split("<")
    for piece in pieces:
        if len(piece) > LONGEST_TAG and piece[0].isalpha() and _attributes(piece) > MOST_ATTRIBUTES:
            raise _costly(name, f"a tag has more than {MOST_ATTRIBUTES} attributes")
    if len(pieces) > MOST_TAGS and _depth(html) > DEEPEST:
        raise _costly(name, f"its elements are nested more than {DEEPEST} deep")


def _attributes(tag: str) -> int:
    """How many attributes a tag has; stops counting when there are too many."""
    count, at = 0, len(NAME.match(tag)[0])
    while count <= MOST_ATTRIBUTES and (found := ATTRIBUTE.match(tag, at)):
        count, at = count + 1, found.end()
    return count


def _costly(name: str, problem: str) -> Fault:
    return Fault(
        "page_malformed",
        name,
        f"the page is broken or hostile HTML: {problem}",
        "save the page from a browser, or save its text",
    )


def _depth(html: str) -> int:
    """The deepest nesting, at most; elements that need no end tag are not counted."""
    depth = deepest = 0
    for closing, tag in TAG.findall(html):
        if tag.lower() in VOID:
            continue
        if closing:
            depth -= depth > 0
        else:
            depth += 1
            if depth > deepest:
                deepest = depth
    return deepest


def _walk(root: LexborNode, builder: Builder) -> None:
    """Visit every node in document order; without recursion, so that depth costs nothing."""
    node, open_ = root.first_child, []
    may_hide = {node.mem_id for node in root.css(HIDING)}  # a look at every element's attributes costs ten times that
    while node is not None:
        tag = node.tag
        if tag == "-text":
            builder.text(node.text_content)
        elif tag in SKIP:
            pass
        elif may_hide and node.mem_id in may_hide and unseen(node.attributes, tag in INLINE):
            pass
        elif tag in UNMARKED or _enter(node, tag, builder):
            below = node.first_child
            if below is not None:
                open_.append((node, tag))
                node = below
                continue
            _leave(tag, builder)
        after = node.next
        while after is None and open_:
            node, tag = open_.pop()
            if tag not in UNMARKED:
                _leave(tag, builder)
            after = node.next
        node = after
    builder.flush()


def _leave(tag: str, builder: Builder) -> None:
    builder.close(tag)
    if tag in REGIONS:
        builder.labels.pop()


def _enter(node: LexborNode, tag: str, builder: Builder) -> bool:
    """Pass on an element that begins; False to leave it out with all that it holds."""
    if tag == "br":
        builder.flow.break_line()
        return False
    if tag in INLINE:
        builder.open(tag)
    elif tag in REGIONS:
        attributes = node.attributes
        builder.flush()
        builder.labels.append(_label(node, tag, attributes, builder))
        builder.open(tag, attributes)
    elif tag == "table":
        builder.open(tag, NONE, len(builder.tables) < 20 and is_data_table(node))
    else:
        builder.open(tag, node.attributes if tag in ("td", "th") else NONE)
    return True


def _label(node: LexborNode, tag: str, attributes: Mapping[str, str | None], builder: Builder) -> str:
    """The label of the region that an element opens; one that holds the page's title is no side matter."""
    above = builder.labels[-1]
    found = region(tag, attributes) if above == "body" and (attributes or tag in BY_TAG) else ""
    if not found:
        return above
    builder.looks += tag not in ("nav", "button")
    if builder.looks > MOST_LOOKS or tag not in ("nav", "button") and node.css_first("h1, main, article") is not None:
        return above
    if tag == "button" and node.text(deep=True).rstrip().endswith("?"):
        return above  # a question that opens its answer
    return found
