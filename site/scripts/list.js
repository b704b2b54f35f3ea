"use strict";
// The view Claims: search, filters, the list and its download.

const listView = {};
const SHOWN_VALUES = 8; // of a facet before "more"
const opened = new Map(FACETS.map(facet => [facet.id, Boolean(facet.open)]));
const expanded = new Set(); // facets that show all their values

function showClaims(main, query) {
  if (!main.querySelector(".claims")) fill(main, claimsFrame());
  setQuery(query);
  if (document.activeElement !== listView.search) listView.search.value = query.get("q") || "";
  drawTabs();
  drawFilters();
  drawChips(query);
  drawRows();
}

function claimsFrame() {
  const pages = [...new Set(CLAIMS.flatMap(claim => claim.sources))];
  const origins = new Set(pages.map(id => SOURCES.get(id)?.independence_group)).size;
  listView.search = h("input", {type: "search", id: "search", placeholder: "Agent, brand, condition, harm, or words on a page",
    autocomplete: "off", spellcheck: "false", oninput: later(() => change({q: listView.search.value || null, page: null}, true))});
  listView.tabs = h("div.tabs", {role: "group", "aria-label": "Type of claim"});
  listView.facets = h("div.facets");
  listView.filters = h("details.filters", {open: matchMedia("(min-width: 62rem)").matches},
    h("summary", {}, "Filters"), listView.facets);
  listView.chips = h("div.chips");
  listView.count = h("p.count", {role: "status"});
  listView.table = h("div.list");
  listView.pages = h("nav.pages", {"aria-label": "Pages of the list"});
  return h("div.claims", {},
    h("section.hero", {"aria-labelledby": "claims-title"},
      h("h1", {id: "claims-title"}, "What do web pages say about cytokine treatments?"),
      h("p.lede", {}, `${plural(CLAIMS.length, "claim")} about ${plural(new Set(CLAIMS.map(c => c.agent_id)).size, "agent")}, `,
        `from ${plural(pages.length, "page")} of ${plural(origins, "independent origin")}. `,
        "Open any of them to see the very words, and what was mended to read them."),
      h("label.search", {for: "search"}, h("span.sr", {}, "Search the claims"), listView.search),
      h("ul.questions", {"aria-label": "Questions to start with"}, WORDS.questions.map(([text, hash]) =>
        h("li", {}, h("a", {href: `#/${hash}`}, text))))),
    h("div.columns", {}, listView.filters,
      h("section.results", {"aria-label": "Claims"}, listView.tabs, h("div.tools", {}, listView.count,
        h("button", {type: "button", onclick: download}, "Download these rows (CSV)")), listView.chips, listView.table,
      listView.pages)));
}

function drawTabs() {
  const counts = table.getColumn("type").getFacetedUniqueValues();
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const now = chosen("type");
  const tab = (value, name, n, pressed) => h("button", {type: "button", "aria-pressed": String(pressed), "data-value": value,
    onclick: () => change({type: value, page: null})}, name, " ", h("span.n", {}, n.toLocaleString("en")));
  refill(listView.tabs, tab(null, "All claims", total, !now.length), valuesOf("claim_type").map(value =>
    tab(value, WORDS.claim_types[value] || words(value), counts.get(value) || 0, now.length === 1 && now[0] === value)));
}

function drawFilters() {
  refill(listView.facets, FACETS.filter(facet => !facet.hidden).map(facet => {
    const wanted = chosen(facet.id);
    const open = opened.get(facet.id) || wanted.length > 0; // a closed facet is not counted: that is most of the work
    return h("details.facet", {open, ontoggle: event => {
      if (event.target.open === Boolean(opened.get(facet.id))) return;
      opened.set(facet.id, event.target.open);
      drawFilters();
    }}, h("summary", {"data-value": facet.id}, facet.title, wanted.length ? h("span.n", {}, `${wanted.length} chosen`) : null),
    open && h("fieldset", {}, h("legend.sr", {}, facet.title), choices(facet, facet.tree ? asTree(facet) : counted(facet), wanted)));
  }));
}

