"""Scores extraction against annotated pages: exact rules of ``tests/gold/README.md``, section "How to score".

>>> from pipeline.evaluate import SlugMap, evaluate
>>> evaluate([], {}, SlugMap.of([])).total.f1
1.0
"""

from pipeline.evaluate.facts import TABLE_OF
from pipeline.evaluate.render import as_json, as_tables
from pipeline.evaluate.score import evaluate
from pipeline.evaluate.scores import Count, Finding, Scores
from pipeline.evaluate.slugs import SlugMap

__all__ = ["TABLE_OF", "Count", "Finding", "Scores", "SlugMap", "as_json", "as_tables", "evaluate"]
