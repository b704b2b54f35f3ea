"use strict";
// The view About: how to read this, what the words mean, where the files are.

function showAbout(main) {
  const lists = grouped(TABLES.enumerations, row => row.enumeration);
  fill(main, h("div.page.about", {}, h("h1", {}, "About this dataset"), h("p.lede", {}, DATA.description),
    h("section.panel", {}, h("h2", {}, "How to read it"), h("ul", {},
      h("li", {}, "A claim is what a page says, not what is so. Denied and studied uses are kept and look different: ",
        Object.keys(STANDINGS).map(badge)),
      h("li", {}, "Absence means unknown. What no page here says may well be so; where text was lost, nobody knows what stood there."),
      h("li", {}, "A claim stays at the level that its page used. What is said of a class is not said of each of its members."),
      h("li", {}, "Copies count once. Pages that share their wording are one origin, however many they are."),
      h("li", {}, "The label check sets a use beside what regulators' labels say, as far as the facts collected here go. It is no ",
        "statement on what is permitted where you are."),
      h("li", {}, "Quotations show ", h("del", {}, "what stood there"), " and ", h("ins", {}, "how it is read"), ". The stored page never changes."))),
    h("section.panel", {}, h("h2", {}, "Files"), h("p", {}, "Beside this page's folder lie the tables in full (CSV, Parquet, SQLite), the ",
      "data dictionary and checksums:"), h("ul", {}, [["../README.md", "README.md, with the data dictionary"], ["../tables/claims_flat.csv",
      "tables/claims_flat.csv, the one for a spreadsheet"], ["../cytokine_therapy.sqlite", "cytokine_therapy.sqlite"], ["../SHA256SUMS",
      "SHA256SUMS"]].map(([href, text]) => h("li", {}, h("a", {href}, text))))),
    h("section.panel", {}, h("h2", {}, "Tables and their columns"), Object.entries(DATA.tables).map(([name, one]) => h("details", {}, h("summary", {},
      h("code", {}, name)), h("p", {}, one.description), facts(one.fields.map(field => [field.name, field.description]))))),
    h("section.panel", {}, h("h2", {}, "What the words mean"), [...lists].map(([list, rows]) => h("details", {}, h("summary", {},
      capital(words(list))), facts([...rows].sort(by(row => row.rank)).map(row => [words(row.value), row.meaning])))))));
}
