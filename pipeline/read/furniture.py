"""What page furniture says: the opening words of menus, notices, contact lines and references.

Each list is one pattern, matched at the start of a block's words in lower case; ``$`` in an entry stands for their end.
(Lower case, because a pattern that ignores case tries every alternative in full: ten times the time.)
"""

from __future__ import annotations

import re

MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
DATE = (
    rf"(?:{MONTH}\.? +\d{{1,2}},? +\d{{4}}|\d{{1,2}} +{MONTH}\.?,? +\d{{4}}|{MONTH},? +\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)"
)


def _any(*entries: str) -> re.Pattern:
    return re.compile("(?:" + "|".join(e.replace("$", r"\Z") for e in entries) + ")")


# A menu's whole line: at most eighty characters, nothing after it but a colon or an arrow.
_WHOLE_LINES = (
    r"skip to (?:main |primary )?(?:content|navigation|search|footer)",
    r"jump to\b.{0,40}",
    r"(?:back to |return to )?top(?: of (?:the )?page)?",
    r"bottom of (?:the )?page",
    r"back to (?:home|search|results).{0,20}",
    r"(?:main |open |close )?menu",
    r"home|search|site ?map|breadcrumbs?|contents|table of contents|language|english|español.{0,30}|en español",
    r"(?:on|in) this (?:page|article|section|leaflet)",
    r"(?:next|previous|print|share|email|download|save)(?: this)?(?: page| article| pdf)?",
    r"(?:read|learn|show|load|view|see) (?:more|all|less)|(?:expand|collapse) all|close|toggle \w{1,20}|enlarge(?: image)?",
    r"(?:chat|search|menu|close|user|phone|email) icon|whatsapp\b.{0,20}",
    r"(?:log|sign) ?(?:in|out)|register|my account",
    r"go to (?:health professional|patient) version|view (?:health professional|patient) version",
)
NAVIGATION = re.compile(rf"(?:{'|'.join(_WHOLE_LINES)})[:.»›>|\s]{{0,4}}\Z")

