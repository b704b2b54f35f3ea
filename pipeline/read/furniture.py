"""What page furniture says: the words with which menus, notices, contact lines and references begin.

A row is (label, greatest length, first words, pattern). The first word of a block is looked up;
only then is the pattern tried, on the block's words in lower case. ``$`` stands for their end.
"""

from __future__ import annotations

import re

NAVIGATION, BOILERPLATE, REFERENCE = "navigation", "boilerplate", "reference"
LINE, NOTICE, ENTRY = 80, 400, 10_000  # the longest menu line, notice, reference
DIGIT = "0"  # stands for any first word that begins with a digit
MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
DATE = (
    rf"(?:{MONTH}\.? +\d{{1,2}},? +\d{{4}}|\d{{1,2}} +{MONTH}\.?,? +\d{{4}}|{MONTH},? +\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)"
)
END = r"[:.»›>|)\]\s]{0,4}(?:\[\s?(?:hide|show)\s?\])?$"
_ROWS = (
    # menus
    (NAVIGATION, LINE, "skip jump", r"(?:skip|jump) to\b.{0,40}$"),
    (NAVIGATION, LINE, "back return top bottom", rf"(?:(?:back|return) to (?:top|home|search|results).{{0,20}}|(?:top"
     rf"|bottom) of (?:the )?page|top){END}"),
    (NAVIGATION, LINE, "menu main open close", rf"(?:(?:main|open|close) )?menu{END}"),
    (NAVIGATION, LINE, "home search site sitemap breadcrumb breadcrumbs contents table language english español en",
     rf"(?:home|search|site ?map|breadcrumbs?|contents|table of contents|language|english|español.{{0,30}}|en "
     rf"español){END}"),
    (NAVIGATION, LINE, "on in", rf"(?:on|in) this (?:page|article|section|leaflet){END}"),
    (NAVIGATION, LINE, "next previous print share email download save", rf"\w+(?: this)?(?: page| article| pdf)?{END}"),
    (NAVIGATION, LINE, "read learn show load view see", rf"\w+ (?:more|all|less|health professional version|patient "
     rf"version){END}"),
    (NAVIGATION, LINE, "expand collapse close toggle enlarge", rf"(?:(?:expand|collapse) all|close|toggle \w{{1,20}}"
     rf"|enlarge(?: image)?){END}"),
    (NAVIGATION, LINE, "chat search menu close user phone email whatsapp", rf"(?:\w+ icon|whatsapp\b.{{0,20}}){END}"),
    (NAVIGATION, LINE, "log login logout sign register my", rf"(?:(?:log|sign) ?(?:in|out)|register|my account){END}"),
    (NAVIGATION, LINE, "go", rf"go to (?:health professional|patient) version{END}"),
    # who wrote and checked it, and when
    (BOILERPLATE, NOTICE, "page content article date last",
     r"(?:(?:page|content|article|date)(?: of)? )?last (?:medically )?(?:revised|reviewed|updated|modified|revision"
     r"|review)\b"),
    (BOILERPLATE, NOTICE, "medically clinically fact fact-checked reviewed checked written medical authors author",
     r"(?:medically |clinically |fact[- ]?)?(?:reviewed|checked) (?:by|on)\b|written by\b|medical reviewers?:"
     r"|authors?:"),
    (BOILERPLATE, NOTICE, "updated published reviewed posted created", rf"\w+(?: on| online)?:? {{0,3}}{DATE}|posted "
     rf"(?:on|by)\b"),
    (BOILERPLATE, NOTICE, f"{DIGIT} {MONTHS}", rf"{DATE}[.]?$"),
    (BOILERPLATE, NOTICE, "this the", r"th(?:is|e) (?:page|article|information|content|summary) (?:was|is|has been) "
     r"(?:last |regularly )?"
     r"(?:medically )?(?:reviewed|written|updated|produced|developed|made available)\b"
     r"|th(?:is|e) (?:leaflet|information|page) was last (?:revised|approved|updated|reviewed)"),
    (BOILERPLATE, NOTICE, "developed", r"developed by the\b.{0,80}\bteam"),
    (BOILERPLATE, NOTICE, "from", r"from .{1,60}, the free \w+$|from (?:the )?.{0,40}encyclop(?:a?edia)?$"),
    # the site and its rights
    (BOILERPLATE, NOTICE, "© (c) copyright all terms privacy",
     r"©|\(c\) \d{4}|copyright\b|all rights reserved|terms (?:of use|and conditions)|privacy policy"),
    (BOILERPLATE, NOTICE, "cookie cookies we this accept reject manage by",
     r"cookies? (?:policy|settings|preferences|notice)|(?:we|this (?:site|website)) uses? cookies|(?:accept|reject"
     r"|manage)(?: all)? cookies"
     r"|accept all|by (?:clicking|continuing|using this (?:site|website))\b"),
    (BOILERPLATE, NOTICE, "sign subscribe join follow newsletter connect get",
     r"sign up\b|subscribe\b|join our\b|follow us\b|newsletter|connect with us|get (?:our|the) newsletter"),
    (BOILERPLATE, NOTICE, "share tweet pin facebook twitter linkedin whatsapp instagram youtube email",
     r"share (?:on|via|this)\b|(?:tweet|pin it|facebook|twitter|linkedin|whatsapp|instagram|youtube|email this)$"),
    (BOILERPLATE, NOTICE, "contact call get book request make schedule find we're we’re for",
     r"(?:contact|call) us\b|get in touch|book (?:a |an |your )?(?:free |online )?(?:consult|appointment)"
     r"|(?:request|make|schedule) an? appointment|find a (?:doctor|location|provider)|we['’]re here to help you|for "
     r"any assistance"),
    (BOILERPLATE, NOTICE, "placeholder if advertisement advertising sponsored donate side logo",
     r"placeholder slot|if you would like to reproduce\b|advertis(?:ement|ing)\b|sponsored\b|donate\b|side by side "
     r"logos|logo of\b"),
    (BOILERPLATE, NOTICE, "image photo picture was rate leave comments comment categories filed posted chat "
     "whatsapp",
     r"(?:image|photo|picture) (?:credit|source|by)\b|was this (?:page|article|information) helpful|rate this|leave "
     r"a (?:comment|reply)"
     r"|comments?$|categories:|filed under\b|posted in\b|(?:chat|whatsapp) expert$"),
    (BOILERPLATE, NOTICE, DIGIT, r"\d{1,4} comments?$"),
    (BOILERPLATE, ENTRY, "keyword keywords tags tag", r"(?:keywords?(?: provided by.{0,40})?|tags?):"),
    (BOILERPLATE, NOTICE, "disclaimer medical", r"(?:medical )?disclaimer\b"),
    (BOILERPLATE, NOTICE, "the this all", r"(?:the|this|all) (?:information|content|article|page|site"
     r"|material)\b.{0,120}\b(?:not (?:intended"
     r"|a substitute|meant|be (?:used|considered)|constitute)|for (?:general |informational |educational ))"),
    # references
    (REFERENCE, ENTRY, "reference references source sources citation citations doi", r"\w+(?: details)? ?: ?\S"),
    (REFERENCE, ENTRY, "http www [1]", r"https?://|www\.|\[1\] ?https?://"),
    (REFERENCE, ENTRY, f"pmid pmcid isbn issn {DIGIT}", r"(?:pmid|pmcid|isbn|issn)\b|10\.\d{4,9}/\S+$"),
    (REFERENCE, ENTRY, "accessed retrieved available", r"(?:accessed|retrieved) (?:on|from|at)\b|available (?:from"
     r"|at):"),
)  # fmt: skip
_HEADINGS = (
    (REFERENCE, LINE, "selected key general article references reference bibliography sources source citations "
     "citation works literature "
     f"footnotes notes external {DIGIT}",
     r"(?:\d{1,2}[.)]? )?(?:(?:selected|key|general|article) )?(?:references?|bibliography|sources?|citations?|works "
     r"cited|literature(?: cited)?"
     r"|footnotes|external links)(?: and (?:notes|references|resources|further reading))?:?$"
     r"|notes and (?:references|sources|citations):?$"),
    (BOILERPLATE, LINE, "related recommended more popular recent latest trending featured other useful helpful",
     r"\w+ (?:articles?|posts?|topics?|reading|content|pages?|links?|resources?|stories|news|information|videos?"
     r"|searches|conditions)[:.]?$"),
    (BOILERPLATE, LINE, "further suggested additional read see you people",
     r"(?:further|suggested|additional) reading[:.]?$|read next$|see also[:.]?$|(?:you (?:may|might) also|people "
     r"also).{0,30}$"),
    (BOILERPLATE, LINE, "about", r"about (?:us|the authors?|this (?:page|site|summary|pdq summary)|pdq)$"),
    (BOILERPLATE, LINE, "contact share follow sitemap site quick navigation",
     r"contact(?: us| information)?:?$|share(?: this.{0,20})?$|follow us.{0,20}$|site ?map$|quick links$"
     r"|navigation(?: menu)?$"),
    (BOILERPLATE, LINE, "newsletter newsletters subscribe sign", r"(?:newsletters?|subscribe).{0,30}$|sign up.{0,40}$"),
    (BOILERPLATE, LINE, "categories archives tags comments leave disclaimer medical footer cookie cookies",
     r"(?:categories|archives|tags|comments|leave a (?:reply|comment)|(?:medical )?disclaimer|footer|cookies?(?: "
     r"policy| settings)?)$"),
)  # fmt: skip
EMAILS = re.compile(
    r"(?:\S{1,30} ){1,4}(?:e-?mails|newsletters?)\Z"
)  # "Example Society Emails": its first word may be any


