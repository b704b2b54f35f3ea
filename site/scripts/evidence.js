"use strict";
// What stands behind one claim: the words, where they stand, how they were read, and what else bears on it.

const drawer = document.getElementById("evidence");
let opener = null;

function showEvidence(id) {
  for (const row of document.querySelectorAll("tr[data-claim]")) row.classList.toggle("here", row.dataset.claim === id);
  if (!id) return hideEvidence();
  const claim = CLAIM.get(id);
  const fresh = drawer.hidden;
  if (!fresh && drawer.dataset.claim === id) return null;
  if (fresh) opener = document.activeElement;
  drawer.dataset.claim = id;
  drawer.hidden = false;
  cover(drawer.offsetWidth >= innerWidth);
  document.body.classList.add("reading");
  fill(drawer, drawerHead(claim, id), claim ? drawerBody(claim) : h("p", {}, `No claim here has the key ${id}. It may have been `,
    "retired: the release's list of changes names its successor."));
  drawer.scrollTop = 0;
  drawer.querySelector("h2").focus({preventScroll: true});
  return null;
}

function hideEvidence() {
  if (drawer.hidden) return;
  const id = drawer.dataset.claim;
  drawer.hidden = true;
  cover(false);
  document.body.classList.remove("reading");
  const row = document.querySelector(`tr[data-claim="${CSS.escape(id)}"] a.open`);
  (row || (opener?.isConnected ? opener : main)).focus({preventScroll: true});
}

/** Keep keys and screen readers out of what the evidence hides, as on a phone. */
function cover(hides) {
  for (const part of document.querySelectorAll("body > :is(header, main, footer, .warning)")) part.inert = hides;
}

function drawerHead(claim, id) {
  const around = sortedClaims();
  const at = around.findIndex(one => one.id === id);
  const step = (to, text, sign) => h("button", {type: "button", "aria-label": text, disabled: at < 0 || !around[to],
    onclick: () => change({claim: around[to].id}, true)}, sign);
  return h("div.head", {}, h("div.steps", {}, step(at - 1, "Claim before", "↑"), step(at + 1, "Next claim", "↓"),
    at >= 0 && h("span.note", {}, `${at + 1} of ${around.length}`)),
  h("button.close", {type: "button", "aria-label": "Close the evidence", onclick: () => change({claim: null})}, "✕"),
  h("h2", {id: "evidence-title", tabindex: "-1"}, claim ? [h("span.agent", {}, claim.agentName), " ",
    h(`span.relation.${claim.standing}`, {}, claim.says), " ", h("span.object", {}, claim.objectName)] : "Unknown claim"));
}

function drawerBody(claim) {
  return [
    h("p.lead", {}, badge(claim.standing), " ", h("span.note", {}, claim.polarity === "negated" ? "The page denies that "
      : `${capital(STANDINGS[claim.standing][2])}: `, meaning("relation", claim.relation) || words(claim.relation), ".")),
    stated(claim).length > 0 && section("As the page states it", facts(stated(claim))),
    section(plural(claim.evidence.length, "place where a page says so", "places where pages say so"),
      claim.evidence.map(piece => quotation(piece, claim))),
    claim.detail.label_check && section("Beside the regulators' labels", labelBlock(claim)),
    claim.conflicts.length > 0 && section("Disagrees with", claim.conflicts.map(conflictBlock)),
    section("How far it stands", standingBlock(claim)),
    section("The same things elsewhere", identifierBlock(claim)),
    section("Permanent link", citeBlock(claim)),
  ];
}

const section = (title, ...content) => h("section", {}, h("h3", {}, title), content);

