"use strict";
// What claims are filtered by, and the table model that does it (@tanstack/table-core keeps no page, only the model).

/** A facet: values of a claim, how they are called, and, for entries, that a wider one finds its narrower ones. */
const fromPart = column => claim => claim.detail[column] === null || claim.detail[column] === undefined ? []
  : [String(claim.detail[column])];
const listed = (id, title, enumeration, values, name = words) => ({id, title, values, name, note: value =>
  meaning(enumeration, value), order: value => rank(enumeration, value)});
const entries = (id, title, kind, open) => ({id, title, open, tree: kind, name: value => nameOf(kind, value), values: claim =>
  kind === "agent" ? wider("agent", claim.agent_id) : claim.object_type === kind ? wider(kind, claim.object) : []});
const yesNo = (id, title, yes, no, test) => ({id, title, values: claim => [String(test(claim))],
  name: value => value === "true" ? yes : no, order: value => value === "true" ? 0 : 1});

const FACETS = [
  {...listed("type", "Type", "claim_type", claim => [claim.claim_type], value => WORDS.claim_types[value] || words(value)),
    hidden: true}, // the tabs above the list
  {id: "standing", title: "Stated or denied", open: true, values: claim => [claim.standing],
    name: value => STANDINGS[value][1], note: value => STANDINGS[value][2], order: value =>
      Object.keys(STANDINGS).indexOf(value)},
  entries("agent", titleOf("claims", "agent_id"), "agent", true),
  entries("condition", titleOf("indications", "condition_id"), "condition"),
  entries("event", titleOf("adverse_events", "event_id"), "event"),
  listed("body_system", titleOf("events", "body_system"), "body_system", claim => claim.object_type === "event"
    ? [entry("event", claim.object)?.body_system].filter(Boolean) : []),
  listed("relation", titleOf("claims", "relation"), "relation", claim => [claim.relation],
    value => WORDS.relations[value]?.[0] || words(value)),
  listed("polarity", titleOf("claims", "polarity"), "polarity", claim => [claim.polarity]),
  listed("certainty", titleOf("claims", "certainty"), "certainty", claim => [claim.certainty]),
  listed("label_check", titleOf("indications", "label_check"), "label_check", fromPart("label_check")),
  listed("approval", titleOf("indications", "approval"), "approval", fromPart("approval")),
  listed("frequency", titleOf("adverse_events", "frequency"), "frequency", fromPart("frequency")),
  listed("severity", titleOf("adverse_events", "severity"), "severity", fromPart("severity")),
  {id: "source", title: "Page", open: true, values: claim => claim.sources, name: value => sourceName(value) +
    (SOURCES.get(value)?.page_title ? `: ${SOURCES.get(value).page_title}` : "")},
  listed("tier", titleOf("claims", "tier"), "tier", claim => [claim.tier].filter(Boolean)),
  yesNo("has_conflict", titleOf("claims", "has_conflict"), "disagrees with another claim", "does not", claim => claim.has_conflict),
  {id: "wording", title: "Words on the page", values: claim => [claim.isRepaired ? "repaired" : "verbatim"],
    name: value => value === "repaired" ? "mended before reading" : "verbatim"},
].filter(facet => CLAIMS.some(claim => facet.values(claim).length));

const COLUMNS = [
  ["agent_id", claim => claim.agentName.toLowerCase(), () => titleOf("claims", "agent_id")],
  ["relation_rank", claim => rank("relation", claim.relation) * 2 + (claim.polarity === "negated"), () => "Says"],
  ["object", claim => claim.objectName.toLowerCase(), () => titleOf("claims", "object")],
  ["stated", claim => inBrief(claim).join(" "), () => "As stated"],
  ["label", claim => rank("label_check", claim.detail.label_check), () => titleOf("indications", "label_check")],
  ["origins", claim => claim.n_independent_sources, () => "Who says so"],
  ["words", claim => claim.evidence[0]?.repaired_quote || "", () => "Words on the page"],
];

const {createTable, getCoreRowModel, getFilteredRowModel, getSortedRowModel, getPaginationRowModel, getFacetedRowModel,
  getFacetedUniqueValues} = TableCore;
const PAGE_SIZE = 50;

let state;
const table = createTable({
  data: CLAIMS, state: {}, renderFallbackValue: null, getRowId: claim => claim.id, onStateChange: change => {
    state = typeof change === "function" ? change(state) : change;
    table.setOptions(before => ({...before, state}));
  },
  columns: [
    {id: "text", accessorFn: haystack, enableSorting: false},
    ...FACETS.map(facet => ({id: facet.id, accessorFn: facet.values, getUniqueValues: facet.values, enableSorting: false,
      filterFn: (row, id, wanted) => row.getValue(id).some(value => wanted.includes(value))})),
    ...COLUMNS.map(([id, accessorFn]) => ({id: `by_${id}`, accessorFn, sortingFn: "basic", sortDescFirst: false})),
  ],
  getColumnCanGlobalFilter: column => column.id === "text",
  globalFilterFn: (row, id, tests) => tests.every(test => test.test(row.getValue(id))),
  autoResetPageIndex: false, isMultiSortEvent: () => false, sortDescFirst: false,
  getCoreRowModel: getCoreRowModel(), getFilteredRowModel: getFilteredRowModel(), getSortedRowModel: getSortedRowModel(),
  getPaginationRowModel: getPaginationRowModel(), getFacetedRowModel: getFacetedRowModel(),
  getFacetedUniqueValues: getFacetedUniqueValues(),
});
state = {...table.initialState, pagination: {pageIndex: 0, pageSize: PAGE_SIZE}};
table.setOptions(before => ({...before, state}));

/** Bring the model to what an address says: ?q=words&agent=a,b&sort=-object&page=2 */
function setQuery(query) {
  const filters = FACETS.filter(facet => query.get(facet.id))
    .map(facet => ({id: facet.id, value: query.get(facet.id).split(",")}));
  const sort = query.get("sort");
  const sorting = sort ? [{id: `by_${sort.replace(/^-/, "")}`, desc: sort.startsWith("-")}] : [];
  const tests = sought(query.get("q") || "");
  state = {...state, columnFilters: filters, globalFilter: tests.length ? tests : undefined,
    sorting: sorting.filter(one => COLUMNS.some(([id]) => `by_${id}` === one.id)),
    pagination: {pageIndex: Math.max(0, (Number(query.get("page")) || 1) - 1), pageSize: PAGE_SIZE}};
  table.setOptions(before => ({...before, state}));
  const last = Math.max(0, table.getPageCount() - 1);
  if (state.pagination.pageIndex > last) table.setPageIndex(last);
}

/** Values of a facet with the number of claims that each would leave, given all other filters. */
function counted(facet) {
  const counts = table.getColumn(facet.id).getFacetedUniqueValues();
  const order = facet.order || (value => -counts.get(value));
  return [...counts].map(([value, n]) => ({value, n})).sort(by(({value}) => order(value), ({value}) => facet.name(value)));
}
const chosen = id => state.columnFilters.find(filter => filter.id === id)?.value || [];
const filteredClaims = () => table.getFilteredRowModel().rows.map(row => row.original);
const sortedClaims = () => table.getSortedRowModel().rows.map(row => row.original);
