"""Pages and gold tables after a draw: names and numbers exchanged, every offset and quote computed anew."""

import re
from bisect import bisect_right

from pipeline.evaluate import SlugMap
from pipeline.evaluate.quantities import NUMBERS
from tests.metamorphic.draw import TYPES
from tests.metamorphic.names import same

SPELLED = {
    value: word
    for word, value in NUMBERS.items()
    if word not in ("single", "once", "twice", "thrice", "double", "triple")
}
FIGURE = re.compile(r"(?<![\w./:,+-])\d{1,4}(?![\w/:+-]|[.,]\d)")
COLUMNS = {
    "indications": {"agent": ("agent",), "condition": ("condition",), "combination_with": ("agent",)},
    "adverse_events": {"agent": ("agent",), "event": ("event",), "parent_event": ("event",)},
    "administration": {"agent": ("agent",)},
    "agent_facts": {"object": ("agent",)},
    "mentions": {},
    "not_claims": {},
}


class Moved:
    """A text after edits (start, end, new words), and where its old offsets lie now.

    >>> m = Moved("an old name here", [(3, 11, "new")])
    >>> m.text, m.at(12), m.text[m.at(3) : m.at(11)]
    ('an new here', 7, 'new')
    """

    def __init__(self, text, edits):
        self.edits = sorted(edits)
        parts, at = [], 0
        for start, end, words in self.edits:
            parts += [text[at:start], words]
            at = end
        self.text = "".join(parts) + text[at:]
        self.starts = [start for start, _, _ in self.edits]

    def at(self, offset):
        """The new place of an old offset; inside an edit, its end."""
        last = bisect_right(self.starts, offset - 1)
        shift = sum(len(words) - (end - start) for start, end, words in self.edits[: max(last - 1, 0)])
        if not last:
            return offset
        start, end, words = self.edits[last - 1]
        return shift + (offset + len(words) - (end - start) if offset >= end else start + len(words))


def swapped_page(text, mentions, draw, slugs):
    """The page's text with every marked name and every number exchanged."""
    edits = []
    for row in mentions:
        start, end, entry = int(row["start"]), int(row["end"]), None
        if row["type"] in TYPES and (row["type"], row["entity"]) in slugs.ids:
            entry = row["type"], slugs.id(row["entity"], row["type"])
        if entry in draw.entry:
            edits.append((start, end, draw.written(entry, row["quote"])))
        elif row["type"] == "schedule":
            edits.append((start, end, spelled(row["quote"], draw)))
    marked = [(int(row["start"]), int(row["end"])) for row in mentions]
    for match in FIGURE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in marked):
            edits.append((match.start(), match.end(), _figure(match[0], draw)))
    return Moved(text, [edit for edit in edits if text[edit[0] : edit[1]] != edit[2]])


def spelled(words, draw):
    """Number words of a schedule exchanged: "three times a week" -> "five times a week"."""

    def other(match):
        number = NUMBERS.get(match[0])
        return SPELLED[draw.numbers[number]] if number in draw.numbers and match[0] in SPELLED.values() else match[0]

    return re.sub(r"[a-z]+", other, words)


def _figure(digits, draw):
    number = draw.rng.randrange(10 ** (len(digits) - 1), 10 ** len(digits))
    return str(number)


def swapped_gold(gold, pages, draw, slugs):
    """All gold tables after the draw; ``pages`` are the moved pages by document."""
    return {
        table: [swapped_row(table, row, pages[row["document"]], draw, slugs) for row in gold[table]] for table in gold
    }


def swapped_row(table, row, page, draw, slugs):
    """One gold row: offsets, quote, slugs (now ids), names and the numbers of schedules."""
    new = dict(row)
    for name in row:
        if name.endswith(("start", "end")) and row[name]:
            new[name] = str(page.at(int(row[name])))
    new["quote"] = page.text[int(new["start"]) : int(new["end"])]
    for name, types in COLUMNS[table].items():
        new[name] = "|".join(_slug(slug, types, draw, slugs) for slug in row[name].split("|") if slug)
    if table == "administration" and row["fact_type"] == "schedule":
        new["value"] = re.sub(r"\d+", lambda m: str(draw.numbers.get(int(m[0]), m[0])), row["value"])
    if table == "agent_facts":
        _name_the_subject(row, new, draw, slugs)
    return new


def _slug(slug, types, draw, slugs):
    entry = next(((type, slugs.ids[type, slug]) for type in types if slugs.ids.get((type, slug))), None)
    return draw.entry[entry][1] if entry in draw.entry and draw.entry[entry] != entry else slug


def _name_the_subject(row, new, draw, slugs):
    if row["predicate"] not in ("brand_of", "synonym"):
        new["subject"] = _slug(row["subject"], ("agent",), draw, slugs)
        return
    entry = "agent", slugs.ids.get(("agent", row["object"]))
    name = draw.chosen.get((entry, same(row["subject"])))
    if name is not None and draw.entry[entry] != entry:
        new["subject"] = name
        if same(name) == same(draw.names.preferred[draw.entry[entry]]):
            new["certain"] = "optional"  # a name is no synonym of itself


def with_ids(slugs, vocabulary):
    """The slug map, which now also takes every id for itself."""
    return SlugMap({**slugs.ids, **{entry: entry[1] for entry in vocabulary.parent}})