// ---------------------------------------------------------------- the words
/** A quotation in the longest published stretch of its page that holds it, mended places shown as before -> after. */
function quotation(piece, claim) {
  const source = SOURCES.get(piece.source_id);
  const repairs = (piece.repair_ids || []).map(id => REPAIRS.get(id)).filter(Boolean);
  const mended = repairs.filter(repair => APPLIED.has(repair.status) && JSON.parse(repair.before || '""').trim()
    !== JSON.parse(repair.after).trim());
  return h("figure.quotation", {}, piece.heading_path && h("p.path", {}, h("span.sr", {}, "Under the heading "),
    piece.heading_path.split(" > ").map((part, at) => [at ? h("span.sep", {"aria-hidden": "true"}, " › ") : null, part])),
  leadIn(piece),
  h("blockquote", {}, around(piece, claim)),
  mended.length > 0 && h("p.read-as", {}, h("span.label", {}, "Read as"), h("q", {}, piece.repaired_quote)),
  h("figcaption", {}, sourceLine(source), facts([
    ["Agent named", words(piece.agent_from), meaning("agent_from", piece.agent_from)],
    ["Rule", h("code", {}, piece.rule_id)],
    ["Characters", `${piece.start}–${piece.end} of the page's text`],
    [piece.stance === "refutes" && "Stance", words(piece.stance), meaning("stance", piece.stance)],
    [piece.is_suspected_source_error && "Suspected error", "a person thinks that the page is wrong here"],
  ].filter(([name]) => name))),
  repairs.length > 0 && repairList(repairs));
}

/** What the tables quote of the places outside the quotation that gave agent, object or frequency. */
function leadIn(piece) {
  const spans = (piece.context_spans || "").split("|").filter(Boolean).map(span => span.split("-").map(Number));
  const known = spans.map(([start, end]) => {
    const holder = TABLES.evidence.find(one => one.source_id === piece.source_id && one.start <= start && end <= one.end);
    return holder && [...holder.quote].slice(start - holder.start, end - holder.start).join("");
  }).filter(Boolean);
  return known.length ? h("p.lead-in", {}, known.map(text => [h("q", {}, text), " … "])) : null;
}

function around(piece, claim) {
  const holders = TABLES.evidence.filter(one => one.source_id === piece.source_id && one.start <= piece.start
    && piece.end <= one.end);
  const widest = holders.sort(by(one => one.start - one.end))[0];
  const text = [...widest.quote]; // offsets count code points, as the spread does
  const cut = (start, end) => text.slice(start - widest.start, end - widest.start).join("");
  return [cut(widest.start, piece.start), h("mark", {}, pieces(piece, cut, namePattern(claim))),
    cut(piece.end, widest.end)];
}

/** Finds the names of a claim's two sides in a text, longest first; splitting at it puts them at odd places. */
function namePattern(claim) {
  const names = [["agent", claim.agent_id], [claim.object_type, claim.object]].flatMap(([kind, id]) => entry(kind, id)?.names || [])
    .filter(row => row.match !== "needs_context").map(row => escaped(row.name)).sort(by(name => -name.length));
  return new RegExp(`(?<![\\p{L}\\p{N}])(${names.join("|") || "(?!)"})(?![\\p{L}\\p{N}])`, "giu");
}

/** The quotation cut at its repairs: what stood there struck out, what is read beside it; flagged words underlined. */
function pieces(piece, cut, names) {
  const inside = at => Math.min(Math.max(at, piece.start), piece.end);
  const touching = (piece.repair_ids || []).map(id => REPAIRS.get(id)).filter(Boolean).map(repair => ({...repair,
    start: inside(repair.start), end: inside(repair.end)}));
  const applied = touching.filter(repair => APPLIED.has(repair.status)).sort(by(repair => repair.start));
  const flags = touching.filter(repair => repair.status === "flag");
  const parts = [];
  const plain = (start, end) => {
    const cuts = [...new Set([start, end, ...flags.flatMap(flag => [flag.start, flag.end])])].filter(at => start <= at && at <= end)
      .sort((one, other) => one - other);
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      const flag = flags.find(one => one.start <= from && from < one.end);
      const text = cut(from, cuts[index + 1]);
      const shown = text.split(names).map((part, odd) => odd % 2 ? h("b", {}, part) : part);
      parts.push(flag ? h("span.flagged", {title: `flagged: ${words(flag.kind)}`}, shown) : shown);
    }
  };
  let at = piece.start;
  for (const repair of applied) {
    plain(at, repair.start);
    const before = cut(repair.start, repair.end), after = JSON.parse(repair.after);
    parts.push(before.trim() === after.trim() ? after : [h("del", {}, before), h("span.sr", {}, " is read as "), h("ins", {}, after)]);
    at = repair.end;
  }
  plain(at, piece.end);
  return parts;
}

