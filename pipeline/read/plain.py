"""Plain text and Markdown into drafts: which lines belong together, what is an item, what a marked heading."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.read import markup
from pipeline.read.drafts import Draft
from pipeline.read.lines import Line, lines
from pipeline.read.tables import rows, table_at

ATX = re.compile(r"(?:>\s?){0,5}(#{1,6})\s+(?=\S)")
WIKI = re.compile(r"(={1,6})\s*(?=[^\s=])")
WIKI_EDGES = re.compile(r"\A[=\s]+|[=\s]+\Z")
EDIT = re.compile(r"\s*\[\s?(?:edit|hide|show)\b[^\[\]]{0,40}\]\Z")
QUOTED = re.compile(r">[>\s]*(?!\d)")  # no quotation: ">10%"
CLOSING_HASHES = re.compile(r"\s#{1,20}\Z")
UNDERLINE = re.compile(r"[ \t]*(?:\r?\n|\r)[ \t]*(=|-){3,200}[ \t]*(?=[\r\n]|\Z)")
BOLD_LINE = re.compile(r"(?:\*\*|__)(?![*_\s])[^*_\n]{1,150}(?:\*\*|__):?\Z")
BOLD_LABEL = re.compile(r"(\*\*|__)(?![*_\s])[^*_\n]{1,80}(?::\1|\1:)\s")  # "**Storage:** keep it cold"
LINK = re.compile(r"\]\((?:https?:|/|#)")
PROSE = re.compile(r"^[A-Za-z]+ [A-Za-z]", re.M)  # a line with words and no markup: the page holds something to read
STOPS = ".!?:;…"
FIGURED = re.compile(r"\d{1,6}\s?/\s?\d{1,6}\s?\(\d{1,3}(?:\.\d{1,3})?\s?%\)\Z")  # ends the row of a table: "3/50 (6%)"
FULL = 0.7
WIDE = 70
WIDEST = 160  # nobody wraps text by hand at more columns than this


def drafts(text: str, start: int = 0, end: int | None = None) -> list[Draft]:
    """The drafts of text[start:end].

    >>> [(d.kind, d.words) for d in drafts("Uses\\n\\nIt treats:\\n- gout\\n- colds")]
    [('paragraph', 'Uses'), ('paragraph', 'It treats:'), ('item', 'gout'), ('item', 'colds')]
    """
    end = len(text) if end is None else end
    found = list(lines(text, start, end))
    marked = is_markdown(text, start, end)
    joins = _joins(text, found, marked)
    made: list[Draft] = []
    nest = Nest()
    tabular = "|" in text or "\t" in text or "   " in text
    more: list[str] = []  # the words of lines that go on with the last draft
    rest = 0  # lines of a table already taken
    for at, line in enumerate(found):
        if rest:
            rest -= 1
        elif tabular and (rest := table_at(text, found, at)):
            _append_words(made, more)
            made.extend(rows(text, found[at : at + rest]))
            nest.clear()
            rest -= 1
        elif joins[at] and made and made[-1].kind != "cell":
            made[-1].end = line.end
            more.append(markup.plain(line.words) if marked else line.words)
        else:
            _append_words(made, more)
            made.extend(_draft(text, line, marked, nest))
    _append_words(made, more)
    return made


def _append_words(made: list[Draft], more: list[str]) -> None:
    """Give a block the words of the lines that go on with it: at once, since adding one by one is quadratic."""
    if more:
        made[-1].words = " ".join((made[-1].words, *more))
        more.clear()


def is_markdown(text: str, start: int, end: int) -> bool:
    """Whether a text carries Markdown headings, or links more than once."""
    if text.find("# ", start, end) >= 0 and re.compile(r"^[ \t]{0,8}#{1,6} +\S", re.M).search(text, start, end):
        return True
    return text.find("](", start, end) >= 0 and len(LINK.findall(text, start, end)) > 1


def _draft(text: str, line: Line, marked: bool, nest: Nest) -> list[Draft]:
    """One line as a draft; none if nothing but markup is on it."""
    draft = Draft(line.start, line.end, "paragraph", words=line.words, gap=line.gap, bullet=line.bullet)
    if line.bullet:
        draft.kind, draft.depth = "item", nest.depth(line)
    elif not nest.holds(line):
        nest.clear(line.indent)
    if draft.words[-1] == "]" and (edit := EDIT.search(draft.words)):
        draft.end -= len(edit[0])
        draft.words = draft.words[: edit.start()]
    if line.words[0] == "=" and line.words[-1] == "=":
        _read_wiki(text, draft)
    elif marked or line.words[0] in "#*_>":
        _read_markup(text, draft, line)
    elif not line.bullet and _is_underlined(text, line.end):
        _underlined(text, draft)
    return [draft] if draft.start < draft.end else []


def _read_markup(text: str, draft: Draft, line: Line) -> None:
    atx = ATX.match(line.words)
    quote = None if atx else QUOTED.match(line.words)
    if atx:
        closing = CLOSING_HASHES.search(line.words)
        draft.kind, draft.depth, draft.marked = "heading", len(atx[1]), True
        draft.start += atx.end()
        draft.end -= len(closing[0]) if closing else 0
    elif quote:
        draft.start += quote.end()
        draft.bold = True
    elif BOLD_LINE.match(line.words):
        draft.bold = True
    elif not line.bullet and _is_underlined(text, line.end):
        _underlined(text, draft)
    draft.words = markup.plain(text[draft.start : draft.end])
    if not any(map(str.isalnum, draft.words)):
        draft.words = text[draft.start : draft.end]


def _read_wiki(text: str, draft: Draft) -> None:
    """A heading between equal signs, as wikis write it."""
    signs = WIKI.match(draft.words)
    words = WIKI_EDGES.sub("", draft.words)
    if signs and any(map(str.isalnum, words)):
        draft.start = text.index(words, draft.start)
        draft.end, draft.words = draft.start + len(words), words
        draft.kind, draft.depth, draft.marked = "heading", len(signs[1]), True


def _is_underlined(text: str, end: int) -> bool:
    """Whether a line of "=" or "-" follows; a cheap look first."""
    ahead = text[end : end + 4]
    return ("=" in ahead or "-" in ahead or " " in ahead[:1]) and UNDERLINE.match(text, end) is not None


def _underlined(text: str, draft: Draft) -> None:
    draft.kind, draft.marked = "heading", True
    draft.depth = 1 if UNDERLINE.match(text, draft.end)[1] == "=" else 2


# ------------------------------------------------------------ lines that belong together


def _joins(text: str, found: list[Line], marked: bool) -> list[bool]:
    """For each line, whether it goes on with the one before it."""
    width = _wrap_width(found, marked)
    joins, hang = [False] * len(found), -1  # the indent of the open item's bullet
    for at in range(1, len(found)):
        a, b = found[at - 1], found[at]
        if a.bullet:
            hang = a.indent
        elif not joins[at - 1]:
            hang = -1
        if b.gap or b.bullet or FIGURED.search(a.words) or FIGURED.search(b.words):
            continue
        hanging = hang >= 0 and b.indent > hang and a.words[-1] != ":"
        running = _runs_on(a, b) and (joins[at - 1] or not a.words[0].islower())
        tied = marked and joins[at - 1] and TYING.match(b.words) is not None and a.words[-1] not in STOPS
        joins[at] = hanging or running or tied or width > 0 and _goes_on(text, a, b, width, marked)
    return joins


# the word that a line cannot begin with unless it goes on: "X / is approved / to treat:" in three lines
TYING = re.compile(r"(?:to|of|and|or|but|in|for|with|by|than|is|are|was|were|has|have|which|that)\b")


def _wrap_width(found: list[Line], marked: bool) -> int:
    """The column at which a text was wrapped; 0 for a text whose every line is a block of its own.

    Evidence is a line without a stop before one that begins in lower case, and so full
    that its next word would hardly have fitted.
    """
    pairs = [(a, b) for a, b in pairwise(found) if b.gap == 0 and not b.bullet]
    if not pairs:
        return 0
    if marked:
        return WIDEST
    sizes = sorted(a.indent + a.end - a.start for a, _ in pairs)
    width = sizes[min(len(sizes) - 1, len(sizes) * 95 // 100)]
    if width > WIDEST or sizes[len(sizes) // 2] < 40:
        return 0
    soft = [a for a, b in pairs if b.words[0].islower() and a.words[-1] not in STOPS]
    full = sum(a.indent + a.end - a.start > width * FULL for a in soft)
    return width if len(soft) * 3 >= len(pairs) and full * 3 >= len(soft) * 2 else 0


def _runs_on(a: Line, b: Line) -> bool:
    """Whether a long line breaks off in the middle of a sentence: so it does even where nothing else is wrapped."""
    return a.end - a.start >= WIDE and a.words[-1] not in STOPS and a.words[-1] != "," and b.words[0].islower()


def _goes_on(text: str, a: Line, b: Line, width: int, marked: bool) -> bool:
    """Whether the break between two lines is only a wrap."""
    if ATX.match(b.words) or ATX.match(a.words) or b.words[0] in "|>" or a.words[0] == ">":
        return False
    if BOLD_LINE.match(b.words) or BOLD_LABEL.match(b.words):
        return False
    last = a.words.rstrip("*_ ")[-1:]
    if last == ":" or text.startswith("  ", a.end):
        return False  # an introduction, or Markdown's hard break
    size = a.end - a.start
    if marked:
        if b.words[0].islower() and last not in ".!?…":
            return size > 24 or not a.words[0].islower()
        return (
            size > 50
            and not (a.bullet and last in ".!?…")
            or text.count("[", a.start, a.end) > text.count("]", a.start, a.end)
        )
    # the wrap was needed if the next line's first word would not have fitted
    first = len(b.words.split(None, 1)[0])
    slack = 0.7 if b.words[0].islower() and last not in ".!?…" else 0.88
    return a.indent + size + 1 + first > width * slack


# ------------------------------------------------------------------------- nested items


class Nest:
    """How deep an item lies: by its indent, or by a bullet that differs from the one above it."""

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []
        self.margin = 0  # the indent of the text that holds the list

    def depth(self, line: Line) -> int:
        """The depth of an item, from 1; the item is open from now on."""
        while self.open and self.open[-1][0] > line.indent:
            self.open.pop()
        key = (line.indent, "1" if line.bullet[-1] in ".)" else line.bullet)
        if key in self.open:
            del self.open[self.open.index(key) + 1 :]
        elif len(self.open) < 50:
            self.open.append(key)
        return len(self.open)

    def holds(self, line: Line) -> bool:
        """Whether a line without a bullet is a further paragraph of an item, by its indent."""
        return bool(self.open) and line.indent > self.open[-1][0] and line.indent > self.margin

    def clear(self, margin: int = 0) -> None:
        """The list ends; ``margin`` is the indent of the text after it."""
        self.open.clear()
        self.margin = margin