function choices(facet, values, wanted) {
  const all = expanded.has(facet.id) || values.length <= SHOWN_VALUES + 1;
  const shown = values.filter(({value}, at) => all || at < SHOWN_VALUES || wanted.includes(value));
  return [shown.map(({value, n, depth}) => h("label.choice", {vars: {"--depth": String(depth || 0)}, title: facet.note?.(value)},
    h("input", {type: "checkbox", checked: wanted.includes(value), name: facet.id, value, onchange: event => toggle(
      facet.id, value, event.target.checked)}), h("span.name", {}, facet.name(value)), h("span.n", {}, n.toLocaleString("en")))),
  values.length > SHOWN_VALUES + 1 && h("button.more", {type: "button", "data-value": `more ${facet.id}`,
    "aria-expanded": String(all), onclick: () => {
      expanded[all ? "delete" : "add"](facet.id);
      drawFilters();
    }}, all ? "Show fewer" : `Show all ${values.length}`)];
}

/** The values of a facet of entries as a tree, narrower ones under wider ones. */
function asTree(facet) {
  const counts = table.getColumn(facet.id).getFacetedUniqueValues();
  const known = [...counts.keys()].map(id => entry(facet.tree, id)).filter(Boolean);
  const below = (ones, depth) => ones.filter(one => counts.has(one.id)).sort(by(one => -counts.get(one.id),
    one => one.preferred_name)).flatMap(one => [{value: one.id, n: counts.get(one.id), depth: Math.min(depth, 5)},
    ...below(one.narrower, depth + 1)]);
  return below(known.filter(one => !counts.has(one.parent)), 0);
}

function toggle(id, value, on) {
  const wanted = new Set(chosen(id));
  wanted[on ? "add" : "delete"](value);
  change({[id]: [...wanted].join(",") || null, page: null});
}

function drawChips(query) {
  const chip = (text, undo) => h("button.chip", {type: "button", onclick: undo}, text, h("span", {"aria-hidden": "true"}, " ×"),
    h("span.sr", {}, " (remove this filter)"));
  const chips = FACETS.filter(facet => !facet.hidden).flatMap(facet => chosen(facet.id).map(value =>
    chip(`${facet.title}: ${facet.name(value)}`, () => toggle(facet.id, value, false))));
  if (query.get("q")) chips.unshift(chip(`Search: ${query.get("q")}`, () => {
    listView.search.value = "";
    change({q: null, page: null});
  }));
  fill(listView.chips, chips, chips.length > 1 && h("button.clear", {type: "button", onclick: () => go("claims")}, "Clear all"));
}

function drawRows() {
  const rows = table.getRowModel().rows.map(row => row.original);
  const n = filteredClaims().length;
  const {pageIndex, pageSize} = state.pagination;
  listView.count.textContent = n === CLAIMS.length ? plural(n, "claim") : `${n.toLocaleString("en")} of ${plural(
    CLAIMS.length, "claim")}`;
  const head = COLUMNS.map(([id,, title]) => {
    const sorted = table.getColumn(`by_${id}`).getIsSorted();
    return h("th", {scope: "col", role: "columnheader", "aria-sort": {asc: "ascending", desc: "descending"}[sorted] || null},
      h("button.sort", {type: "button", "data-value": `sort ${id}`, onclick: () => change({page: null,
        sort: sorted ? (sorted === "asc" ? `-${id}` : null) : id})}, title(),
      h("span.arrow", {"aria-hidden": "true"}, {asc: "▲", desc: "▼"}[sorted] || "↕")));
  });
  refill(listView.table, n ? h("table.rows", {role: "table", "aria-label": "Claims"}, h("thead", {role: "rowgroup"},
    h("tr", {role: "row"}, head)), h("tbody", {role: "rowgroup"}, rows.map(claimRow))) : h("p.empty", {},
    "No claim fits all of this. That means that no page here says so, not that it is not so. ",
    h("a", {href: "#/claims"}, "Clear the search and all filters"), "."));
  const pages = table.getPageCount();
  fill(listView.pages, pages > 1 && [
    h("button", {type: "button", disabled: pageIndex === 0, onclick: () => turn(pageIndex)}, "Previous"),
    h("span", {}, `${(pageIndex * pageSize + 1).toLocaleString("en")}–${Math.min(n, (pageIndex + 1) * pageSize).toLocaleString(
      "en")} of ${n.toLocaleString("en")}`),
    h("button", {type: "button", disabled: pageIndex >= pages - 1, onclick: () => turn(pageIndex + 2)}, "Next")]);
}

