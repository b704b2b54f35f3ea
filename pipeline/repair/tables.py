"""How likely a run of characters is as text of a language: what tells one wrong table from another.

The counts are those of wordfreq's word lists, taken apart into characters; they
are loaded only for a page that holds runs of damaged text.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

UNKNOWN = -7.0  # log10 of a character that the language does not use
RARE = -3.6  # a traditional character: the list for Chinese has simplified ones only
LANGUAGE = {"gbk": "zh", "gb18030": "zh", "big5": "zh", "shift_jis": "ja", "euc_kr": "ko", "cp949": "ko"}
COMMON_BIG5 = range(0xA4, 0xC7)  # lead bytes of its 5,401 frequent characters


@lru_cache(maxsize=4)
def _characters(language: str) -> Mapping[str, float]:
    from wordfreq import get_frequency_list

    counts: dict[str, float] = defaultdict(float)
    for centibels, words in enumerate(get_frequency_list(language, "small")):  # words of one frequency
        for character, count in Counter("".join(words)).items():
            counts[character] += count * 10 ** (-centibels / 100)
    total = sum(counts.values())
    return {character: math.log10(count / total) for character, count in counts.items()}


def likelihood(text: str, codec: str) -> float:
    """The mean likelihood (log10) of the characters of a decoded text in the language of its codec.

    >>> likelihood("副作用", "gbk") > -4.5 > likelihood("릴鱗痰", "euc_kr")
    True
    """
    known = _characters(LANGUAGE[codec])
    return sum(known.get(c) or _unlisted(c, codec) for c in text) / max(len(text), 1)


def _unlisted(character: str, codec: str) -> float:
    if codec != "big5":
        return UNKNOWN
    return RARE if character.encode(codec)[0] in COMMON_BIG5 else UNKNOWN


@lru_cache(maxsize=4096)
def is_word(word: str, languages: tuple[str, ...] = ("ru", "uk", "bg")) -> bool:
    """Whether one of these languages has a word."""
    from wordfreq import word_frequency

    return any(word_frequency(word, language, wordlist="small") > 0 for language in languages)
