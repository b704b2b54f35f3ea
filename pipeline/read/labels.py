"""Labels: navigation, references and boilerplate are told from body, never dropped."""

from __future__ import annotations

import re

from pipeline.read.drafts import Draft

MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
DATE = rf"(?:{MONTH}\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{MONTH}\.?,?\s+\d{{4}}|{MONTH},?\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
NAVIGATION = re.compile(
    r"(?:skip to (?:main )?(?:content|navigation)|jump to\b.{0,40}|(?:back to |return to )?top(?: of (?:the )?page)?|bottom of page|back to (?:top|home).{0,20}|main menu|menu|home"
    r"|search|site ?map|breadcrumbs?|table of contents|on this page:?|in this (?:article|section|page):?|contents|next|previous|next page|previous page|print(?: this)?(?: page)?"
    r"|read more|learn more|show (?:more|all|less)|view all|see all|expand all|collapse all|close|open menu|toggle \w{1,20}|chat icon|whatsapp\b.{0,20}"
    r"|log ?in|sign ?in|register|my account|en español|español|español.{0,30}|language|go to (?:health professional|patient) version"
    r"|english|share(?: this)?(?: page| article)?|enlarge(?: image)?|download(?: pdf)?)[:.»›>|\s]{0,4}\Z",
    re.I,
)
BOILERPLATE = re.compile(
    r"(?:(?:page |content |article |date )?last (?:medically )?(?:revised|reviewed|updated|modified|medical review)|(?:medically |clinically |fact[- ]?)?(?:reviewed|checked) (?:by|on)\b|written by\b"
    rf"|updated(?: on)?:?\s{{0,3}}{DATE}|published(?: on| online)?:?\s{{0,3}}{DATE}|posted (?:on|by)\b|{DATE}[.]?\Z|this (?:page|article|information|content) (?:was|has been) (?:last )?(?:medically )?(?:reviewed|written|updated|produced|developed) "
    r"|developed by the\b.{0,80}\bteam|(?:this leaflet|this information) was last (?:revised|approved|updated)|(?:©|\(c\)|copyright)\s|all rights reserved|terms (?:of use|and conditions)|privacy policy|cookie (?:policy|settings|preferences)"
    r"|(?:we|this (?:site|website)) use[sd]? cookies|(?:accept|reject|manage)(?: all)? cookies|accept all|by (?:clicking|continuing|using this (?:site|website))\b"
    r"|sign up\b|subscribe\b|join our\b|follow us\b|newsletter|connect with us|share (?:on|via|this|with)\b|(?:tweet|pin it|facebook|twitter|linkedin|whatsapp|email this)\Z"
    r"|contact us\b|call us\b|get in touch|book (?:a |an |your )?(?:free |online )?(?:consult|appointment)|request an? appointment|make an appointment|find a (?:doctor|location)|we(?:'|’)?re here to help you|for any assistance"
    r"|advertis(?:ement|ing)\b|sponsored\b|donate\b|(?:image|photo|picture) (?:credit|source|by)\b|side by side logos|logo of|(?:was this (?:page|article|information) helpful)|rate this|leave a (?:comment|reply)|comments?\Z|tags?:"
    r"|disclaimer\b|(?:the|this) (?:information|content|article|page|site)\b.{0,80}\b(?:not (?:intended|a substitute|meant|constitute)|(?:is|are) for (?:general |informational|educational))"
    r"|placeholder slot|if you would like to reproduce\b)",
    re.I,
)
CONTACT = re.compile(r"\[email\s?protected\]|(?:contact|call|phone|tel|fax|e-?mail)\b.{0,80}(?:\+?\d[\d ()-]{7,20}\d|\S{1,60}@\S{1,60}\.\w)", re.I)
REFERENCE = re.compile(
    r"(?:references?|sources?|citations?|doi)\s?:\s?\S|(?:\[\d{1,3}\]\s*)?https?://|doi:\s?10\.|10\.\d{4,9}/\S+\Z|(?:pmid|pmcid|isbn)\b|(?:accessed|retrieved|available) (?:on|from|at)\b", re.I
)
CITATION = tuple(
    re.compile(p)
    for p in (
        r"\bet al\b",
        r"\b(?:19|20)\d\d\s?[;.,)(:]",
        r"\b\d{1,4}\s?\(\d{1,3}(?:[ -]\w{1,8})?\)\s?[:,]",
        r":\s?[eS]?\d{2,6}\s?[–-]\s?[eS]?\d{1,6}\b",
        r"\b[A-Z][\w'’-]{1,25},? [A-Z]{1,3}(?:,|\.,|:|;| and\b)",
        r"https?://|\bdoi\b|\b10\.\d{4,9}/",
        r"\b(?:[Aa]ccessed|[Rr]etrieved|Available (?:at|from))\b",
        r"\b(?:[Ee]ds?\.|[Jj]ournal|[Pp]ublications?|[Uu]pdated|Press|PUBMED|N Engl|Lancet)\b",
    )
)
YEAR = re.compile(r"\((?:19|20)\d\d\b[^()]{0,20}\)")
REFERENCE_HEADING = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:selected |key |general )?(?:references?|bibliography|sources?|citations?|works cited|literature(?: cited)?|footnotes|notes and references|article sources|notes|resources used|external links|further reading and references)"
    r"(?: and (?:notes|resources|further reading))?:?\Z",
    re.I,
)
ASIDE_HEADING = re.compile(
    r"(?:(?:related|recommended|more|popular|recent|latest|trending|featured|other) (?:articles?|posts?|topics?|reading|content|pages?|links?|resources?|stories|news|information|videos?|searches|conditions)"
    r"|(?:further|suggested|additional) reading|read next|see also|you (?:may|might) also (?:like|be interested in).{0,20}|people also (?:ask|read)|about (?:us|the authors?|this (?:page|site|summary|pdq summary)|pdq)|share(?: this.{0,20})?|contact(?: us)?|site map"
    r"|newsletter|subscribe.{0,30}|sign up.{0,40}|follow us.{0,20}|quick links|categories|archives|tags|comments|leave a (?:reply|comment)|disclaimer|get (?:our|the) newsletter|navigation(?: menu)?|"
    r"(?:\S{1,30} ){0,4}(?:e-?mails|newsletters?))[:.]?\Z",
    re.I,
)