function repairList(repairs) {
  const side = text => text === null ? h("em", {}, "told by its place only") : JSON.parse(text) === "" ? h("em", {}, "nothing")
    : h("code", {}, visible(JSON.parse(text)));
  return h("details.repairs", {}, h("summary", {}, plural(repairs.length, "repair or flag", "repairs and flags")),
    h("ul", {}, repairs.map(repair => h("li", {},
      h("p", {}, h(`span.tag.${repair.status}`, {title: meaning("repair_status", repair.status)}, words(repair.status)), " ",
        words(repair.kind), ": ", APPLIED.has(repair.status) || repair.status === "review"
          ? [side(repair.before), " → ", side(repair.after)] : side(repair.before)),
      h("p.note", {}, capital(meaning("repair_status", repair.status)), ". Rule ", h("code", {}, repair.rule_id), "; rests on ",
        repair.basis || "the text itself", "; confidence ", repair.confidence, "."), codes("repairs", repair, ["status",
        "confidence"])))));
}

/** Spaces and marks that nobody sees, seen. */
const visible = text => text.replace(/[\u00a0\u200b-\u200f\u2028-\u202f\ufeff]/g, sign => `U+${sign.codePointAt(0).toString(16)
  .toUpperCase().padStart(4, "0")}`).replace(/\n/g, "⏎").replace(/^ $/, "␠");

function sourceLine(source) {
  if (!source) return null;
  const name = source.publisher || "Publisher not known";
  const twins = TABLES.sources.filter(one => one.independence_group === source.independence_group && one !== source);
  const lineage = TABLES.source_lineage.filter(one => [one.source_id, one.other_source_id].includes(source.source_id));
  return [h("p.source", {}, h("strong", {}, name), ", ", source.url ? h("a", {href: source.url, rel: "noopener noreferrer"},
    source.page_title || source.url) : (source.page_title || "page without title or address")),
  h("p.note", {}, [words(source.kind), source.reviewed_on ? `last reviewed ${source.reviewed_on}` : "undated",
    `standing: ${words(source.standing)}`].join(" · ")),
  lineage.map(one => h("p.note.lineage", {}, lineageWords(one, source.source_id))),
  twins.length > 0 && h("p.note", {}, `Counted as one origin with ${twins.map(one => sourceName(one.source_id)).join(", ")}.`)];
}

function lineageWords(row, id) {
  const first = row.source_id === id;
  const other = sourceName(first ? row.other_source_id : row.source_id);
  const copy = row.direction === "copy_of_other" ? first : row.direction === "origin_of_other" ? !first : null;
  const share = `${Math.round(row.containment_share * 100)} % of the shorter page's wording is shared`;
  if (copy === null) return `Shares its origin with the page of ${other} (${words(row.kind)}; ${share}).`;
  return copy ? `A ${words(row.kind)} copy of the page of ${other} (${share}).`
    : `The page of ${other} is a ${words(row.kind)} copy of this one (${share}).`;
}

// ---------------------------------------------------------------- what bears on it
function labelBlock(claim) {
  const labels = (claim.detail.label_fact_ids || []).map(id => LABELS.get(id)).filter(Boolean);
  const looked = claim.detail.label_authority || [];
  return [h("p", {}, labelBadge(claim.detail.label_check), " ", h("span.note", {}, capital(meaning("label_check",
    claim.detail.label_check)), "."), looked.length > 0 && h("span.note", {}, ` Looked at: ${looked.join(", ")}.`)),
  labels.length > 0 && labelTable(labels)];
}

