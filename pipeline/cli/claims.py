"""Evidence as flat objects: what ``extract`` prints, one per piece of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.records import Evidence, Vocabulary

Names = dict[tuple[str, str], list[str]]


def known_names(vocabulary: Vocabulary) -> Names:
    """All names by (type, id), the preferred name first; for terms, the words by (kind, value)."""
    names: Names = defaultdict(list)
    spoken = [(entry.type, entry.id, entry.name) for entry in vocabulary.entries]
    spoken += [(name.type, name.id, name.name) for name in vocabulary.names]
    spoken += [(term.kind, term.value, term.term) for term in vocabulary.terms]
    for kind, identity, name in spoken:
        if name not in names[kind, identity]:
            names[kind, identity].append(name)
    return dict(names)


def printed(evidence: Iterable[Evidence], everything: bool = False, explain: bool = False) -> Iterator[Evidence]:
    """Published claims; with ``everything`` the hypothetical ones too; with ``explain`` also what was refused."""
    for piece in evidence:
        claim = piece.candidate
        if explain or claim.outcome == "published" and (everything or claim.certainty != "hypothetical"):
            yield piece


def claim_row(piece: Evidence, names: Names, explain: bool = False) -> dict[str, object]:
    """One piece of evidence as an object with ids, all known names, attributes, places and words.

    ``start`` and ``end`` count code points of the page's text layer; ``quote`` is what stands there.
    """
    claim = piece.candidate
    row: dict[str, object] = {
        "file": piece.source_id,
        "claim_type": claim.claim_type,
        "relation": claim.relation,
        "agent": claim.agent,
        "agent_names": names.get(("agent", claim.agent), []),
        "object": claim.object,
        "object_names": names.get((claim.object_type, claim.object), [claim.object]),
        "object_type": claim.object_type,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "approval": claim.approval,
        "regulator": claim.regulator,
        "frequency": claim.frequency,
        "severity": claim.severity,
        "group": claim.group,
        "qualifiers": list(claim.qualifiers),
        "partners": list(claim.partners),
        "partner_logic": claim.partner_logic,
        "details": dict(claim.details),
        "start": claim.start,
        "end": claim.end,
        "quote": piece.quote,
        "repaired_quote": piece.repaired_quote,
        "repairs": [
            {key: getattr(repair, key) for key in ("start", "end", "before", "after", "kind", "rule", "status")}
            for repair in piece.repairs
        ],
        "contexts": [list(span) for span in claim.contexts],
        "heading": list(piece.heading),
        "rule": claim.rule,
    }
    if explain:
        row |= {"outcome": claim.outcome, "reason": claim.reason, "agent_from": claim.agent_from}
        row["trace"] = list(claim.trace)
    return row
