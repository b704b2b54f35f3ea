"""Five questions to the dataset, each answered by a few lines of pandas and a plot.

    pip install ".[pandas]" matplotlib
    python docs/five_questions.py answers/

Prints each answer and writes it as a table (CSV) and a plot (PNG) into the folder. All of it says what web pages say;
a bar is as long as pages are talkative, not as a harm is likely.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import cytokine_therapy as data
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 - after the choice of a backend that needs no screen
import pandas as pd  # noqa: E402

SERIOUS = ("severe", "serious")
USES = ("treats", "manages_side_effect_of_treatment")


def shared_serious_events() -> pd.DataFrame:
    """Which agents share which serious events?"""
    harms = _named(data.load("adverse_events"), "event")
    said = harms[(harms.polarity == "affirmed") & (harms.certainty != "hypothetical") & harms.severity.isin(SERIOUS)]
    table = pd.crosstab(said["event"], said["agent"]).clip(upper=1)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index()


def claimed_beyond_labels() -> pd.DataFrame:
    """What do pages claim as a use that labels do not? (Only where our facts on the agent's labels are complete.)"""
    uses, claims = _named(data.load("indications"), "condition"), data.load("claims").set_index("claim_id")
    said = uses[(uses.polarity == "affirmed") & (uses.certainty != "hypothetical") & uses.relation.isin(USES)]
    beyond = said[said.label_check == "not_on_label"]
    table = beyond[["agent", "condition", "approval"]].assign(places=beyond.claim_id.map(claims.n_evidence))
    return table.groupby(["agent", "condition", "approval"], as_index=False)["places"].sum()


def two_independent_sources() -> pd.DataFrame:
    """Which pairs are stated by two or more independent origins?"""
    flat = data.flat()
    pairs = flat[(flat.polarity == "affirmed") & (flat.n_independent_sources >= 2)]
    columns = ["claim_type", "agent_name", "relation", "object_name", "n_independent_sources", "n_sources"]
    table = pairs[["pair_id", *columns]].drop_duplicates("pair_id")[columns]
    return table.sort_values([*columns[4:], *columns[:4]], ascending=[False] * 2 + [True] * 4, ignore_index=True)


def resting_on_repairs() -> pd.DataFrame:
    """How much of what a page says could be read only after its damaged words were repaired?"""
    evidence = data.load("evidence")
    mended = evidence.repaired_quote.str.split().str.join(" ") != evidence.quote.str.split().str.join(" ")
    table = pd.DataFrame({"source_id": evidence.source_id, "repaired": mended, "as_it_stands": ~mended})
    return table.groupby("source_id")[["repaired", "as_it_stands"]].sum().reset_index()


def most_spoken_of() -> pd.DataFrame:
    """Of which agents do pages say what: uses, harms, administration, facts?"""
    claims = _named(data.load("claims"))
    counted = claims.groupby(["agent", "claim_type"]).size().unstack(fill_value=0)
    order = counted.sum(axis=1).sort_values(ascending=False, kind="stable").index[:15]
    return counted.loc[order].reset_index()


QUESTIONS = (shared_serious_events, claimed_beyond_labels, two_independent_sources, resting_on_repairs, most_spoken_of)


def _named(claims: pd.DataFrame, object: str | None = None) -> pd.DataFrame:
    """The claims with the names of agent and object spelled out."""
    agents = data.load("agents").set_index("agent_id")["preferred_name"]
    named = claims.assign(agent=claims["agent_id"].map(agents))
    if object:
        entries = data.load(f"{object}s").set_index(f"{object}_id")["preferred_name"]
        named[object] = named[f"{object}_id"].map(entries)
    return named


def draw(table: pd.DataFrame, title: str, path: Path) -> None:
    """A bar for each row in the order of the table; several numbers of a row are stacked."""
    numbers = [column for column in table if pd.api.types.is_numeric_dtype(table[column]) and column != "n_sources"]
    shown = table.head(25).iloc[::-1]
    words = shown[[column for column in shown if not pd.api.types.is_numeric_dtype(shown[column])]]
    labels = words.astype(str).agg(" · ".join, axis=1).tolist()
    figure, axes = plt.subplots(figsize=(10, 0.32 * len(shown) + 1.6))
    left = [0] * len(shown)
    for column in numbers:
        widths = shown[column].astype(int).tolist()
        axes.barh(labels, widths, left=left, label=column.replace("_", " "))
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.set_title(title, loc="left", fontsize=11)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    if len(numbers) > 1:
        axes.legend(frameon=False, fontsize=8, loc="lower right")
    else:
        axes.set_xlabel(numbers[0].replace("_", " "))
    figure.savefig(path, dpi=110, bbox_inches="tight", metadata={"Software": None})
    plt.close(figure)


def answer(question: Callable[[], pd.DataFrame], folder: Path) -> pd.DataFrame:
    """Ask, print, store and draw."""
    table, title = question(), (question.__doc__ or "").strip()
    print(f"\n{title}\n{table.head(10).to_string(index=False, max_colwidth=60)}")
    table.to_csv(folder / f"{question.__name__}.csv", index=False, lineterminator="\n")
    if len(table):
        draw(table, f"{title}\nversion {data.version}", folder / f"{question.__name__}.png")
    return table


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "answers")
    target.mkdir(parents=True, exist_ok=True)
    for question in QUESTIONS:
        answer(question, target)
