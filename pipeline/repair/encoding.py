"""Text decoded with the wrong table: bytes of another encoding read as Latin-1 or Windows-1252.

No fragment is judged alone. A table is accepted when the page as a whole speaks
for it: runs that decode to punctuation, or decoded text whose characters (or
words) are those of the table's language. Of several tables the likeliest wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from ftfy import TextFixerConfig, fix_encoding

from pipeline.records import Repair

from .rules import Rule, Scene
from .tables import is_word, likelihood

BYTE = {chr(b): b for b in range(0x80, 0x100)}
BYTE |= {bytes([b]).decode("sloppy-windows-1252"): b for b in range(0x80, 0xA0)}
HIGH = "".join(map(re.escape, BYTE))
BOTH_HIGH = re.compile(f"(?:[{HIGH}][{HIGH}])+")
TRAIL_ASCII = re.compile(f"(?:[{HIGH}][{HIGH}@-~])+")  # the second byte may be a plain letter
CYRILLIC = re.compile(f'[{HIGH}]+(?:[ ,;:()«»"-]{{1,2}}[{HIGH}]+)*')
MARKS = frozenset("‘’“”—–―…·°、。，；：？！（）《》「」『』【】′″×±≥≤～・　")
LIKELY = -4.5  # decoded text of nine samples measured -4.1 or more under its own table, -4.2 or less under others
EXCLAIMED = 80  # how far behind a "¡" its "!" may stand
SURE = 8  # so many likely letters leave no doubt about the table
FIXING = TextFixerConfig(unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False)
CONTROL = re.compile("[\x80-\x9f]")
C1 = re.compile("(?<![\u00a0-\u00ff])[\x80-\x9f]+|(?<=[\u00e0-\u00ff])[\x80-\x9f](?![\x80-\u00ff])")
DOUBLED = re.compile(f"[\u00c2-\u00f4][{HIGH} ]")


@dataclass(frozen=True, slots=True)
class Run:
    """Damaged characters and what they decode to."""

    start: int
    end: int
    after: str

    @property
    def marks(self) -> bool:
        return set(self.after) <= MARKS

    @property
    def letters(self) -> str:
        return "".join(c for c in self.after if c not in MARKS and not c.isascii())


def wrong_table(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Runs of bytes of another encoding (settings: ``tables``, those to try), as the page as a whole shows them."""
    codec, runs = decoded(scene.text, tuple(rule.settings["tables"]))
    for run in runs:
        yield rule.mark(scene.text, run.start, run.end, run.after, f"bytes decode as {codec}")


