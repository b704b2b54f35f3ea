"""quality_report.md: what the release gate checked on the published tables, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

INTRO = """Made by the release gate from the very bytes of the tables in this folder. Row rules are those of the data
dictionary; rules between tables are those that no single table can hold. Nothing here says how often a row is *true*:
for that see the known error rate in README.md."""


def report_bytes(report: Mapping) -> bytes:
    """The report of :func:`pipeline.check.quality` as Markdown; no clock, no machine, no version of a tool."""
    suites, rules = report["suites"], report["rules"]
    met, all_of = sum(s["met"] for s in suites), sum(s["expectations"] for s in suites)
    broken = sum(rule["broken"] for rule in rules)
    parts = [
        "# Quality report",
        INTRO,
        f"**{met} of {all_of} expectations met; {broken} rows break a rule between tables.**",
        _section("Expectations of each table", ["table", "rows", "expectations", "met"], suites),
        _section("Rules between tables", ["table", "rule", "checked", "broken"], rules),
        _section("Where every candidate ended", list(report["candidates"][0]), report["candidates"])
        if report["candidates"]
        else "",
        _section("What became of each page, by kind of claim", list(report["coverage"][0]), report["coverage"])
        if report.get("coverage")
        else "",
        _section("Quotations", list(report["quotations"][0]), report["quotations"]) if report["quotations"] else "",
    ]
    failed = [f"- `{suite['table']}`: {line}" for suite in suites for line in suite["failed"]]
    parts.append("\n".join(["## Expectations not met", "", *failed]) if failed else "")
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def _section(title: str, columns: list[str], rows: Iterable[Mapping]) -> str:
    head = [f"## {title}", "", _line(columns), _line(["---"] * len(columns))]
    return "\n".join(head + [_line(row[column] for column in columns) for row in rows])


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in cells) + " |"
