"""The SQLite views: the safe way into the tables, each with what it holds and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A view of the database: its name, its meaning for the reader, its SELECT."""

    name: str
    description: str
    select: str


# What a claim has to offer whatever its type; the views of uses and harms end with it.
STANDING = """c.n_evidence, c.n_sources, c.n_independent_sources, c.has_conflict, c.is_suspected_source_error, c.tier"""

USES = View(
    "uses",
    "What agents are said to be used for: affirmed claims that an agent treats a condition or manages a side effect of "
    "another treatment, with names spelled out. Left out: denied claims, uses under study, statements that an agent "
    "is not used, and hypothetical claims. Withdrawn and discontinued approvals stay: read the column approval.",
    f"""
SELECT i.claim_id, i.agent_id, a.preferred_name AS agent_name, a.level AS agent_level, i.relation,
       i.condition_id, k.preferred_name AS condition_name, i.certainty, i.approval, i.regulator, i.qualifiers,
       i.partners, i.partner_logic, i.label_check, {STANDING}
FROM indications AS i
JOIN claims AS c USING (claim_id)
JOIN agents AS a ON a.agent_id = i.agent_id
JOIN conditions AS k ON k.condition_id = i.condition_id
WHERE i.polarity = 'affirmed' AND i.certainty <> 'hypothetical'
  AND i.relation IN ('treats', 'manages_side_effect_of_treatment')
ORDER BY i.agent_id, i.condition_id, i.claim_id""",
)

HARMS = View(
    "harms",
    "What harm agents are said to do: affirmed claims of an adverse event, with names spelled out and frequency and "
    "severity as the page states them. Left out: denied and hypothetical claims.",
    f"""
SELECT h.claim_id, h.agent_id, a.preferred_name AS agent_name, a.level AS agent_level,
       h.event_id, e.preferred_name AS event_name, e.body_system, h.group_event_id, h.certainty,
       h.frequency, h.severity, h.pct_low, h.pct_high, h.n, h.total, h.arm, h.qualifiers, {STANDING}
FROM adverse_events AS h
JOIN claims AS c USING (claim_id)
JOIN agents AS a ON a.agent_id = h.agent_id
JOIN events AS e ON e.event_id = h.event_id
WHERE h.polarity = 'affirmed' AND h.certainty <> 'hypothetical'
ORDER BY h.agent_id, h.event_id, h.claim_id""",
)


def ancestors(table: str, thing: str) -> View:
    """The view of all wider entries of each entry of a table whose parent column is ``parent_<thing>_id``.

    UNION, not UNION ALL, and a bound on the distance: a circle among the parents must not hang a reader.
    """
    key, parent = f"{thing}_id", f"parent_{thing}_id"
    return View(
        f"{thing}_ancestors",
        f"Each {thing} with itself (distance 0) and every wider {thing} above it (1, 2, ...). Claims stay at the level "
        f"that the page used; join on ancestor_{key} to gather those of all narrower entries of one {thing}.",
        f"""
WITH RECURSIVE up ({key}, ancestor_{key}, distance) AS (
  SELECT {key}, {key}, 0 FROM {table}
  UNION
  SELECT up.{key}, t.{parent}, up.distance + 1
  FROM up JOIN {table} AS t ON t.{key} = up.ancestor_{key}
  WHERE t.{parent} IS NOT NULL AND up.distance < 100
)
SELECT {key}, ancestor_{key}, distance FROM up ORDER BY {key}, distance, ancestor_{key}""",
    )


