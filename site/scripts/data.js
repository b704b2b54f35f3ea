"use strict";
// The published tables as rows, what their columns and values mean, and how entries hang together.

const DATA = JSON.parse(document.getElementById("dataset").textContent);
const WORDS = DATA.words;
const READ = {integer: Number, number: Number, boolean: text => text === "true"};

/** Rows of a published table; unknown cells are null, lists are lists. A table that is not there has no rows. */
function rowsOf(name) {
  const table = DATA.tables[name];
  if (!table) return [];
  const readers = table.fields.map(field => text => text === "" ? (field.x_list ? [] : null)
    : field.x_list ? text.split("|") : (READ[field.type] || String)(text));
  return Array.from({length: table.columns[0].length}, (_, at) => Object.fromEntries(
    table.fields.map((field, column) => [field.name, readers[column](DATA.strings[table.columns[column][at]])])));
}
const TABLES = Object.fromEntries(Object.keys(DATA.tables).map(name => [name, rowsOf(name)]));

const fieldOf = (table, column) => DATA.tables[table]?.fields.find(field => field.name === column);
const titleOf = (table, column) => fieldOf(table, column)?.title || words(column);
const words = code => String(code).replaceAll("_", " ");

const MEANINGS = new Map(TABLES.enumerations.map(row => [`${row.enumeration} ${row.value}`, row]));
/** What a value of a closed list means, "" when nothing is written of it. */
const meaning = (enumeration, value) => MEANINGS.get(`${enumeration} ${value}`)?.meaning || "";
/** Where a value stands in its closed list; what is not listed comes last. */
const rank = (enumeration, value) => MEANINGS.get(`${enumeration} ${value}`)?.rank ?? 999;
const valuesOf = enumeration => TABLES.enumerations.filter(row => row.enumeration === enumeration)
  .sort(by(row => row.rank)).map(row => row.value);

// ---------------------------------------------------------------- entries: agents, conditions, events
const KINDS = {agent: "agents", condition: "conditions", event: "events"};
const ENTRIES = new Map(Object.entries(KINDS).flatMap(([kind, table]) => TABLES[table].map(row => [`${kind} ${row[`${kind}_id`]}`,
  {...row, kind, id: row[`${kind}_id`], parent: row[`parent_${kind}_id`], names: [], identifiers: [], narrower: []}])));
const entry = (kind, id) => ENTRIES.get(`${kind} ${id}`);
for (const one of ENTRIES.values()) entry(one.kind, one.parent)?.narrower.push(one);
for (const row of TABLES.names) entry(row.entry_type, row.entry_id)?.names.push(row);
for (const row of TABLES.identifiers) entry(row.entry_type, row.entry_id)?.identifiers.push(row);

/** The printed name of an entry, or the value itself where it is none. */
const nameOf = (kind, id) => entry(kind, id)?.preferred_name ?? (kind in KINDS ? words(id).replaceAll("-", " ") : id);
/** An entry's key and those of all wider entries, nearest first. */
function wider(kind, id) {
  const found = [];
  for (let one = entry(kind, id); one && !found.includes(one.id); one = entry(kind, one.parent)) found.push(one.id);
  return found.length ? found : [id];
}

const SOURCES = new Map(TABLES.sources.map(row => [row.source_id, row]));
/** How a page is called: its publisher, or its key where nobody knows one. */
const sourceName = id => SOURCES.get(id)?.publisher || words(id).replaceAll("-", " ");
const REPAIRS = new Map(TABLES.repairs.map(row => [row.repair_id, row]));
const LABELS = new Map(TABLES.label_facts.map(row => [row.label_fact_id, row]));
