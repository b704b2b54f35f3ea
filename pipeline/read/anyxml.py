"""XML of unknown kind: element text in document order, headings from titles, questions and element names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.read.builder import Builder

TITLE_NAMES = frozenset(
    "title subtitle heading head header question caption summarytitle brieftitle officialtitle briefname topic focus "
    "subject headline "
    "articletitle sectiontitle drugname name q".split()
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
    (
        "reflist",
        "references",
        "reference",
        "ref",
        "bibliography",
        "citation",
        "citations",
        "link",
        "url",
        "pmid",
        "doi",
        "back",
    )
)
FORMAT_NAMES = frozenset(  # elements of running text wherever they stand; others only between words
    "b i u em strong sub sup span font small br italic bold emphasis sc xref extlink ulink uri styledcontent".split()
)
TITLE_NAME = re.compile(r"(?:official|brief|full|study|public|drug|product|page|doc|document)?(?:title|name)\Z")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
DEEPEST_HEADING = 6
LONGEST_ENTRY, LONGEST_QUESTION = 300, 200


def walk(root: etree._Element, builder: Builder) -> None:
    """Everything that an XML page says, in document order."""
    _Walk(builder).container(root, 1)


class _Walk:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.titled = False  # whether the page has its title

    def container(self, element: etree._Element, depth: int) -> None:
        """An element that holds others; recursion is bounded by the depth that libxml2 allows."""
        name = _key(element)
        label = "reference" if name in REFERENCE_NAMES else self.builder.labels[-1]
        self.builder.flush()
        self.builder.labels.append(label)
        depth += self.own_heading(element, name, depth)
        children = [c for c in element if isinstance(c.tag, str) and _speaks(c)]
        if name in LIST_NAMES or _is_series(children):
            self.series(children, depth)
        elif name == "table" or any(_key(c) == "tr" for c in children):
            self.table(element)
        else:
            self.children(element, children, depth)
        self.builder.flush()
        self.builder.labels.pop()

    def own_heading(self, element: etree._Element, name: str, depth: int) -> bool:
        """Write the heading that an element gives its content by an attribute or by its name; whether it did."""
        words = next((element.get(a) for a in ("title", "heading", "label", "name") if element.get(a)), "")
        has_title = any(_key(c) in TITLE_NAMES for c in element if isinstance(c.tag, str))
        if not words and (has_title or PLAIN.match(name)):
            return False
        words = " ".join(words.split()) or readable(element)
        if depth == 1 and not self.titled and not element.get("title"):
            return False  # the root's name says what kind of file it is, not what it is about
        self.builder.add_heading(words, min(depth, DEEPEST_HEADING))
        return True

    def children(self, element: etree._Element, children: list[etree._Element], depth: int) -> None:
        """The text of an element and its children that say something, in order."""
        if element.text and element.text.strip():
            self.block("pre", element.text)
        taken = 0
        for at, child in enumerate(children):
            name = _key(child)
            if at < taken:
                continue
            speaks = not (PLAIN.match(name) or name in PARAGRAPH_NAMES or name in TITLE_NAMES)
            alike = _alike(children, at) if speaks else 0
            if alike > 1:
                self.builder.add_heading(readable(child), min(max(depth, 2), DEEPEST_HEADING))
                self.series(children[at : at + alike], depth)
                taken = at + alike
            elif self.is_title(child, name):
                depth = self.title(child, name, depth)
            elif _is_leaf(child):
                self.leaf(child, name, depth)
            else:
                self.container(child, depth)
            if child.tail and child.tail.strip():
                self.block("pre", child.tail)

    def is_title(self, child: etree._Element, name: str) -> bool:
        """Whether an element heads what follows: by its name, or because it asks."""
        if _holds_blocks(child):
            return False
        if name in TITLE_NAMES or not self.titled and TITLE_NAME.match(name):
            return True
        words = "".join(child.itertext()).strip()
        return words.endswith("?") and len(words) < LONGEST_QUESTION and name not in PARAGRAPH_NAMES

    def title(self, child: etree._Element, name: str, depth: int) -> int:
        """A title or a question heads what follows it; the depth of what follows."""
        words = " ".join("".join(child.itertext()).split())
        level = 1 if not self.titled else max(depth, 2)
        self.titled = True
        self.builder.flush()
        self.builder.add_heading(words, min(level, DEEPEST_HEADING))
        if level == 1:
            return max(depth, 2)
        return depth if words.endswith("?") or name in ("question", "q") else level + (depth <= level)

    def leaf(self, child: etree._Element, name: str, depth: int) -> None:
        """An element that holds running text only."""
        if name in ITEM_NAMES:
            self.series([child], depth)
            return
        reference = name in REFERENCE_NAMES
        self.builder.flush()
        self.builder.labels.append("reference" if reference else self.builder.labels[-1])
        before = child.getprevious()
        answers = before is not None and "".join(before.itertext()).rstrip().endswith("?")
        if not PLAIN.match(name) and name not in PARAGRAPH_NAMES and not reference and not answers:
            self.builder.add_heading(readable(child), min(max(depth, 2), DEEPEST_HEADING))
        if len(child) or name in PARAGRAPH_NAMES:
            self.inline("p", child)
        else:
            self.block("pre", child.text or "")
        self.builder.labels.pop()

    def series(self, children: list[etree._Element], depth: int) -> None:
        """Elements of one kind, one after the other: a list."""
        self.builder.open("ul")
        for child in children:
            self.builder.open("li")
            if _is_leaf(child):
                self.inline("span", child)
            else:
                self.children(child, [c for c in child if isinstance(c.tag, str) and _speaks(c)], depth)
            self.builder.close("li")
        self.builder.close("ul")

    def table(self, element: etree._Element) -> None:
        """A table, row by row."""
        self.builder.open("table", data=True)
        for row, in_head in _rows(element, False):
            for cell in row:
                if isinstance(cell.tag, str):
                    tag = "th" if in_head or _key(cell) == "th" else "td"
                    self.builder.open(tag, cell.attrib)
                    self.inline("span", cell)  # with all that a table inside it says
                    self.builder.close(tag)
            self.builder.close("tr")
        self.builder.close("table")

    def inline(self, tag: str, element: etree._Element) -> None:
        """Running text as one element of the text layer."""
        self.builder.open(tag)
        self.pieces(element)
        self.builder.close(tag)

    def pieces(self, element: etree._Element) -> None:
        """The pieces of running text, with what is raised or bold in it."""
        self.builder.text(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                tag = (
                    "sup"
                    if _key(child) in ("sup", "xref")
                    else "b"
                    if _key(child) in ("b", "bold", "strong")
                    else "span"
                )
                self.inline(tag, child)
            self.builder.text(child.tail or "")

    def block(self, tag: str, words: str) -> None:
        """Text without elements as one element of the text layer."""
        self.builder.open(tag)
        self.builder.text(words)
        self.builder.close(tag)


def readable(element: etree._Element) -> str:
    """An element's name as a heading.

    >>> readable(etree.fromstring("<adverseEvents/>")), readable(etree.fromstring("<brief_summary/>"))
    ('Adverse events', 'Brief summary')
    """
    words = CAMEL.sub(" ", etree.QName(element).localname).replace("_", " ").replace("-", " ").replace(".", " ").split()
    words = [w if w.isupper() and len(w) > 1 else w.lower() for w in words]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _alike(children: list[etree._Element], at: int) -> int:
    """How many short leaves of one name stand together from ``at`` on: more than one is a list."""
    end = at
    while (
        end < len(children)
        and children[end].tag == children[at].tag
        and _is_leaf(children[end])
        and len(children[end].text or "") <= LONGEST_ENTRY
    ):
        end += 1
    return end - at


def _rows(element: etree._Element, in_head: bool) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, not those of tables inside it, and whether each stands in the table's head."""
    for child in element:
        name = _key(child)
        if name in ("tr", "row"):
            yield child, in_head
        elif name in ("thead", "tbody", "tfoot", "tgroup"):
            yield from _rows(child, name == "thead")


