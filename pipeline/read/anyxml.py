"""XML of unknown kind: element text in document order, headings from titles, questions and element names."""

from __future__ import annotations

from lxml import etree

from pipeline.read.builder import Builder
from pipeline.read.xml_elements import (
    ITEM_NAMES,
    LIST_NAMES,
    LONGEST_QUESTION,
    PARAGRAPH_NAMES,
    PLAIN,
    REFERENCE_NAMES,
    TITLE_NAME,
    TITLE_NAMES,
    holds_blocks,
    is_leaf,
    is_series,
    key,
    readable,
    rows,
    run_of_alike,
    speaks,
)

DEEPEST_HEADING = 6


def walk(root: etree._Element, builder: Builder) -> None:
    """Everything that an XML page says, in document order."""
    _Walk(builder).container(root, 1)


class _Walk:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.titled = False  # whether the page has its title

    def container(self, element: etree._Element, depth: int) -> None:
        """An element that holds others; recursion is bounded by the depth that libxml2 allows."""
        name = key(element)
        label = "reference" if name in REFERENCE_NAMES else self.builder.labels[-1]
        self.builder.flush()
        self.builder.labels.append(label)
        depth += self.own_heading(element, name, depth)
        children = [c for c in element if isinstance(c.tag, str) and speaks(c)]
        if name in LIST_NAMES or is_series(children):
            self.series(children, depth)
        elif name == "table" or any(key(c) == "tr" for c in children):
            self.table(element)
        else:
            self.children(element, children, depth)
        self.builder.flush()
        self.builder.labels.pop()

    def own_heading(self, element: etree._Element, name: str, depth: int) -> bool:
        """Write the heading that an element gives its content by an attribute or by its name; whether it did."""
        words = next((element.get(a) for a in ("title", "heading", "label", "name") if element.get(a)), "")
        has_title = any(key(c) in TITLE_NAMES for c in element if isinstance(c.tag, str))
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
            name = key(child)
            if at < taken:
                continue
            says_something = not (PLAIN.match(name) or name in PARAGRAPH_NAMES or name in TITLE_NAMES)
            alike = run_of_alike(children, at) if says_something else 0
            if alike > 1:
                self.builder.add_heading(readable(child), min(max(depth, 2), DEEPEST_HEADING))
                self.series(children[at : at + alike], depth)
                taken = at + alike
            elif self.is_title(child, name):
                depth = self.title(child, name, depth)
            elif is_leaf(child):
                self.leaf(child, name, depth)
            else:
                self.container(child, depth)
            if child.tail and child.tail.strip():
                self.block("pre", child.tail)

    def is_title(self, child: etree._Element, name: str) -> bool:
        """Whether an element heads what follows: by its name, or because it asks."""
        if holds_blocks(child):
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
            if is_leaf(child):
                self.inline("span", child)
            else:
                self.children(child, [c for c in child if isinstance(c.tag, str) and speaks(c)], depth)
            self.builder.close("li")
        self.builder.close("ul")

    def table(self, element: etree._Element) -> None:
        """A table, row by row."""
        self.builder.open("table", data=True)
        for row, in_head in rows(element, False):
            for cell in row:
                if isinstance(cell.tag, str):
                    tag = "th" if in_head or key(cell) == "th" else "td"
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
                    "sup" if key(child) in ("sup", "xref") else "b" if key(child) in ("b", "bold", "strong") else "span"
                )
                self.inline(tag, child)
            self.builder.text(child.tail or "")

    def block(self, tag: str, words: str) -> None:
        """Text without elements as one element of the text layer."""
        self.builder.open(tag)
        self.builder.text(words)
        self.builder.close(tag)