function turn(page) {
  change({page: page > 1 ? String(page) : null});
  listView.tabs.scrollIntoView();
}

function claimRow(claim) {
  const titles = COLUMNS.map(([,, title]) => title());
  const cell = (at, kind, ...content) => h(`td.${kind}`, {role: "cell", "data-title": titles[at]}, content);
  const first = claim.evidence[0];
  return h(`tr.${claim.standing}.${claim.claim_type}`, {role: "row", "data-claim": claim.id, onclick: event => {
    if (!event.target.closest("a, button") && !String(getSelection())) change({claim: claim.id});
  }}, h("th", {scope: "row", role: "rowheader"}, h("a.open", {href: claimLink(claim.id), "aria-label":
    `Evidence: ${claim.sentence}`}, claim.agentName)),
  cell(1, "says", h("span.relation", {}, claim.says), claim.standing !== "stated" && badge(claim.standing)),
  cell(2, "object", claim.objectName),
  cell(3, "as", inBrief(claim).map(part => h("span.tag", {}, part))),
  cell(4, "label", labelBadge(claim.detail.label_check)),
  cell(5, "who", origins(claim)),
  cell(6, "words", first && h("q", {}, first.repaired_quote), claim.isRepaired && h("span.tag.mended", {}, "mended")));
}

const labelBadge = value => value ? h(`span.check.${value}`, {title: meaning("label_check", value)}, words(value)) : null;

/** As many dots as the claim's pair has origins, and who states any claim of the pair. */
function origins(claim) {
  const names = [...new Set(PAIRS.get(claim.pair_id).flatMap(one => one.sources).map(sourceName))];
  return [h("span.dots", {"aria-hidden": "true"}, "●".repeat(Math.min(claim.n_independent_sources, 5))), " ",
    plural(claim.n_independent_sources, "origin"), claim.has_conflict && h("span.tag.conflict", {}, "disagreement"),
    claim.is_suspected_source_error && h("span.tag.suspect", {}, "suspected error"), h("span.note", {}, names.join(", "))];
}

/** The rows of claims_flat that belong to the filtered claims, as the published CSV file writes them. */
function download() {
  const {fields, columns} = DATA.tables.claims_flat;
  const quoted = text => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const wanted = new Set(filteredClaims().flatMap(claim => FLAT.get(claim.id) || []).map(row => row.at));
  const lines = [...wanted].sort((a, b) => a - b).map(at => columns.map(column => quoted(DATA.strings[column[at]])).join(","));
  save("claims_flat_selection.csv", [fields.map(field => field.name).join(","), ...lines].join("\n") + "\n", "text/csv");
  announce(`${plural(lines.length, "row")} of evidence saved as claims_flat_selection.csv`);
}

/** Fill an element without taking the focus from who works in it. */
function refill(element, ...children) {
  const name = one => [one.tagName, one.name, one.dataset.value ?? one.value].join(" ");
  const held = element.contains(document.activeElement) ? name(document.activeElement) : null;
  fill(element, ...children);
  if (held) [...element.querySelectorAll("input, button, summary")].find(one => name(one) === held)?.focus({preventScroll: true});
}

/** A function that runs once its caller has paused. */
function later(run, pause = 120) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, pause);
  };
}