def _key(element: etree._Element) -> str:
    """An element's name without prefix, case and hyphens, for comparing."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :].lower().replace("_", "").replace("-", "") if isinstance(tag, str) else ""


def _speaks(element: etree._Element) -> bool:
    return any(piece and not piece.isspace() for piece in element.itertext()) or bool(
        element.tail and element.tail.strip()
    )


def _is_leaf(element: etree._Element) -> bool:
    """Whether an element holds running text: no child, or text mixed with inline elements."""
    if not len(element):
        return True
    if _key(element) in PARAGRAPH_NAMES and not _holds_blocks(element):
        return True
    own = (element.text or "") + "".join(c.tail or "" for c in element)
    return bool(own.strip()) and not _holds_blocks(element) or all(_key(c) in FORMAT_NAMES for c in element)


def _holds_blocks(element: etree._Element) -> bool:
    names = {_key(c) for c in element.iterdescendants() if isinstance(c.tag, str)}
    return bool(
        names & (PARAGRAPH_NAMES | LIST_NAMES | ITEM_NAMES | {"table", "sec", "section", "div", "title", "question"})
    )


def _is_series(children: list[etree._Element]) -> bool:
    """Whether elements are entries of one list: leaves of one name, short, two at least."""
    if len(children) < 2 or len({c.tag for c in children}) != 1 or _key(children[0]) in PARAGRAPH_NAMES:
        return False
    return all(_is_leaf(c) and len(c.text or "") <= LONGEST_ENTRY for c in children)
