"use strict";
// The view Quality: what was found, mended, lost, set aside, checked, and how good it is.

function showQuality(main) {
  fill(main, h("div.page.quality", {}, h("h1", {}, "Quality"),
    h("p.lede", {}, "What was found on each page, what was mended or lost, what was kept back, and how far the figures go. ",
      DATA.error_rate || ""),
    part("Scores against annotated pages", scoresChart()), tierChart(), part("What each page yields", coverageMap()),
    part("Repairs", repairsChart()), part("Kept back, with the reason", asideChart()),
    part("Pages beside the labels", labelChart()), part("Agents and harms", harmMap()),
    part("Pages quoted", quotaChart()), part("What was checked before publishing", gate()), part("Since the last release", changes())));
}
const part = (title, ...content) => h("section.panel", {}, h("h2", {}, title), content);

function scoresChart() {
  const scores = DATA.scores;
  const runs = scores ? Object.keys(scores).filter(name => scores[name]?.tables) : [];
  if (!runs.length) return h("p.note", {}, "Not measured for this build.");
  const figure = (count, name) => count && {value: count[name], low: count.interval?.[name]?.[0], high: count.interval?.[name]?.[1]};
  const names = Object.keys(scores[runs[0]].tables);
  const all = names.flatMap(name => runs.map(run => figure(scores[run].tables[name], "f1"))).filter(Boolean);
  const from = Math.floor(Math.min(...all.map(one => one.low ?? one.value), 0.9) * 10) / 10;
  return [whiskers("F1 by table with its interval", runs.map(capital), names.map(name => [capital(words(name)), runs.map(run =>
    figure(scores[run].tables[name], "f1"))]), from, `${plural(scores.pages, "page")} annotated. ${scores.gold} ${scores.method}`),
  grid("Hits, false alarms and misses", ["Table", ...runs.flatMap(run => [`${capital(run)}: hits`, "false alarms", "missed"])],
    names.map(name => [capital(words(name)), ...runs.flatMap(run => ["tp", "fp", "fn"].map(key =>
      String(scores[run].tables[name]?.[key] ?? "")))]))];
}

/** How often rows of a tier were right on annotated pages, where the table precision says so. */
function tierChart() {
  const rows = (TABLES.precision || []).filter(row => row.scope === "tier").sort(by(row => rank("tier", row.name)));
  const besides = row => Object.entries(row).filter(([name, value]) => !["scope", "name"].includes(name) && typeof value !== "number"
    && value !== null).map(([, value]) => [value].flat().map(words).join(", "));
  const measured = rows.filter(row => row.precision_share !== null);
  if (!measured.length) return null;
  const from = Math.floor(Math.min(...measured.map(row => row.precision_low)) * 10) / 10;
  return part("How far to believe a tier", whiskers("Share of rows that were right, by tier", ["Precision"], measured.map(row => [
    [capital(words(row.name)), h("span.note", {}, `${row.n_right} of ${row.n_judged} rows; ${
      besides(row).join(": ")}`)], [{value: row.precision_share,
      low: row.precision_low, high: row.precision_high}]]), from, DATA.tables.precision.description));
}

function coverageMap() {
  const pieces = grouped(CLAIMS.flatMap(claim => claim.evidence.map(piece => ({...piece, type: claim.claim_type}))), one => one.source_id);
  const types = valuesOf("claim_type").map(type => ({id: type, title: WORDS.claim_types[type] || words(type)}));
  const more = [{id: "kept back", title: "Kept back", rows: TABLES.set_aside}, {id: "gaps", title: "Text lost",
    rows: TABLES.repairs.filter(row => row.status === "gap")}];
  const pages = TABLES.sources.map(row => ({id: row.source_id, title: sourceTitle(row)}));
  const count = (page, column) => column.rows ? column.rows.filter(row => row.source_id === page.id).length
    : (pieces.get(page.id) || []).filter(piece => piece.type === column.id).length;
  return [heatMap("Places on a page that state a claim, by page and type", [...types, ...more], pages, (page, column) => {
    const n = count(page, column);
    const link = n && !column.rows ? h("a", {href: `#/claims?source=${page.id}&type=${column.id}`}, n) : String(n);
    return [column.rows ? 0 : n, link];
  }), h("p.note", {}, "Where text was lost, what stood there is unknown. No claim never means that there is none.")];
}
/** A page by publisher and title, so that two pages of one publisher can be told apart. */
const sourceTitle = row => [h("span", {}, sourceName(row.source_id)), h("span.note", {}, row.publisher && row.page_title)];

function repairsChart() {
  const kinds = [...grouped(TABLES.repairs, row => row.kind)].sort(by(([, rows]) => -rows.length, ([kind]) => kind));
  return stackedBars("Repairs, gaps and flags by kind", valuesOf("repair_status"), kinds.map(([kind, rows]) => [capital(words(kind)),
    tally(rows, row => row.status)]), words, "The stored text is never changed: a repair is laid over it.");
}

