"use strict";
// Charts that are tables: every bar, cell and whisker stands beside its figure, so that nobody needs to see it.

const share = (part, whole) => whole ? part / whole : 0;
const percent = value => `${(value * 100).toFixed(value === 1 || value === 0 ? 0 : 1)} %`;

/** Bars of parts: rows are [name, {part: n}], parts in order; the longest row fills the width. */
function stackedBars(caption, parts, rows, nameOfPart, note) {
  const total = counts => parts.reduce((sum, part) => sum + (counts[part] || 0), 0);
  const longest = Math.max(...rows.map(([, counts]) => total(counts)), 1);
  const tone = part => WORDS.tones[part] ?? parts.indexOf(part);
  const used = parts.filter(part => rows.some(([, counts]) => counts[part]));
  return h("figure.chart", {}, h("figcaption", {}, caption, note && h("span.note", {}, note)),
    h("ul.legend", {"aria-hidden": "true"}, used.map(part => h("li", {}, h("span.swatch", {"data-part": tone(part)}),
      nameOfPart(part)))),
    h("table.bars", {"aria-label": caption}, h("thead.sr", {}, h("tr", {}, h("th", {scope: "col"}, "Row"), h("th", {scope: "col"},
      "Parts"), h("th", {scope: "col"}, "Total"))),
    h("tbody", {}, rows.map(([name, counts]) => h("tr", {}, h("th", {scope: "row"}, name), h("td", {}, h("div.stack", {vars:
      {"--of": String(share(total(counts), longest))}}, used.filter(part => counts[part]).map(part => h("span.part", {"data-part":
      tone(part), vars: {"--share": String(share(counts[part], total(counts)))}, title: `${nameOfPart(part)}: ${counts[part]}`},
    h("span.sr", {}, `${nameOfPart(part)}: `), h("span", {}, counts[part]), h("span.sr", {}, "; "))))),
    h("td.n", {}, total(counts).toLocaleString("en")))))));
}

/** A table whose cells are shaded by their number. ``cell`` (row, column) -> [number, content]. */
function heatMap(caption, head, rows, cell, attributes = {}) {
  const values = rows.map(row => head.map(column => cell(row, column)));
  const most = Math.max(...values.flat().map(([n]) => n), 1);
  return grid(caption, ["", ...head.map(column => h("span.turned", {}, column.title))], rows.map((row, at) => [row.title,
    ...values[at].map(([n, content]) => h(n ? "td.heat" : "td.none", {vars: {"--share": String(share(n, most))}}, content))]),
  {class: "grid heatmap", ...attributes});
}

/** Shares with their intervals on one scale from ``from`` to 1: a dot for the share, a line for the interval. */
function whiskers(caption, series, rows, from, note) {
  const x = value => `${share(Math.max(value, from) - from, 1 - from) * 100}%`;
  const plot = figures => h("svg", {class: "whisker", "aria-hidden": "true", height: 10 * figures.length + 6, width: "100%"},
    figures.map((figure, at) => figure && h("g", {"data-part": at}, figure.low !== undefined && h("line", {x1: x(figure.low), x2: x(figure.high), y1: 8 + 10 * at,
      y2: 8 + 10 * at}), h("circle", {cx: x(figure.value), cy: 8 + 10 * at, r: 4}))));
  const say = figure => figure ? h("span", {}, figure.value.toFixed(2), figure.low !== undefined && h("span.note", {}, ` ${
    figure.low.toFixed(2)}–${figure.high.toFixed(2)}`)) : "";
  return h("figure.chart", {}, h("figcaption", {}, caption, note && h("span.note", {}, note)),
    h("ul.legend", {"aria-hidden": "true"}, series.map((name, at) => h("li", {}, h("span.swatch", {"data-part": at}), name))),
    h("div.scroll", {tabindex: 0, role: "region", "aria-label": caption}, h("table.bars.scores", {"aria-label": caption},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, h("span.sr", {}, "Table")), h("td.scale", {}, h("span", {}, from.toFixed(1)),
        h("span", {}, "1.0")), series.map(name => h("th", {scope: "col"}, name)))),
      h("tbody", {}, rows.map(([name, figures]) => h("tr", {}, h("th", {scope: "row"}, name), h("td.plot", {}, plot(figures)),
        figures.map(figure => h("td.n", {}, say(figure)))))))));
}

/** How often each value of ``key`` occurs. */
function tally(rows, key) {
  const counts = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] || 0) + 1;
  return counts;
}
