"""Which names an entry has, by form, and how a name is written in the place of another.

Forms: ``brand``, ``short`` (an abbreviation: two capitals in a row, as in "IL-2" or "IFN-beta") and ``long``.
"""

import re
from collections import defaultdict
from functools import cache

from pipeline.evaluate.slugs import fold

GROUP_HEAD = re.compile(r"\b(symptoms|problems|disorders|events)$")
GREEK = re.compile(r"\b(alpha|alfa|beta|gamma|lambda)$")  # such names have no plural
COUNTABLE = re.compile(
    r"(cancer|tumor|disease|condition|infection|lymphoma|leukemia|sarcoma|carcinoma|neoplasm|syndrome)$"
)
VERBAL = re.compile(r"^\w+ed$|^\w+(ing|ed) ", re.IGNORECASE)  # "confused", "feeling sick": no nouns
BRITISH = (("aemi", "emi"), ("umour", "umor"), ("rrhoe", "rrhe"), ("alpha", "alfa"), ("\xa0", " "))


@cache
def same(name):
    """Spellings that name one thing: folded further than when scored, as the gold marks words of the page.

    >>> same("Leukaemias") == same("leukemia"), same("rashes") == same("rash")
    (True, True)
    """
    name = name.casefold()
    for there, here in BRITISH:
        name = name.replace(there, here)
    return re.sub(r"(?<=[sh])e$", "", fold(name))


def form(name, brands):
    """brand, short or long."""
    if same(name) in brands:
        return "brand"
    return "short" if re.search(r"[A-Z]{2}", name) and not re.search(r"[a-z]{7}", name) else "long"


class Names:
    """The vocabulary's names by entry and form; names that need a context or belong to two entries are left out."""

    def __init__(self, rows, preferred):
        self.preferred = preferred  # (type, id) -> name
        self.fitting = cache(self._fitting)  # twenty draws ask the same of every entry
        owners = defaultdict(set)
        for row in rows:
            owners[same(row["name"])].add((row["entry_type"], row["entry_id"]))
        self.brands = {same(row["name"]) for row in rows if row["kind"] == "brand"}
        self.known = defaultdict(set)  # (type, id) -> all folded names: what counts as a name of the entry
        self.forms = defaultdict(lambda: defaultdict(list))
        for row in rows:
            entry, name = (row["entry_type"], row["entry_id"]), row["name"]
            self.known[entry].add(same(name))
            usable = row["match"] != "needs_context" and len(owners[same(name)]) == 1 and "side effect" not in name
            if usable and (row["kind"] == "brand" or not VERBAL.match(name)):
                self.forms[entry]["brand" if row["kind"] == "brand" else form(name, ())].append(name)

    def choose(self, entry, surface, source, rng):
        """A name of ``entry`` for the place of ``surface``, a name of ``source``; None if it has none of that form.

        An agent's preferred name is followed by a preferred name: else it would have one more synonym on the page.
        """
        names = self.fitting(entry, surface)
        if not names:
            return None
        first = self.preferred[entry]
        must = entry[0] == "agent" and same(surface) == same(self.preferred[source])
        return first if first in names and (must or rng.random() < 0.5) else rng.choice(names)

    def _fitting(self, entry, surface):
        """The names of ``entry`` of the form of ``surface``, in order."""
        names = self.forms[entry][form(surface, self.brands)]
        if entry[0] == "event":
            heads = [name for name in names if GROUP_HEAD.search(name)]
            names = heads if GROUP_HEAD.search(surface.casefold()) else [name for name in names if name not in heads]
        if entry[0] == "agent" and is_plural(surface):
            names = [name for name in names if name[-1].isalpha() and not GREEK.search(name)]
        return sorted(names)


def is_plural(surface):
    """A plural s, as far as the gold's terms need it.

    >>> is_plural("IFNs"), is_plural("PEGASYS"), is_plural("Pegasys"), is_plural("sepsis")
    (True, False, True, False)
    """
    return surface.endswith("s") and not surface.endswith(("ss", "us", "is"))


def dress(name, surface, type):
    """``name`` in the case and number of ``surface``.

    >>> dress("growth factor", "Interferons", "agent"), dress("Neulasta", "PEGASYS", "agent")
    ('Growth factors', 'NEULASTA')
    """
    bare = surface.rstrip("®™")
    if (
        is_plural(bare)
        and not name.endswith("s")
        and (type == "agent" or type == "condition" and COUNTABLE.search(name))
    ):
        name += "s"
    words = re.findall(r"[^\W\d_]+", bare)
    if re.search(r"[A-Z]{5}", bare):  # a brand in capitals, no abbreviation
        return name.upper()
    if re.search(r"[A-Z]{2}", name.split()[0]) or not bare[0].isupper():
        return name
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return " ".join(word[0].upper() + word[1:] for word in name.split())
    return name[0].upper() + name[1:]
