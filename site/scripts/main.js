"use strict";
// Addresses: #/claims?q=...&claim=clm-..., #/agent/<key>, #/agents, #/quality, #/about. What is seen is what the address says.

const main = document.getElementById("main");
const VIEWS = {
  claims: {title: "Claims", show: showClaims},
  agents: {title: "Agents", show: showAgents},
  agent: {title: "Agents", show: showAgent, tab: "agents"},
  quality: {title: "Quality", show: showQuality},
  about: {title: "About", show: showAbout},
};
let current = {};

function address() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, ...rest] = path.split("/");
  return {view: VIEWS[view] ? view : "claims", key: decodeURIComponent(rest.join("/")), query: new URLSearchParams(query)};
}

/** Go to an address of this page. */
function go(hash) {
  location.hash = `/${hash}`;
}

/** The present address of the claims with some parameters changed; null takes one away. */
function changed(parts) {
  const query = address().view === "claims" ? address().query : new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString().replaceAll("%2C", ",");
  return `claims${text ? `?${text}` : ""}`;
}
/** Go there; with ``quietly`` the way back leads past it. */
const change = (parts, quietly) => quietly ? location.replace(`#/${changed(parts)}`) : go(changed(parts));
const claimLink = id => `#/${changed({claim: id})}`;
/** The shortest address of a claim, the one to cite. */
const permanent = id => `${location.href.split("#")[0]}#/claims?claim=${id}`;

function route() {
  const {view, key, query} = address();
  const {title, show, tab = view} = VIEWS[view];
  const moved = current.view !== view || current.key !== key;
  show(main, view === "claims" ? query : key, query);
  if (view === "claims") showEvidence(query.get("claim"));
  else hideEvidence();
  for (const link of document.querySelectorAll("nav [data-view]")) {
    if (link.dataset.view === tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const heading = main.querySelector("h1")?.textContent || title;
  document.title = `${view === "claims" ? title : heading} · Open cytokine-therapy dataset`;
  if (moved && current.view) {
    scrollTo(0, 0);
    main.focus({preventScroll: true});
  }
  current = {view, key};
}

document.getElementById("skip").addEventListener("click", event => {
  event.preventDefault();
  main.focus();
});
fill(document.querySelector("footer"), h("p", {}, `${DATA.title}. Version ${DATA.version}. `,
  DATA.licenses.map(licence => h("a", {href: licence.path}, licence.name)), ". Quotations stay their publishers'. ",
  "This page loads nothing and sends nothing; links to pages and vocabularies leave it."));
addEventListener("hashchange", route);
addEventListener("keydown", event => {
  if (event.key === "Escape" && !document.getElementById("evidence").hidden) change({claim: null});
});
route();
performance.mark("first rows"); // tests/site/measure.py asks for it
