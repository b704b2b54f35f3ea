"use strict";
// Elements are made from text, never from markup: what a page said stays text, whatever it says.

/** h("a.name", {href: "#x", onclick: f}, "text", child, null, [more]) -> an element; null and false are left out. */
function h(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = tag === "svg" || SVG.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "vars") for (const [key, part] of Object.entries(value)) element.style.setProperty(key, part);
    else element.setAttribute(name, value === true ? "" : value);
  }
  put(element, children);
  return element;
}
const SVG = new Set(["path", "line", "circle", "rect", "g", "text", "title"]);

function put(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Empty an element and fill it anew. */
function fill(element, ...children) {
  element.replaceChildren();
  put(element, children);
  return element;
}

const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const escaped = text => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"); // for a regular expression
const capital = text => text.charAt(0).toUpperCase() + text.slice(1);
const by = (...keys) => (a, b) => {
  for (const key of keys) {
    const [x, y] = [key(a), key(b)];
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return 0;
};

/** Items by key, in the order in which keys first occur. */
function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  }
  return groups;
}

/** A definition list of the pairs whose value is there. */
const facts = pairs => h("dl.facts", {}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
  .map(([name, value, note]) => [h("dt", {}, name), h("dd", {}, value, note && h("span.note", {}, note))]));

/** A table that scrolls sideways by itself where it must; rows are lists of cells, the first of each its heading. */
function grid(caption, head, rows, attributes = {}) {
  return h("div.scroll", {tabindex: 0, role: "region", "aria-label": caption}, h("table.grid", attributes,
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, head.map(title => title === "" ? h("td") : h("th", {scope: "col"}, title)))),
    h("tbody", {}, rows.map(([first, ...cells]) => h("tr", {}, h("th", {scope: "row"}, first),
      cells.map(cell => cell instanceof HTMLTableCellElement ? cell : h("td", {}, cell)))))));
}

/** Offer text as a file. */
function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  h("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Say something to people who listen to the page. */
function announce(text) {
  document.getElementById("said").textContent = text;
}
