"""Regions of an HTML page: what is not shown, and what is menu, notice or bibliography by tag, role or class."""

from __future__ import annotations

import re
from collections.abc import Mapping

TAGS = {"nav": "navigation", "footer": "boilerplate", "header": "navigation", "button": "navigation"}
ROLES = {
    "navigation": "navigation",
    "banner": "navigation",
    "search": "navigation",
    "menu": "navigation",
    "menubar": "navigation",
    "tablist": "navigation",
    "doc-toc": "navigation",
    "contentinfo": "boilerplate",
    "complementary": "boilerplate",
    "dialog": "boilerplate",
    "alertdialog": "boilerplate",
    "doc-bibliography": "reference",
    "doc-endnotes": "reference",
}
# One word of a class or id: the cue itself, or the head of a compound ("cookie-banner") or its end ("site-footer").
# A word such as "has-sidebar" says what stands elsewhere on the page, so only few words may come before a cue.
_CUES = {
    "navigation": "nav|navbar|navigation|menu|breadcrumbs?|toc|pagination|pager|skiplinks?|skip-(?:link|nav|to)"
    "|on-this-page|topbar|header",
    "boilerplate": "cookies?|consent|gdpr|footer|sidebar|share|sharing|social|newsletter|subscribe|signup|sign-up"
    "|related|recommended|advert"
    "|advertisement|ads?|sponsor|sponsored|promo|popup|modal|comments?|byline|disclaimer|copyright",
    "reference": "references?|reflist|bibliography|citations?|footnotes?|works-cited|ref-list",
}
CLASS = re.compile(
    r"(?<![\w-])(?:(?:site|page|main|global|top|bottom|left|right|mobile|primary|secondary|post|article)[_-]{1,2})?(?:"
    + "|".join(f"(?P<{label}>{cues})" for label, cues in _CUES.items())
    + r")(?:[_-]{1,2}\w{1,30}){0,3}(?![\w-])",
    re.IGNORECASE,
)
NOT_A_REGION = re.compile(
    r"(?<![\w-])(?:\w{1,30}[_-]{1,2})?(?:body|content|wrapper|container|main|text|page|layout|open|active)(?![\w-])",
    re.IGNORECASE,
)
UNSEEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


def unseen(attributes: Mapping[str, str | None], inline: bool) -> bool:
    """Whether an element is not shown. ``hidden="until-found"`` is a collapsed section: it is."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if inline and attributes.get("aria-hidden") == "true":
        return True  # icons; collapsed sections carry the attribute too, but those are blocks
    style = attributes.get("style")
    return bool(style) and UNSEEN.search(style) is not None


def region(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The label that tag, role, class or id give an element, or nothing.

    >>> region("div", {"class": "cookie-banner dark"}), region("div", {"class": "has-sidebar"})
    ('boilerplate', '')
    """
    role = (attributes.get("role") or "").lower()
    if role in ROLES:
        return ROLES[role]
    if tag in TAGS:
        return TAGS[tag]
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if role in ("main", "article") or tag in ("main", "article", "body") or not 3 < len(names) < 400:
        return ""
    found = CLASS.search(names)
    if found is None or NOT_A_REGION.search(names):
        return ""
    return found.lastgroup or ""