/** Facts from labels as a table; the one place that prints them, here and on the page of an agent. */
function labelTable(labels) {
  return grid("Facts from regulators' labels", ["Product", "Condition", "Authority", "Status", "Since", "Citation"], labels.map(
    label => [label.product, [nameOf("condition", label.condition_id), (label.qualifiers || []).length > 0 && h("span.note", {},
      label.qualifiers.join(", "))], label.authority, [words(label.status), label.is_marketed === false
      && h("span.note", {}, "not on the market")], label.first_approved, h("span.note", {}, label.citation)]));
}

function conflictBlock(conflict) {
  const other = CLAIM.get(conflict.other);
  return h("div.against", {}, h("p", {}, h("a", {href: claimLink(conflict.other)}, other ? other.sentence : conflict.other), " ",
    other && badge(other.standing)), h("p.note", {}, capital(meaning("conflict_kind", conflict.kind) || words(conflict.kind)), "; ",
  conflict.is_independent ? "different origins stand on the two sides." : "one origin states both.",
  conflict.resolution && ` Settled: ${conflict.resolution}`), codes("conflicts", conflict, ["kind"]));
}

/** The values of closed lists in a row, each with what it means; for columns that have no words of their own here. */
const codes = (name, row, told) => facts((DATA.tables[name]?.fields || []).filter(field => field.x_enumeration && row[field.name]
  && !told.includes(field.name)).map(field => [field.title, words(row[field.name]), meaning(field.x_enumeration, row[field.name])]));

function standingBlock(claim) {
  return facts([
    [titleOf("claims", "tier"), claim.tier && words(claim.tier), meaning("tier", claim.tier)],
    [titleOf("claims", "tier_reasons"), h("ul.lines", {}, (claim.tier_reasons || []).map(reason => h("li", {}, words(reason),
      h("span.note", {}, meaning("tier_reason", reason)))))],
    ["Origins", `${plural(claim.n_sources, "page")}, ${plural(claim.n_independent_sources, "independent origin")}`,
      PAIRS.get(claim.pair_id).length > 1 && "counted over all claims of the pair, whatever their details"],
    [claim.is_suspected_source_error && "Suspected error", "a person suspects that every page which states it is wrong here"],
  ].filter(([name]) => name));
}

function identifierBlock(claim) {
  const sides = [["agent", claim.agent_id], [claim.object_type, claim.object]].map(([kind, id]) => entry(kind, id)).filter(Boolean);
  return sides.map(one => h("div", {}, h("p", {}, one.kind === "agent" ? h("a", {href: agentLink(one.id)}, one.preferred_name)
    : one.preferred_name), one.identifiers.length ? identifierList(one) : h("p.note", {}, "no outside identifier")));
}

/** Where an identifier leads: to its vocabulary where its address is known, else to a resolver. */
function outside(row) {
  const known = TABLES.identifier_prefixes.find(prefix => prefix.prefix === row.prefix)?.uri_prefix;
  return known ? known + row.identifier.slice(row.prefix.length + 1) : WORDS.resolver + row.identifier;
}

function identifierList(one) {
  return h("ul.identifiers", {}, [...one.identifiers].sort(by(row => rank("mapping_predicate", row.predicate), row =>
    row.identifier)).map(row => h("li", {}, h("a", {href: outside(row), rel: "noopener noreferrer", title:
    meaning("mapping_predicate", row.predicate)}, row.identifier), row.predicate !== "exact" && h("span.note", {},
    ` ${words(row.predicate)}`))));
}

function citeBlock(claim) {
  const link = permanent(claim.id);
  const shown = h("input", {readonly: true, value: link, "aria-label": "Permanent link to this claim", onfocus: event =>
    event.target.select()});
  return h("div.cite", {}, shown, h("button", {type: "button", onclick: async () => {
    shown.select();
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      document.execCommand("copy"); // a page from a disk may not have the newer way
    }
    announce("Link copied");
  }}, "Copy"), h("p.note", {}, "Key ", h("code", {}, claim.id), ", group ", h("code", {}, claim.pair_id)));
}
