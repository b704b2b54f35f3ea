"""Structured Product Labeling: the sections of a drug label by title or LOINC code, their lists and tables."""

from __future__ import annotations

from lxml import etree

from pipeline.read.builder import Builder

NAMESPACE = "urn:hl7-org:v3"
TAGS = {
    "paragraph": "p",
    "item": "li",
    "content": "span",
    "linkHtml": "a",
    "footnoteRef": "sup",
    **{t: t for t in ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "sub", "sup", "br", "col", "colgroup")},
}
TITLES = {  # sections that labels leave without a title, by LOINC code
    "34066-1": "Boxed warning",
    "34067-9": "Indications and usage",
    "34068-7": "Dosage and administration",
    "34069-5": "How supplied",
    "34070-3": "Contraindications",
    "34071-1": "Warnings",
    "34072-9": "General precautions",
    "34073-7": "Drug interactions",
    "34076-0": "Information for patients",
    "34084-4": "Adverse reactions",
    "34088-5": "Overdosage",
    "34089-3": "Description",
    "34090-1": "Clinical pharmacology",
    "34092-7": "Clinical studies",
    "34093-5": "References",
    "42229-5": "",  # unclassified: its text speaks for itself
    "42230-3": "Patient package insert",
    "42231-1": "Medication guide",
    "42232-9": "Precautions",
    "43683-2": "Recent major changes",
    "43684-0": "Use in specific populations",
    "43685-7": "Warnings and precautions",
    "48780-1": "",  # the list of products: their names are given above the sections
    "51945-4": "Package label",
    "55106-9": "Active ingredient",
    "55105-1": "Purpose",
}
SIDE_MATTER = {"51945-4": "boilerplate", "34093-5": "reference", "34069-5": "body", "43683-2": "boilerplate"}


def walk(root: etree._Element, builder: Builder) -> None:
    """Title, product names, then every section in order, headings as deep as the sections lie."""
    title = _words(root.find(_q("title")))
    if title:
        builder.add_heading(title, 1)
    for names in _products(root):
        builder.open("p")
        builder.text(names)
        builder.close("p")
    for body in root.iter(_q("structuredBody")):
        for section in body.findall(f"{_q('component')}/{_q('section')}"):
            _section(section, builder, 2)


def _products(root: etree._Element) -> list[str]:
    """The names of the label's products, brand and generic, each once."""
    found: dict[str, None] = {}
    for product in root.iter(_q("manufacturedProduct"), _q("manufacturedMedicine")):
        brand = _words(product.find(_q("name")))
        generic = _words(product.find(f"{_q('asEntityAsGeneric')}/{_q('genericMedicine')}/{_q('name')}"))
        if brand or generic:
            found[f"{brand} ({generic})" if brand and generic and brand != generic else brand or generic] = None
    return list(found)


def _section(section: etree._Element, builder: Builder, depth: int) -> None:
    code = section.find(_q("code"))
    loinc = code.get("code", "") if code is not None else ""
    title = _words(section.find(_q("title"))) or TITLES.get(loinc) or ""
    if not title and loinc not in TITLES and code is not None:
        title = _readable(code.get("displayName", ""))
    builder.flush()
    builder.labels.append(SIDE_MATTER.get(loinc, builder.labels[-1]))
    if title:
        builder.add_heading(title, min(depth, 6))
    for child in section:
        tag = _local(child)
        if tag == "text":
            _content(child, builder)
        elif tag == "excerpt":
            for text in child.iter(_q("text")):
                _content(text, builder)
        elif tag == "component":
            for inner in child.findall(_q("section")):
                _section(inner, builder, depth + bool(title))
    builder.flush()
    builder.labels.pop()


def _content(element: etree._Element, builder: Builder) -> None:
    """The narrative below an element; recursion is bounded by the depth that libxml2 allows."""
    if element.text:
        builder.text(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _element(child, builder)
        if child.tail:
            builder.text(child.tail)


def _element(child: etree._Element, builder: Builder) -> None:
    tag = _local(child)
    if tag == "br":
        builder.flow.break_line()
        return
    if tag in ("renderMultiMedia", "observationMedia"):
        return
    if tag == "caption" and not any(map(str.isalnum, _words(child))):
        return  # a bullet of its own making
    html = TAGS.get(tag, "span")
    if tag == "list":
        html = "ol" if child.get("listType") == "ordered" else "ul"
    elif tag == "content" and "bold" in child.get("styleCode", "").lower():
        html = "b"
    elif tag == "footnote":
        html = "p"
    elif tag == "caption":
        html = "p" if _local(child.getparent()) == "table" else "span"
    builder.open(html, child.attrib, data=html == "table")
    _content(child, builder)
    builder.close(html)


def _words(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _readable(name: str) -> str:
    """A code's display name as a heading: "ADVERSE REACTIONS SECTION" without its last word."""
    name = " ".join(name.split())
    return name[: -len(" section")] if name.lower().endswith(" section") else name


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
