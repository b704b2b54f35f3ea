"""XML into a text layer and drafts: drug labels (SPL) by their own rules, anything else by its form."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from pipeline.read import anyxml, spl
from pipeline.read.builder import Builder
from pipeline.read.drafts import Draft
from pipeline.records import Fault

DECLARATION = re.compile(r"\ufeff?\s*<\?xml[^>]{0,400}\?>")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
OWN = frozenset(("lt", "gt", "amp", "quot", "apos"))
DEEPEST = 250  # libxml2 stops a little later, with a less helpful message


def parse(text: str, name: str = "") -> tuple[str, list[Draft]]:
    """The text layer of an XML page and its drafts.

    Raises a Fault (page_malformed) if it says that it is XML and is not well formed, if it defines entities, or goes
    beyond libxml2's safe limits.

    >>> parse("<drug><name>X</name><uses><use>gout</use><use>colds</use></uses></drug>")[0]
    'X\\n\\nUses\\n\\n• gout\\n• colds\\n'
    """
    root = _root(text, name)
    builder = Builder()
    if etree.QName(root).namespace == spl.NAMESPACE:
        spl.walk(root, builder)
    else:
        anyxml.walk(root, builder)
    builder.flush()
    return builder.layer.text, builder.layer.drafts


def _root(text: str, name: str) -> etree._Element:
    body = DECLARATION.sub("", text, count=1)
    if "<!ENTITY" in body[:100_000]:
        raise _malformed(name, "it defines entities, which may expand without bound")
    body = ENTITY.sub(_character, body)
    if not DECLARATION.match(text):
        body = UNKNOWN.sub(_harmless, body)
    try:
        return etree.fromstring(body.encode("utf-8"), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _malformed(name, str(error)[:300]) from None


# Pages that do not call themselves XML (older archives of news) have entities of their own and bare ampersands: they
# are read as browsers read them. What says that it is XML and is not was cut or broken on the way, and is refused.
UNKNOWN = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{0,31});|(?![#A-Za-z]))")


def _harmless(found: re.Match) -> str:
    """A blank for an entity that nobody defines, an ampersand for one that begins no entity."""
    return "&amp;" if found[1] is None else found[0] if found[1] in OWN else " "


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def _character(found: re.Match) -> str:
    """HTML's named characters, which pages use in XML without declaring them."""
    known = html5.get(found[1] + ";")
    return found[0] if found[1] in OWN or known is None or known in "<&" else known


def _malformed(name: str, problem: str) -> Fault:
    problem = " ".join(problem.split())  # libxml2 breaks its lines
    return Fault(
        "page_malformed", name, f"the page is not sound XML: {problem}", "mend it, or save the page as HTML or text"
    )
