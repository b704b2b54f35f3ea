"use strict";
// One object per claim: all that the tables say of it, joined.

const PARTS = DATA.tables.claims.parts; // type of claim -> table of its details
const APPLIED = new Set(["auto", "approved"]); // repairs that are in force; the others say what is not known
const FLAT = grouped(TABLES.claims_flat.map((row, at) => ({...row, at})), row => row.claim_id);

const STANDINGS = {
  stated: ["✓", "Stated", "the page says so"], unsure: ["~", "Uncertain", "the page is not sure of it"],
  studied: ["◔", "Being studied", "the page says that it is under study"],
  denied: ["⊘", "Denied", "the page says that it is not so"],
};
function joined() {
  const details = new Map(Object.values(PARTS).flatMap(table => TABLES[table]).map(row => [row.claim_id, row]));
  const evidence = grouped(TABLES.evidence, row => row.claim_id);
  const conflicts = new Map();
  for (const row of TABLES.conflicts) {
    for (const [one, other] of [[row.claim_id, row.other_claim_id], [row.other_claim_id, row.claim_id]]) {
      conflicts.set(one, [...(conflicts.get(one) || []), {...row, other}]);
    }
  }
  return TABLES.claims.map(row => described({
    ...row, id: row.claim_id, part: PARTS[row.claim_type], detail: details.get(row.claim_id) || {},
    evidence: evidence.get(row.claim_id) || [], conflicts: conflicts.get(row.claim_id) || [],
  }));
}

function described(claim) {
  const denied = claim.polarity === "negated";
  claim.agentName = nameOf("agent", claim.agent_id);
  claim.objectName = nameOf(claim.object_type, claim.object);
  claim.says = (WORDS.relations[claim.relation] || [words(claim.relation), `not: ${words(claim.relation)}`])[denied ? 1 : 0];
  claim.sentence = `${claim.agentName} ${claim.says} ${claim.objectName}`;
  claim.standing = denied || WORDS.denied.includes(claim.relation) ? "denied"
    : WORDS.studied.includes(claim.relation) ? "studied" : claim.certainty === "stated" ? "stated" : "unsure";
  claim.repairs = claim.evidence.flatMap(piece => (piece.repair_ids || []).map(id => REPAIRS.get(id))).filter(Boolean);
  claim.isRepaired = claim.evidence.some(piece => piece.quote !== piece.repaired_quote);
  claim.sources = [...new Set(claim.evidence.map(piece => piece.source_id))];
  return claim;
}
const CLAIMS = joined().sort(by(claim => rank("claim_type", claim.claim_type), claim => Object.keys(STANDINGS).indexOf(claim.standing),
  claim => claim.is_suspected_source_error, claim => -rank("agent_level", entry("agent", claim.agent_id)?.level), claim => claim.agentName.toLowerCase(), claim => claim.objectName.toLowerCase(), claim => -claim.n_independent_sources, claim => claim.id));
const PAIRS = grouped(CLAIMS, claim => claim.pair_id); // origins are counted over a pair, whatever the details of its claims
const CLAIM = new Map(CLAIMS.map(claim => [claim.id, claim]));

/** The words by which a search finds a claim: names of both sides in every form, quotations, pages, details. */
function haystack(claim) {
  const said = claim.evidence.flatMap(piece => [piece.quote, piece.quote === piece.repaired_quote ? "" : piece.repaired_quote,
    sourceName(piece.source_id)]);
  return [namesOf("agent", claim.agent_id), namesOf(claim.object_type, claim.object), folded([claim.sentence, ...said,
    ...Object.values(claim.detail).filter(Boolean).map(words)].join(" \n "))].join(" \n ");
}
const NAMES = new Map();
/** All names of an entry in one folded text, made once. */
function namesOf(kind, id) {
  const key = `${kind} ${id}`;
  if (!NAMES.has(key)) NAMES.set(key, folded([id, ...(entry(kind, id)?.names || []).map(row => row.name)].join(" \n ")));
  return NAMES.get(key);
}
/** In lower case and without accents; only text that may hold accents or forms of letters is taken apart. */
const folded = text => (/[\u00aa-\u036f\u1e00-\u1eff\ufb00-\uffef]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "")
  : text).toLowerCase();

/** Tests for the words of a query: each must begin a word; one that ends in a digit must end a number (IL-2, not IL-21). */
function sought(query) {
  return folded(query).split(/\s+/).filter(Boolean).map(word => new RegExp(
    `(?<![\\p{L}\\p{N}])${escaped(word)}${/\d$/.test(word) ? "(?!\\d)" : ""}`, "u"));
}

/** A badge with sign, word and colour, so that none of the three is needed to tell. */
const badge = standing => h(`span.badge.${standing}`, {}, h("span", {"aria-hidden": "true"}, STANDINGS[standing][0]), " ",
  STANDINGS[standing][1]);

/** What the page states beside the relation: [title, value, meaning, column], empty and unstated ones left out. */
function stated(claim) {
  const skipped = new Set(["claim_id", "agent_id", "relation", "polarity", "certainty", "object", "object_agent_id", "value",
    "condition_id", "event_id", "label_check", "label_fact_ids", "label_authority", "is_marketed", "is_suspected_source_error"]);
  return (DATA.tables[claim.part]?.fields || []).filter(field => !skipped.has(field.name)).flatMap(field => {
    const value = claim.detail[field.name];
    if (value === null || value === undefined || value === "not_stated" || value.length === 0) return [];
    const known = field.name.endsWith("event_id") ? nameOf("event", value) : value;
    const shown = Array.isArray(value) ? value.map(words).join(", ") : words(known);
    return [[field.title, shown, field.x_enumeration ? meaning(field.x_enumeration, value) : "", field.name]];
  });
}

const PERCENT = ["pct_low", "pct_high"], COUNT = ["n", "total"];
/** The same in as few words as a cell of a table holds. */
function inBrief(claim) {
  const detail = claim.detail;
  const said = stated(claim).filter(([,,, column]) => ![...PERCENT, ...COUNT, "partner_logic"].includes(column)
    && !column.startsWith("schedule_"));
  const parts = said.map(([, shown,, column]) => column === "partners" ? `with ${shown}`
    : column === "group_event_id" ? `among ${shown}` : shown);
  if (detail.pct_low !== undefined && detail.pct_low !== null) {
    parts.push(detail.pct_low === detail.pct_high ? `${detail.pct_low} %` : `${detail.pct_low}–${detail.pct_high} %`);
  }
  if (detail.total) parts.push(`${detail.n} of ${detail.total} people`);
  return parts;
}