COVERAGE = View(
    "coverage",
    "What became of each page, one row per page and table of claims, zeros included: what was found and published, "
    "what was set aside, rejected by a decision or ignored by a rule, and why (not_published: reason and number, "
    "joined by |). n_gaps counts places on the page where text was lost: what stood there is unknown. n_questions "
    "counts repairs that await a person.",
    """
WITH kinds AS (SELECT value AS claim_type, rank FROM enumerations WHERE enumeration = 'claim_type'),
said AS (
  SELECT v.source_id, c.claim_type, count(DISTINCT c.claim_id) AS n_claims, count(*) AS n_evidence
  FROM evidence AS v JOIN claims AS c USING (claim_id) GROUP BY v.source_id, c.claim_type
),
aside AS (
  SELECT source_id, claim_type, sum(outcome = 'set_aside') AS n_set_aside, sum(outcome = 'rejected') AS n_rejected,
         sum(outcome = 'ignored') AS n_ignored
  FROM set_aside GROUP BY source_id, claim_type
),
whys AS (
  SELECT source_id, claim_type, group_concat(reason || ' ' || n, '|') AS not_published
  FROM (SELECT source_id, claim_type, reason, count(*) AS n FROM set_aside
        GROUP BY source_id, claim_type, reason ORDER BY source_id, claim_type, reason)
  GROUP BY source_id, claim_type
),
marks AS (
  SELECT source_id, sum(status = 'gap') AS n_gaps, sum(status = 'review') AS n_questions FROM repairs GROUP BY source_id
)
SELECT s.source_id, s.standing, k.claim_type, coalesce(d.n_claims, 0) AS n_claims,
       coalesce(d.n_evidence, 0) AS n_evidence, coalesce(a.n_set_aside, 0) AS n_set_aside,
       coalesce(a.n_rejected, 0) AS n_rejected, coalesce(a.n_ignored, 0) AS n_ignored, w.not_published,
       coalesce(m.n_gaps, 0) AS n_gaps, coalesce(m.n_questions, 0) AS n_questions
FROM sources AS s CROSS JOIN kinds AS k
LEFT JOIN said AS d ON d.source_id = s.source_id AND d.claim_type = k.claim_type
LEFT JOIN aside AS a ON a.source_id = s.source_id AND a.claim_type = k.claim_type
LEFT JOIN whys AS w ON w.source_id = s.source_id AND w.claim_type = k.claim_type
LEFT JOIN marks AS m ON m.source_id = s.source_id
ORDER BY s.source_id, k.rank""",
)

AGENT_COVERAGE = View(
    "agent_coverage",
    "How much the pages say of each agent, one row per agent and type of claim, zeros included. No claim means that no "
    "page in this dataset says so, not that there is none. n_gaps counts places where text was lost on the pages that "
    "speak of the agent (or, for an agent that no page speaks of, is null): what stood there is unknown.",
    """
WITH kinds AS (SELECT value AS claim_type, rank FROM enumerations WHERE enumeration = 'claim_type'),
said AS (
  SELECT c.agent_id, c.claim_type, c.claim_id, c.polarity, v.evidence_id, v.source_id, s.independence_group
  FROM claims AS c JOIN evidence AS v USING (claim_id) JOIN sources AS s USING (source_id)
),
gaps AS (
  SELECT p.agent_id, count(r.repair_id) AS n_gaps
  FROM (SELECT DISTINCT agent_id, source_id FROM said) AS p
  LEFT JOIN repairs AS r ON r.source_id = p.source_id AND r.status = 'gap'
  GROUP BY p.agent_id
)
SELECT a.agent_id, a.preferred_name AS agent_name, a.level AS agent_level, k.claim_type,
       count(DISTINCT s.claim_id) AS n_claims,
       count(DISTINCT CASE WHEN s.polarity = 'negated' THEN s.claim_id END) AS n_negated_claims,
       count(DISTINCT s.evidence_id) AS n_evidence,
       count(DISTINCT s.source_id) AS n_sources,
       count(DISTINCT s.independence_group) AS n_independent_sources,
       g.n_gaps
FROM agents AS a CROSS JOIN kinds AS k
LEFT JOIN said AS s ON s.agent_id = a.agent_id AND s.claim_type = k.claim_type
LEFT JOIN gaps AS g ON g.agent_id = a.agent_id
GROUP BY a.agent_id, k.claim_type
ORDER BY a.agent_id, k.rank""",
)

VIEWS = (
    USES,
    HARMS,
    ancestors("agents", "agent"),
    ancestors("conditions", "condition"),
    ancestors("events", "event"),
    COVERAGE,
    AGENT_COVERAGE,
)
