"""Which step tries the examples of which rules."""

from __future__ import annotations

from pipeline.declare.rules import Trial

TRIALS: dict[str, Trial] = {}
