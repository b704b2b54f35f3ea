"""Recognise: which names and terms stand where in a text."""

from .find import names, recognise
from .fold import fold_key
from .lexicon import Lexicon

__all__ = ["Lexicon", "fold_key", "names", "recognise"]
