"""The side that runs in the peers' environment (requirements/bench.txt): the same vocabulary in their hands."""

from __future__ import annotations

import csv
import json
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

VOCAB = Path("curation/vocab")
PAGE = tuple[str, str]


def names() -> list[tuple[str, str]]:
    """(name, type) of everything that may be written in any case."""
    with open(VOCAB / "names.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["match"] == "any_case"]
    return sorted({(row["name"], row["entry_type"]) for row in rows})


def medspacy_engine() -> Callable[[list[str]], int]:
    """Target matcher and ConText with their default rules, over medspaCy's own sentences."""
    import medspacy
    from loguru import logger
    from medspacy.target_matcher import TargetRule

    logger.remove()  # its sentences tell of each token, which would be timed too

    nlp = medspacy.load()
    nlp.get_pipe("medspacy_target_matcher").add([TargetRule(name, type) for name, type in names()])
    return lambda texts: sum(len(nlp(text).ents) for text in texts)


def automaton_engine() -> Callable[[list[str]], int]:
    """Mention finding alone: lower case, all hits, whole words, the longest of those that overlap."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name, type in names():
        automaton.add_word(name.lower(), (len(name), type))
    automaton.make_automaton()

    def find(text: str) -> list[tuple[int, int, str]]:
        low = text.lower() if text.isascii() else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
        found = []
        for last, (length, type) in automaton.iter(low):
            start, end = last + 1 - length, last + 1
            if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum()):
                found.append((start, end, type))
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept, edge = [], 0
        for hit in found:
            if hit[0] >= edge:
                kept.append(hit)
                edge = hit[1]
        return kept

    return lambda texts: sum(len(find(text)) for text in texts)


ENGINES = {"medspacy": lru_cache(medspacy_engine), "automaton": lru_cache(automaton_engine)}


def timed(name: str, folder: str) -> dict:
    """One engine on the pages of a folder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())]
    go = ENGINES[name]()
    go(texts[:3])
    start = time.process_time()
    found = go(texts)
    seconds = time.process_time() - start
    size = sum(len(text.encode()) for text in texts)
    kind = Path(folder).name.removeprefix("few_")
    return {"engine": name, "kind": kind, "pages": len(texts), "bytes": size, "seconds": seconds, "found": found}


if __name__ == "__main__":
    for asked in sys.argv[1:]:  # engine=folder
        print(json.dumps(timed(*asked.split("="))), flush=True)