def planted_names(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Runs that decode to letters of another script on a page in Latin letters: a name put in the place of another."""
    codec, runs = decoded(scene.text, tuple(rule.settings["tables"]))
    if sum(len(run.letters) for run in runs) > 0.05 * len(scene.text):
        return  # a page in that language, not a planted name
    for run in runs:
        if len(run.letters) >= 2 and run.letters == run.after:
            basis = f"“{run.after}” by {codec}, among Latin letters"
            yield rule.mark(scene.text, run.start, run.end, "[publisher unknown]", basis)


@lru_cache(maxsize=8)
def decoded(text: str, tables: tuple[str, ...]) -> tuple[str, tuple[Run, ...]]:
    """The table that explains the damaged runs of a page best, and the runs."""
    tried = [(score, -k, codec, runs) for k, codec in enumerate(tables) for score, runs in _weigh(text, codec)]
    return max(tried)[2:] if tried else ("", ())


def _weigh(text: str, codec: str) -> Iterator[tuple[float, tuple[Run, ...]]]:
    if codec.startswith(("cp125", "koi8", "iso8859")):
        yield from _single(text, codec)
    else:
        yield from _double(text, codec)


def _double(text: str, codec: str) -> Iterator[tuple[float, tuple[Run, ...]]]:
    """Encodings of two bytes a character: by punctuation that appears at two places, or by likely letters."""
    pattern = BOTH_HIGH if codec.startswith("euc") else TRAIL_ASCII
    found = [(place, run) for place in pattern.finditer(text) if (run := _decode(place, codec))]
    runs = [run for place, run in found if not _chance(place, run)]
    whole = [run for run in runs if run.marks or len(run.letters) >= 2]
    letters = "".join(run.letters for run in whole)
    likely = len(letters) >= 4 and likelihood(letters, codec) >= LIKELY
    if likely and len(letters) >= SURE:  # then a word of one syllable counts too
        whole = [run for run in runs if run.marks or run.letters and likelihood(run.letters, codec) >= LIKELY]
    marks = sum(run.marks for run in whole)
    if not likely:
        whole = [run for run in whole if run.marks]
    if likely or marks >= 2:
        whole += [run for place, run in found if _chance(place, run) and _alone(text, run)]
        covered = sum(run.end - run.start for run in whole)
        yield covered + (10 + likelihood(letters, codec) if likely else 0), tuple(sorted(whole, key=_start))


def _chance(found: re.Match[str], run: Run) -> bool:
    """A mark made of one accented letter and a plain one ("¡H"): damage leaves control characters or two high ones."""
    return run.marks and not all(c in BYTE for c in found.group()) and not CONTROL.search(found.group())


def _alone(text: str, run: Run) -> bool:
    """On a page whose table is known such a mark is one if it touches no word: 5¨C10, " ¡X "; but ¡Viva! is Spanish."""
    if run.after == "°":
        return text[max(run.start - 2, 0) : run.start].rstrip(" ")[-1:].isdigit()
    return not text[run.end : run.end + 1].isalpha() and "!" not in text[run.end : run.end + EXCLAIMED]


def _start(run: Run) -> int:
    return run.start


def _single(text: str, codec: str) -> Iterator[tuple[float, tuple[Run, ...]]]:
    """Encodings of one byte a character: by words of the languages written so. A bullet or dash that is fine stays."""
    runs = [_spared(text, run) for found in CYRILLIC.finditer(text) if (run := _decode(found, codec))]
    kept = [run for run in runs if _known(run.letters and re.findall(r"\w+", run.after)) >= 0.5]
    words = sum(len(w) >= 3 for run in kept for w in re.findall(r"\w+", run.after))
    if words >= 2 or any(len(run.letters) >= 6 for run in kept):
        yield sum(run.end - run.start for run in kept), tuple(kept)


def _spared(text: str, run: Run) -> Run:
    read = text[run.start : run.end]
    after = (new if new.isalpha() or new.isascii() or new in MARKS else old for old, new in zip(read, run.after))
    return replace(run, after="".join(after))


def _known(words: Sequence[str]) -> float:
    long = [w for w in words if len(w) >= 3]
    return sum(is_word(w.lower()) for w in long) / len(long) if long else 0.0


def _decode(found: re.Match[str], codec: str) -> Run | None:
    try:
        after = bytes(BYTE.get(c) or ord(c) for c in found.group()).decode(codec)
    except UnicodeDecodeError:
        return None
    return Run(found.start(), found.end(), after)


def doubled(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """UTF-8 that was read as Windows-1252 or Latin-1 and stored as UTF-8 again: what ftfy mends, line by line."""
    text, done = scene.text, -1
    for suspect in DOUBLED.finditer(text):
        if suspect.start() < done:
            continue
        start = text.rfind("\n", 0, suspect.start()) + 1
        done = text.find("\n", suspect.start())
        done = len(text) if done < 0 else done
        line = text[start:done]
        fixed = fix_encoding(line, FIXING)
        for tag, i1, i2, j1, j2 in _steps(line, fixed):
            if tag != "equal":
                yield rule.mark(text, start + i1, start + i2, fixed[j1:j2], "UTF-8 read as Windows-1252 (ftfy)")


def c1_controls(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Control characters of Latin-1, which nobody types: Windows-1252 read as Latin-1, and so quotes, dashes, dots.

    What reads like part of a longer sequence ("Ã\x89", "â\x80\x99") is another fault; a page may end lines with U+0085.
    """
    found = list(C1.finditer(scene.text))
    if {c for run in found for c in run.group()} <= {"\x85"}:
        return
    for run in found:
        after = run.group().encode("latin-1").decode("sloppy-windows-1252")
        if not CONTROL.search(after):  # five of these bytes mean nothing in Windows-1252
            yield rule.mark(scene.text, run.start(), run.end(), after, "Windows-1252 read as Latin-1")


def _steps(line: str, fixed: str) -> list[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, line, fixed, autojunk=False).get_opcodes() if fixed != line else []


def letters_for_ideographs(scene: Scene, rule: Rule) -> Iterator[Repair]:
    """Latin letters replaced one for one by ideographs (settings: ``letters``, pairs such as "a补"): flagged."""
    table = {pair[1:]: pair[0] for pair in rule.settings["letters"].split()}
    if not any(c in scene.text for c in table):
        return
    runs = [run for run in re.finditer("[\u4e00-\u9fff]+", scene.text)]
    known = [run for run in runs if all(c in table for c in run.group())]
    length = sum(len(run.group()) for run in known)
    if length < 6 or length < 0.8 * sum(len(run.group()) for run in runs) or length > 0.5 * len(scene.text):
        return
    for run in known:
        after = "".join(table[c] for c in run.group())
        yield rule.mark(scene.text, run.start(), run.end(), after, "letter for letter")
