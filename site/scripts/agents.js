"use strict";
// The views Agents (the family tree) and Agent (one page each).

const agentLink = id => `#/agent/${encodeURIComponent(id)}`;
const CLAIMS_OF = grouped(CLAIMS, claim => claim.agent_id);
const claimsOf = id => CLAIMS_OF.get(id) || [];

function showAgents(main) {
  const spoken = new Set(CLAIMS.flatMap(claim => wider("agent", claim.agent_id)));
  const all = TABLES.agents.map(row => entry("agent", row.agent_id));
  const tree = h("div.tree");
  let everyone = false;
  const draw = sift => {
    const tests = sought(sift);
    const fits = one => tests.every(test => test.test(folded([one.preferred_name, ...one.names.map(n => n.name)].join(" \n "))));
    const kept = new Set(all.filter(one => (tests.length ? fits(one) : everyone || spoken.has(one.id))).flatMap(one =>
      wider("agent", one.id)));
    const branch = ones => h("ul", {}, ones.filter(one => kept.has(one.id)).sort(by(one => one.preferred_name.toLowerCase()))
      .map(one => h("li", {}, agentLine(one), one.narrower.some(child => kept.has(child.id)) && branch(one.narrower))));
    fill(tree, kept.size ? branch(all.filter(one => !entry("agent", one.parent))) : h("p.empty", {}, "No agent is called so."));
  };
  const search = h("input", {type: "search", id: "sift", autocomplete: "off", oninput: () => draw(search.value)});
  fill(main, h("div.page", {}, h("h1", {}, "Agents"), h("p.lede", {}, `The vocabulary has ${plural(all.length, "agent")}: `,
    "classes, cytokines as the body makes them, and the substances given as medicines. Pages speak of ",
    `${CLAIMS_OF.size} of them. A claim stays at the level that its page used: what is said of a class is not said of each of its members.`),
  h("div.tools", {}, h("label", {for: "sift"}, "Find by any name or brand"), search,
    h("label.choice", {}, h("input", {type: "checkbox", onchange: event => {
      everyone = event.target.checked;
      draw(search.value);
    }}), "show agents that no page here speaks of")), tree));
  draw("");
}

function agentLine(one) {
  const counts = grouped(claimsOf(one.id), claim => claim.claim_type);
  const brands = one.names.filter(row => row.kind === "brand").map(row => row.name);
  return h(`div.line.${one.level}`, {}, h("a", {href: agentLink(one.id)}, one.preferred_name), " ",
    brands.length > 0 && h("span.note", {}, brands.slice(0, 3).join(", "), brands.length > 3 && " …"),
    h("span.tallies", {}, valuesOf("claim_type").filter(type => counts.has(type)).map(type =>
      h(`span.tally.${type}`, {}, `${WORDS.claim_types[type] || words(type)} ${counts.get(type).length}`))));
}

function showAgent(main, id) {
  const one = entry("agent", id);
  if (!one) return fill(main, h("div.page", {}, h("h1", {}, "No such agent"), h("p", {}, h("a", {href: "#/agents"}, "All agents"))));
  const claims = claimsOf(id);
  const of = type => claims.filter(claim => claim.claim_type === type);
  const labels = TABLES.label_facts.filter(row => row.agent_id === id);
  return fill(main, h("div.page.agent", {}, ancestry(one), h("h1", {}, one.preferred_name),
    h("p.lede", {}, capital(meaning("agent_level", one.level)), "; family: ", meaning("agent_family", one.family) || words(one.family),
      ". ", claims.length ? h("a", {href: `#/claims?agent=${id}`}, `All claims, with those on narrower agents`) : null),
    h("div.facets-of", {}, namesBlock(one), familyBlock(one), elsewhereBlock(one)),
    panel("What pages say it is used for", of("indication").length && usesTable(of("indication")), "uses"),
    labels.length > 0 && panel("What regulators' labels say", labelTable(labels), "labels"),
    panel("What harm pages name", of("adverse_event").length && harmsTable(of("adverse_event")), "harms"),
    panel("How pages say it is given", of("administration").length && plainList(of("administration")), "given"),
    panel("What pages say it is", of("agent_fact").length && plainList(of("agent_fact")), "facts")));
}

const panel = (title, content, kind) => h(`section.panel.${kind}`, {}, h("h2", {}, title), content || h("p.note", {},
  "No page here says anything of that about this agent itself. That is not known, which does not mean none."));

