"""What kind of page it is, by its first bytes; a file's name is never asked."""

from __future__ import annotations

import re

PROLOG = re.compile(r"(?:\s|\ufeff|<!--.{0,2000}?-->|<\?.{0,500}?\?>)*", re.DOTALL)
HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|p|span|h[1-6]|ul|ol|dl|table|section"
    r"|article|main|nav"
    r"|header|footer|br|hr|b|i|a|center|font|strong|em|form|img)(?=[\s/>])",
    re.IGNORECASE,
)
XHTML = re.compile(r"<(?:!doctype\s+html|html)(?=[\s/>])", re.IGNORECASE)
ROOT = re.compile(r"(?:<!DOCTYPE\s[^<>\[]{1,500}(?:\[[^\]]{0,5000}\])?\s*>\s*)?<([A-Za-z_][\w.:-]{0,100})(?=[\s/>])")
LATE = re.compile(r"^\s{0,20}<(?:!doctype html|html|body)[\s>]", re.IGNORECASE | re.MULTILINE)
ENDS = re.compile(r"</(?:p|li|div|td|tr|h[1-6]|ul|ol)>", re.IGNORECASE)
FRAGMENT = 5  # ends of elements below which tags may be an example, or a page of Markdown's own
HEAD = 8192


def media_type(head: str, tail: str) -> str:
    """text/html, application/xml or text/plain, from the first and the last characters of a page.

    >>> media_type("<?xml version='1.0'?><label/>", ""), media_type("<p>Hi", ""), media_type("<5 % of people", "")
    ('application/xml', 'text/html', 'text/plain')
    """
    start = PROLOG.match(head).end()
    declared = "<?xml" in head[:start]
    if (XHTML if declared else HTML).match(head, start):
        return "text/html"
    root = ROOT.match(head, start)
    if declared or root and tail.rstrip().endswith((f"</{root[1]}>", "/>")):
        return "application/xml"
    return "text/html" if "<" in head and (LATE.search(head[:2048]) or _is_marked_up(head)) else "text/plain"


def _is_marked_up(head: str) -> bool:
    """A fragment of HTML behind something else: on a good part of the lines an element ends."""
    ends = len(ENDS.findall(head))
    return ends >= FRAGMENT and ends * 4 >= sum(map(bool, map(str.strip, head.splitlines())))
