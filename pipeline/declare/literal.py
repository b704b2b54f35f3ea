"""What a regular expression spells out: the runs of words that any match must hold.

Groups, alternatives, optional parts and spaces are followed through, so that
"must be (?:done|given) in" holds "must be done in"; a part that stands for unknown
words ("\\\\w+", ".*") ends a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from re import _constants as c  # the parser's own names; the parser is not public, hence the fallback in literal_words
from re import _parser as parser

from pipeline.recognise.fold import tokens

GAP = "\x00"  # stands for words that the pattern does not spell
MOST = 20_000  # spellings looked at; a pattern with more is looked at in part


@lru_cache(maxsize=4096)
def literal_words(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The folded word runs that the pattern spells out; a text that is no pattern is taken as it is.

    >>> literal_words(r"must be (?:done|given)\\s+in\\b.*hospitals?")
    (('must', 'be', 'done', 'in'), ('hospital',), ('must', 'be', 'given', 'in'))
    """
    try:
        spelled: Iterable[str] = islice(_spell(list(parser.parse(pattern))), MOST)
    except (re.error, AttributeError, TypeError, RecursionError):
        spelled = [re.sub(r"[\\^$.|?*+()\[\]{}]+", GAP, pattern)]
    runs: dict[tuple[str, ...], None] = {}
    for text in spelled:
        for piece in text.split(GAP):
            words = tuple(token for token, _, _ in tokens(piece) if token[0].isalnum())
            if words:
                runs[words] = None
    return tuple(runs)


def _spell(nodes: list) -> Iterator[str]:
    """Every text that the nodes spell, with GAP for what is open."""
    if not nodes:
        yield ""
        return
    for head, tail in product(_one(*nodes[0]), islice(_spell(nodes[1:]), MOST)):
        yield head + tail


def _one(op: object, arg: object) -> list[str]:
    if op is c.LITERAL:
        return [chr(arg)]
    if op in (c.AT, c.ASSERT_NOT):
        return [""]
    if op is c.ASSERT:
        return list(islice(_spell(list(arg[1])), MOST))
    if op is c.SUBPATTERN:
        return list(islice(_spell(list(arg[-1])), MOST))
    if op is c.ATOMIC_GROUP:
        return list(islice(_spell(list(arg)), MOST))
    if op is c.BRANCH:
        return [text for branch in arg[1] for text in islice(_spell(list(branch)), MOST)]
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        low, _, body = arg
        inner = _one(*body[0]) if len(body) == 1 else list(islice(_spell(list(body)), MOST))
        return ["", *inner] if low == 0 and inner != [GAP] else inner
    if op is c.IN:
        return _set(arg)
    return [GAP]


def _set(items: list) -> list[str]:
    """A set that holds white space is a space; letters of one case pair are that letter; anything else is open."""
    if any(item == (c.CATEGORY, c.CATEGORY_SPACE) or item == (c.LITERAL, ord(" ")) for item in items):
        return [" "]
    letters = {chr(arg).lower() for op, arg in items if op is c.LITERAL}
    if len(letters) == 1 and all(op is c.LITERAL for op, _ in items):
        return [letters.pop()]
    if letters and all(op is c.LITERAL and not chr(arg).isalnum() for op, arg in items):
        return [" "]  # hyphens, quotes, punctuation
    return [GAP]