def _table(rows: tuple[tuple[str, int, str, str], ...]) -> dict[str, list[tuple[str, int, re.Pattern]]]:
    table: dict[str, list[tuple[str, int, re.Pattern]]] = {}
    for label, longest, firsts, pattern in rows:
        compiled = re.compile(pattern.replace("$", r"\Z"))
        for first in firsts.split():
            table.setdefault(first, []).append((label, longest, compiled))
    return table


LINES, HEADINGS = _table(_HEADINGS + _ROWS), _table(_HEADINGS)


def look_up(low: str, length: int, table: dict[str, list[tuple[str, int, re.Pattern]]]) -> str:
    """The label that the first words of a block call for; ``length`` is that of all its words."""
    first = low.partition(" ")[0]
    rows = table.get(first) or table.get(_key(first))
    if rows:
        for label, longest, pattern in rows:
            if length <= longest and pattern.match(low):
                return label
    return ""


def _key(first: str) -> str:
    start = first[:1]
    if start.isdigit():
        return DIGIT
    if start == "©":
        return start
    if first.startswith(("http", "www.", "doi:")):
        return first[:4].rstrip(".") if start == "h" else first[:3]
    return first.rstrip(":.,;»›>|")


CONTENTS = re.compile(r"(?:table of )?contents\b|(?:on|in) this (?:page|article|section|leaflet)\b|jump to\b")
SEPARATOR = re.compile(r" [|/>»›·•] ")
MENU_WORD = re.compile(  # one of the entries of a menu or of a line of crumbs
    r"(?:home|about|contact|search|news|newsletter|menu|privacy|shop|welcome|archive|subscribe|donate|login|log in"
    r"|sign in|register|imprint|site ?map|topics|recipes|careers|patient version|health professional version|print"
    r"|email|share|treatments?|conditions?|lab tests|terms|help|blog|talk|read|edit)\b"
)


def is_menu(low: str) -> bool:
    """Whether a line is a row of menu entries: short ones between bars or arrows, one of them a menu's.

    >>> is_menu("home > adult cancers > kidney"), is_menu("fever | chills | rash")
    (True, False)
    """
    if not (
        " | " in low or " / " in low or " > " in low or " · " in low or " » " in low or " › " in low or " • " in low
    ):
        return False  # a look that costs a tenth of the pattern
    entries = [e.strip(" []|/") for e in SEPARATOR.split(low)]
    return all(len(e) <= 40 for e in entries) and any(MENU_WORD.match(e) for e in entries)


CONTACT = re.compile(
    r"\[email\s?protected\]|\b(?:contact|call|phone|tel|fax|e-?mail|hotline)\b.{0,80}"
    r"(?:\+?\d[\d ()-]{7,20}\d|[\w.+-]{1,60}@[\w-]{1,60}\.\w)"
)
NUMBER = re.compile(r"\d[\d ()-]{6}")
# what US labels must say (21 CFR 201.57), in one paragraph with the commonest of them
REPORTING = re.compile(r"\bto report (?:suspected )?(?:adverse|side)")
CITED_YEAR = re.compile(r"(?:19|20)\d\d ?[;.,)(:]")
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
