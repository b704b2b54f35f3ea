"""Running text between two block borders: white space as a browser shows it, line breaks, bold, raised figures."""

from __future__ import annotations

import re

UNIT = re.compile(r"(?:^|[\s/·\d])[cdkmµ]?m\Z")
SQUARES = {"2": "²", "3": "³"}
NOTE = re.compile(r"\s*\[?(?:\d{1,3}|[a-z*†‡§])(?:\s?[,–-]\s?(?:\d{1,3}|[a-z]))*\]?\s*\Z")


WRAPPED = 40


class Flow:
    """Collects pieces of text; :meth:`take` returns the finished lines as (words, is_bold).

    >>> flow = Flow()
    >>> flow.add("Side\\n  effects", bold=True); flow.break_line(); flow.add(" It is rare. ")
    >>> flow.take()
    [('Side effects', True), ('It is rare.', False)]
    """

    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self._plain: list[bool] = [False]  # whether a line holds letters that are not bold
        self._bold: list[bool] = [False]
        self.holds = False

    def add(self, piece: str, bold: bool = False) -> None:
        self._lines[-1].append(piece)
        if not piece.isspace():
            self.holds = True
            (self._bold if bold else self._plain)[-1] = True

    def break_line(self) -> None:
        if len(self._lines[-1]) or len(self._lines) > 1:
            self._lines.append([])
            self._plain.append(False)
            self._bold.append(False)

    def raise_(self, piece: str) -> None:
        """Add a superscript: a square stays one, a note's number is set in brackets, so that it glues to no name."""
        before = "".join(self._lines[-1][-3:])[-12:]
        if piece in SQUARES and UNIT.search(before):
            self.add(SQUARES[piece])
        elif piece.strip().isdigit() and before[-1:].isdigit():
            self.add("^" + piece.strip())
        elif NOTE.match(piece) and before.strip():
            self.add("[" + piece.strip(" []\n\t") + "]")
        else:
            self.add(piece)

    def clear(self) -> None:
        if len(self._lines) > 1 or self._lines[0]:
            self.__init__()

    def raw(self) -> str:
        """All that was added, as it was added, and begin anew: for preformatted text."""
        text = "\n".join("".join(pieces) for pieces in self._lines)
        self.__init__()
        return text

    def take(self) -> list[tuple[str, bool]]:
        """The finished lines, and begin anew."""
        made: list[tuple[str, bool]] = []
        for pieces, plain, bold in zip(self._lines, self._plain, self._bold, strict=True):
            words = " ".join("".join(pieces).split())
            before = made[-1][0] if made else ":"
            if words[:1].islower() and (before[-1] == "," or len(before) > WRAPPED and before[-1] not in ".!?:;"):
                made[-1] = (made[-1][0] + " " + words, False)  # a break that only wraps the line
            elif any(map(str.isalnum, words)):
                made.append((words, bold and not plain))
        self.__init__()
        return made