const ancestry = one => h("nav.path", {"aria-label": "Wider agents"}, h("a", {href: "#/agents"}, "Agents"),
  wider("agent", one.id).slice(1).reverse().map(id => [h("span.sep", {"aria-hidden": "true"}, " › "),
    h("a", {href: agentLink(id)}, nameOf("agent", id))]));

function namesBlock(one) {
  const kinds = grouped([...one.names].sort(by(row => rank("name_kind", row.kind), row => row.name.toLowerCase())), row => row.kind);
  return h("section", {}, h("h2", {}, "Names"), facts([...kinds].map(([kind, rows]) => [capital(words(kind)),
    rows.map(row => row.name).join(", ")])));
}

function familyBlock(one) {
  const siblings = (entry("agent", one.parent)?.narrower || []).filter(other => other !== one && claimsOf(other.id).length);
  const links = ones => ones.sort(by(other => other.preferred_name)).map((other, at) => [at ? ", " : "",
    h("a", {href: agentLink(other.id)}, other.preferred_name), claimsOf(other.id).length ? ` (${claimsOf(other.id).length})` : ""]);
  return h("section", {}, h("h2", {}, "Family"), facts([
    ["Wider", one.parent && links([entry("agent", one.parent)])],
    ["Narrower", one.narrower.length && links([...one.narrower])],
    ["Beside it", siblings.length && links(siblings)],
  ].filter(([, value]) => value)), h("p.note", {}, "In brackets: claims about that agent itself."));
}

const elsewhereBlock = one => h("section", {}, h("h2", {}, "Elsewhere"), one.identifiers.length ? identifierList(one)
  : h("p.note", {}, "no outside identifier"));

/** Uses by condition: what pages say, the approval they state, and the label beside it. */
function usesTable(claims) {
  const conditions = [...grouped([...claims].sort(by(claim => claim.objectName, claim => Object.keys(STANDINGS).indexOf(
    claim.standing), claim => inBrief(claim).join())), claim => claim.object).values()];
  return grid("Uses that pages name", [titleOf("indications", "condition_id"), "Pages say", titleOf("indications", "label_check"),
    "Origins"], conditions.map(said => [said[0].objectName, h("ul.lines", {}, said.map(claim => h("li", {}, badge(claim.standing), " ",
    inBrief(claim).map(part => h("span.tag", {}, part)), h("a", {href: `#/claims?claim=${claim.id}`, "aria-label":
      `Words: ${claim.sentence}`}, "words")))), [...new Set(said.map(claim => claim.detail.label_check))].map(labelBadge),
  String(Math.max(...said.map(claim => claim.n_independent_sources)))]));
}

/** Harms at one glance: body systems down, frequency as stated across. */
function harmsTable(claims) {
  const systems = valuesOf("body_system").filter(system => claims.some(claim => systemOf(claim) === system));
  const frequencies = valuesOf("frequency").filter(value => claims.some(claim => claim.detail.frequency === value));
  return [grid("Harms by part of the body and by frequency as pages state it", ["", ...frequencies.map(value =>
    value === "not_stated" ? "frequency not stated" : words(value))], systems.map(system => [h("span", {title:
    meaning("body_system", system)}, words(system)), ...frequencies.map(value => claims.filter(claim =>
    systemOf(claim) === system && claim.detail.frequency === value).sort(by(claim => claim.objectName)).map(harmLink))]),
  {class: "grid matrix"}), h("p.note", {}, "▲ the page calls it severe or serious; ⊘ the page denies it; ~ the page is not sure.")];
}
const systemOf = claim => entry("event", claim.object)?.body_system;

function harmLink(claim) {
  const grave = ["severe", "serious"].includes(claim.detail.severity);
  return h(`a.harm.${claim.standing}${grave ? ".grave" : ""}`, {href: `#/claims?claim=${claim.id}`}, grave && h("span", {
    "aria-label": claim.detail.severity, role: "img"}, "▲ "), claim.standing !== "stated" && h("span", {role: "img", "aria-label":
    STANDINGS[claim.standing][1]}, `${STANDINGS[claim.standing][0]} `), claim.objectName);
}

const plainList = claims => h("ul.plain", {}, [...claims].sort(by(claim => rank("relation", claim.relation), claim =>
  claim.objectName)).map(claim => h("li", {}, h("a", {href: `#/claims?claim=${claim.id}`}, `${claim.says} ${claim.objectName}`), " ",
  claim.standing !== "stated" && badge(claim.standing), inBrief(claim).map(part => h("span.tag", {}, part)))));