BOILERPLATE = _any(
    r"(?:page |content |article |date |date of )?last (?:medically )?(?:revised|reviewed|updated|modified|revision|review)\b",
    r"(?:medically |clinically |fact[- ]?)?(?:reviewed|checked) (?:by|on)\b|written by\b|medical reviewers?:|authors?:",
    rf"(?:updated|published|reviewed|posted|created)(?: on| online)?:? {{0,3}}{DATE}|posted (?:on|by)\b",
    rf"{DATE}[.]?$",
    r"th(?:is|e) (?:page|article|information|content|summary) (?:was|is|has been) (?:last |regularly )?(?:medically )?"
    r"(?:reviewed|written|updated|produced|developed|made available)\b",
    r"th(?:is|e) (?:leaflet|information|page) was last (?:revised|approved|updated|reviewed)",
    r"developed by the\b.{0,80}\bteam",
    r"©|\(c\) \d{4}|copyright\b|all rights reserved|terms (?:of use|and conditions)|privacy policy",
    r"cookie (?:policy|settings|preferences|notice)|(?:we|this (?:site|website)) uses? cookies",
    r"(?:accept|reject|manage)(?: all)? cookies|accept all|by (?:clicking|continuing|using this (?:site|website))\b",
    r"sign up\b|subscribe\b|join our\b|follow us\b|newsletter|connect with us|get (?:our|the) newsletter",
    r"share (?:on|via|this)\b|(?:tweet|pin it|facebook|twitter|linkedin|whatsapp|instagram|youtube|email this)$",
    r"contact us\b|call us\b|get in touch|book (?:a |an |your )?(?:free |online )?(?:consult|appointment)",
    r"(?:request|make|schedule) an? appointment|find a (?:doctor|location|provider)",
    r"we(?:'|’)?re here to help you|for any assistance|placeholder slot|if you would like to reproduce\b",
    r"advertis(?:ement|ing)\b|sponsored\b|donate\b|side by side logos|logo of\b",
    r"(?:image|photo|picture) (?:credit|source|by)\b|was this (?:page|article|information) helpful|rate this",
    r"leave a (?:comment|reply)|(?:\d{1,4} )?comments?$|tags?:|categories:|filed under\b|posted in\b",
    r"disclaimer\b|medical disclaimer\b",
    r"(?:the|this|all) (?:information|content|article|page|site|material)\b.{0,120}\b(?:not (?:intended|a substitute|meant|be "
    r"(?:used|considered)|constitute)|for (?:general |informational |educational ))",
    r"(?:(?:chat|whatsapp) expert)$",
    r"from .{1,60}, the free encyclop",
)
CONTACT = re.compile(
    r"\[email\s?protected\]|\b(?:contact|call|phone|tel|fax|e-?mail|hotline)\b.{0,80}"
    r"(?:\+?\d[\d ()-]{7,20}\d|[\w.+-]{1,60}@[\w-]{1,60}\.\w)"
)
REFERENCE = _any(
    r"(?:references?|sources?|citations?|citation details|doi) ?: ?\S",
    r"(?:\[\d{1,3}\] ?)?(?:https?://|www\.)",
    r"doi: ?10\.|10\.\d{4,9}/\S+$|(?:pmid|pmcid|isbn|issn)\b",
    r"(?:accessed|retrieved) (?:on|from|at)\b|available (?:from|at):",
)
CITATION_MARKS = tuple(
    re.compile(p)
    for p in (
        r"\bet al\b",
        r"\b(?:19|20)\d\d ?[;.,)(:]",
        r"\b\d{1,4} ?\(\d{1,3}(?:[ -]\w{1,8})?\) ?[:,]",  # volume (issue):
        r": ?[eS]?\d{2,6} ?[–-] ?[eS]?\d{1,6}\b",  # : first-last page
        r"\b[A-Z][\w'’-]{1,25},? [A-Z]{1,3}(?:,|\.|:|;| and\b)",  # Family AB,
        r"https?://|\bdoi\b|\b10\.\d{4,9}/",
        r"\b(?:[Aa]ccessed|[Rr]etrieved|Available (?:at|from))\b",
        r"\b(?:[Ee]ds?\.|[Jj]ournal|[Pp]ublications?|[Uu]pdated|Press|PUBMED|N Engl|Lancet)\b",
    )
)
YEAR = re.compile(r"\((?:19|20)\d\d\b[^()]{0,20}\)")
REFERENCE_HEADING = _any(
    r"(?:\d{1,2}[.)]? )?(?:selected |key |general |article )?(?:references?|bibliography|sources?|citations?|works cited|literature"
    r"(?: cited)?|footnotes|notes|external links)(?: and (?:notes|references|resources|further reading))?:?$",
)
ASIDE_HEADING = _any(
    r"(?:related|recommended|more|popular|recent|latest|trending|featured|other|useful|helpful) (?:articles?|posts?|topics?|reading|content"
    r"|pages?|links?|resources?|stories|news|information|videos?|searches|conditions)[:.]?$",
    r"(?:further|suggested|additional) reading[:.]?$|read next$|see also[:.]?$|(?:you (?:may|might) also|people also).{0,30}$",
    r"about (?:us|the authors?|this (?:page|site|summary|pdq summary)|pdq)$",
    r"contact(?: us| information)?:?$|share(?: this.{0,20})?$|follow us.{0,20}$|site ?map$|quick links$|navigation(?: menu)?$",
    r"newsletters?.{0,30}$|subscribe.{0,30}$|sign up.{0,40}$|(?:\S{1,30} ){1,4}(?:e-?mails|newsletters?)$",
    r"categories$|archives$|tags$|comments$|leave a (?:reply|comment)$|(?:medical )?disclaimer$|footer$|cookies?(?: policy| settings)?$",
)