def label_lines(drafts: list[Draft]) -> None:
    """Label what its own words give away."""
    for draft in drafts:
        if draft.label == "body":
            draft.label = line_label(draft.words)


def line_label(words: str) -> str:
    """The label that a block's own words call for.

    >>> line_label("Skip to main content"), line_label("Last revised: 3 May 2020"), line_label("Fever is common.")
    ('navigation', 'boilerplate', 'body')
    """
    if len(words) <= 80 and NAVIGATION.match(words):
        return "navigation"
    if len(words) <= 80 and ASIDE_HEADING.match(words):
        return "boilerplate"
    if len(words) <= 400 and (BOILERPLATE.match(words) or CONTACT.search(words)):
        return "boilerplate"
    if REFERENCE.match(words) or _citation(words):
        return "reference"
    return "body"


def fill_references(drafts: list[Draft]) -> None:
    """Label the lines between two references that have no label of their own: a bibliography has no body text.

    At most three such lines, each short: an article title, a publisher.
    """
    last = None
    for at, draft in enumerate(drafts):
        if draft.label != "reference":
            continue
        between = drafts[last + 1 : at] if last is not None else drafts[max(at - 1, 0) : at]
        citing = [d for d in between if d.label == "body" and d.kind == "paragraph" and YEAR.search(d.words) and len(d.words) < 200]
        if last is not None and len(between) <= 3 and all(d.kind == "paragraph" and len(d.words) < 200 for d in between):
            citing = between
        for d in citing:
            d.label = "reference" if d.label == "body" else d.label
        last = at


def _citation(words: str) -> bool:
    """Whether a line is an entry of a bibliography: several of its marks at once, in little room."""
    if not 30 <= len(words) <= 600 or not any(map(str.isdigit, words)):
        return False
    marks = sum(bool(mark.search(words)) for mark in CITATION)
    return marks >= 3 or (marks == 2 and "http" in words)


def label_sections(drafts: list[Draft]) -> None:
    """Carry the label of a heading such as "References" or "Related articles" over what stands under it."""
    label, depth = "", 0
    for draft in drafts:
        if draft.kind == "heading":
            if label and draft.depth <= depth:
                label = ""
            own = heading_label(draft.words)
            if own:
                label, depth = own, draft.depth
        if label and draft.label == "body":
            draft.label = label


def heading_label(words: str) -> str:
    """The label that a heading gives its section, or nothing."""
    if len(words) > 80:
        return ""
    if REFERENCE_HEADING.match(words):
        return "reference"
    return "boilerplate" if ASIDE_HEADING.match(words) else ""