function asideChart() {
  if (!TABLES.set_aside.length) return h("p.note", {}, "Nothing was kept back.");
  const reasons = [...grouped(TABLES.set_aside, row => row.reason)].sort(by(([, rows]) => -rows.length, ([reason]) => reason));
  return stackedBars("Candidates that were not published, by reason", valuesOf("outcome"), reasons.map(([reason, rows]) =>
    [capital(words(reason)), tally(rows, row => row.outcome)]), words, "Each of them stands in the table set_aside.");
}

function labelChart() {
  const uses = CLAIMS.filter(claim => claim.detail.label_check && claim.polarity === "affirmed"
    && claim.standing !== "studied" && claim.standing !== "denied");
  const of = id => uses.filter(claim => claim.sources.includes(id));
  const rows = [["All pages", tally(uses, claim => claim.detail.label_check)], ...TABLES.sources.filter(row => of(row.source_id).length)
    .map(row => [sourceTitle(row), tally(of(row.source_id), claim => claim.detail.label_check)])];
  return stackedBars("Affirmed uses by what labels say of them", valuesOf("label_check"), rows, words,
    "Only where the facts on an agent are complete for an authority can a use be called not on label.");
}

function harmMap() {
  const harms = CLAIMS.filter(claim => claim.claim_type === "adverse_event");
  const systems = valuesOf("body_system");
  const events = [...grouped(harms, claim => claim.object)].map(([id, claims]) => ({id, claims, title: nameOf("event", id)}))
    .sort(by(one => systems.indexOf(systemOf(one.claims[0])), one => one.title));
  const agents = [...grouped(harms, claim => claim.agent_id)].map(([id, claims]) => ({id, claims, title: h("a", {href: agentLink(id)},
    nameOf("agent", id))})).sort(by(one => -one.claims.length, one => nameOf("agent", one.id)));
  return heatMap("Harms that pages name, by agent: number of independent origins", events, agents, (agent, event) => {
    const found = event.claims.filter(claim => claim.agent_id === agent.id);
    const n = Math.max(0, ...found.map(claim => claim.n_independent_sources));
    return [n, found.length ? h("a", {href: `#/claims?agent=${agent.id}&event=${event.id}`, "aria-label": `${nameOf("agent", agent.id)}, ${
      event.title}: ${plural(n, "origin")}`}, found.every(claim => claim.standing === "denied") ? "⊘" : n) : ""];
  }, {class: "grid heatmap tall"});
}

function quotaChart() {
  const rows = DATA.report?.quotations || [];
  if (!rows.length) return null;
  const limit = DATA.quote_limit;
  return grid(`Share of each page's text that is quoted${limit ? ` (limit ${percent(limit)})` : ""}`, ["Page", "Share", "", "Characters quoted",
    "Rows"], rows.map(row => [sourceTitle(SOURCES.get(row.source) || {source_id: row.source}), percent(row.share), h("div.meter", {vars:
    {"--of": String(limit ? row.share / limit : row.share)}}), `${row.quoted} of ${row.characters}`, String(row.rows)]));
}

function gate() {
  const report = DATA.report;
  if (!report) return h("p.note", {}, "No report came with this build.");
  const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);
  const broken = sum(report.rules, "broken");
  return [h("p.verdict", {}, h("strong", {}, `${sum(report.suites, "met")} of ${sum(report.suites, "expectations")}`),
    " expectations of great-expectations met; ", h("strong", {}, String(broken)), " rows break a rule between tables. A build with any ",
    "fault is not published. None of this says how often a row is true: for that, see the scores."),
  h("details", {}, h("summary", {}, "Expectations of each table"), grid("Expectations", ["Table", "Rows", "Expectations", "Met"],
    report.suites.map(row => [row.table, String(row.rows), String(row.expectations), String(row.met)]))),
  h("details", {}, h("summary", {}, "Rules between tables"), grid("Rules between tables", ["Rule", "Table", "Checked", "Broken"],
    report.rules.map(row => [row.rule, row.table, String(row.checked), String(row.broken)]))),
  report.candidates.length > 0 && h("details", {}, h("summary", {}, "Where every candidate ended"), grid("Where every candidate ended",
    Object.keys(report.candidates[0]).map(words).map(capital), report.candidates.map(row => Object.values(row).map(String))))];
}

function changes() {
  const rows = DATA.changes || [];
  if (!rows.length) return h("p.note", {}, `This is version ${DATA.version}; no release came before it.`);
  const kinds = [...new Set(rows.map(row => row.difference))];
  const tables = [...grouped(rows, row => row.table)].map(([name, ones]) => [name || "the package", Object.fromEntries(kinds.map(kind =>
    [kind, ones.filter(row => row.difference === kind).reduce((sum, row) => sum + Number(row.n_differences), 0)]))]);
  return [stackedBars(`What made version ${DATA.version}: differences from the release before, by table`, kinds, tables, words,
    "Every difference stands in history/changes.csv of the release's zip."), h("details", {}, h("summary", {}, "With level and cause"),
  grid("Differences with level and cause", Object.keys(rows[0]).map(words).map(capital), rows.map(row => Object.values(row).map(words))))];
}
