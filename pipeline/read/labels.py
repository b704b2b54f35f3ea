"""Labels: navigation, references and boilerplate are told from body, never dropped."""

from __future__ import annotations

from pipeline.read import furniture
from pipeline.read.drafts import Draft

LOOSE = 9  # the depth of a line that reads like a heading and is none: any heading ends what it labels
LONGEST_TITLE, LONGEST_MENU, LONGEST_CITATION = 150, 250, 600
SAID = 40  # characters of harms before "To report adverse reactions, call ..."


def label_lines(drafts: list[Draft]) -> None:
    """Label what its own words give away."""
    for draft in drafts:
        if draft.label == "body" and draft.kind != "cell":
            draft.label = line_label(draft.words)
    _fill_contents(drafts)
    _fill_asides(drafts)
    _fill_references(drafts)


def line_label(words: str) -> str:
    """The label that a block's own words call for.

    >>> line_label("Skip to main content"), line_label("Last revised: 3 May 2020"), line_label("Fever is common.")
    ('navigation', 'boilerplate', 'body')
    """
    low = words[: furniture.NOTICE].lower().lstrip("[")
    if "\xa0" in low:
        low = low.replace("\xa0", " ")
    label = furniture.look_up(low, len(words), furniture.LINES)
    if label:
        return label
    if len(words) <= LONGEST_MENU and furniture.is_menu(low):
        return "navigation"
    if len(words) <= furniture.NOTICE and (
        _contact(low) or len(words) <= furniture.LINE and low.endswith("s") and furniture.EMAILS.match(low)
    ):
        return "boilerplate"
    return "reference" if len(words) <= LONGEST_CITATION and _citation(words) else "body"


def _contact(low: str) -> bool:
    likely = (
        "contact" in low
        or "call " in low
        or "mail" in low
        or "phone" in low
        or "tel" in low
        or "fax" in low
        or "hotline" in low
    )
    if not likely or not ("@" in low or "protected" in low or furniture.NUMBER.search(low)):
        return False
    reporting = furniture.REPORTING.search(low)
    return furniture.CONTACT.search(low) is not None and (reporting is None or reporting.start() < SAID)


def _citation(words: str) -> bool:
    """Whether a line is an entry of a bibliography: several of its marks at once, in little room."""
    if len(words) < 30:
        return False
    dated = ("20" in words or "19" in words) and furniture.CITED_YEAR.search(words) is not None
    if not dated and not ("et al" in words or "http" in words or "doi" in words):
        return False
    wanted = 2 if "http" in words else 3
    missed, most = 0, len(furniture.CITATION_MARKS) - wanted
    for mark in furniture.CITATION_MARKS:
        if mark.search(words):
            wanted -= 1
            if not wanted:
                return True
        else:
            missed += 1
            if missed > most:
                return False
    return False


def _fill_contents(drafts: list[Draft]) -> None:
    """Label the lines set tight below "On this page" or "Contents"."""
    first = inside = False
    for draft in drafts:
        if draft.label == "navigation" and furniture.CONTENTS.match(draft.words.lower()):
            first = inside = True
            continue
        short = (
            draft.kind in ("item", "paragraph") and len(draft.words) < furniture.LINE and draft.words[-1] not in ".:"
        )
        inside = inside and short and (first or not draft.gap)
        first = False
        if inside and draft.label in ("body", "reference"):
            draft.label = "navigation"


def _fill_asides(drafts: list[Draft]) -> None:
    """Label the titles set tight below "Related articles"; one title alone may head the text that follows."""
    for at, draft in enumerate(drafts):
        if draft.kind != "paragraph" or draft.label != "boilerplate" or _section(draft) != "boilerplate":
            continue
        end = at + 1
        while end < len(drafts) and _is_entry(drafts[end]) and (end == at + 1 or not drafts[end].gap):
            end += 1
        if end - at > 2 or end - at == 2 and not drafts[end - 1].gap:
            for entry in drafts[at + 1 : end]:
                entry.label = "boilerplate"


def _is_entry(draft: Draft) -> bool:
    return (
        draft.kind == "paragraph"
        and draft.label == "body"
        and len(draft.words) <= LONGEST_TITLE
        and draft.words[-1] not in ".:"
    )


def _fill_references(drafts: list[Draft]) -> None:
    """Label the lines beside a reference that carry a year or a title only: a bibliography has no body text."""
    for at, draft in enumerate(drafts):
        if draft.label != "reference":
            continue
        for other in drafts[max(at - 2, 0) : at]:
            if (
                other.label == "body"
                and other.kind != "heading"
                and len(other.words) < 200
                and furniture.YEAR.search(other.words)
            ):
                other.label = "reference"


def label_sections(drafts: list[Draft]) -> None:
    """Carry the label of a heading such as "References" or "Related articles" over what stands under it.

    A line that reads like such a heading but is none (nothing follows that a heading
    would head) carries its label to the next heading, related articles no further
    than their titles.
    """
    marked = any(d.marked for d in drafts)
    open_: list[tuple[int, str]] = []  # depth and label of the labelled headings above
    for at, draft in enumerate(drafts):
        own = _section(draft) if draft.kind == "heading" or draft.kind == "paragraph" and draft.label != "body" else ""
        if own == "reference" and not marked and drafts[at + 1 : at + 2] and drafts[at + 1].label == "reference":
            draft.kind, draft.depth = "heading", 2
        if draft.kind == "heading":
            while open_ and open_[-1][0] >= draft.depth:
                open_.pop()
        elif open_ and open_[-1] == (LOOSE, "boilerplate") and len(draft.words) > LONGEST_TITLE:
            open_.pop()
        if own:
            open_.append((draft.depth if draft.kind == "heading" else LOOSE, own))
        if open_ and draft.label == "body" and not (open_[-1][1] == "reference" and _is_prose(draft)):
            draft.label = open_[-1][1]


def _is_prose(draft: Draft) -> bool:
    """Sentences that cite nothing: a note that names its source above the text has no bibliography there."""
    words = draft.words
    cites = furniture.YEAR.search(words) or "http" in words or "et al" in words or "doi:" in words.lower()
    return len(words) > LONGEST_MENU and ". " in words and not cites


def _section(draft: Draft) -> str:
    """The same as :func:`heading_label` for a draft, remembered: two passes ask."""
    if draft.section is None:
        draft.section = heading_label(draft.words)
    return draft.section


def heading_label(words: str) -> str:
    """The label that a heading gives its section, or nothing.

    >>> heading_label("References"), heading_label("Side effects")
    ('reference', '')
    """
    return furniture.look_up(words.lower(), len(words), furniture.HEADINGS) if len(words) <= furniture.LINE else ""


def label_contents(drafts: list[Draft]) -> None:
    """Label a table of contents: three or more items in a row that only repeat the page's headings."""
    headings = {_key(d.words) for d in drafts if d.kind == "heading"}
    run: list[Draft] = []
    introduced = False  # by a sentence: then it is a list of the page's subjects
    for draft in drafts:
        if (
            draft.kind == "item"
            and draft.label == "body"
            and len(draft.words) < LONGEST_TITLE
            and _key(draft.words) in headings
        ):
            run.append(draft)
            continue
        if not introduced:
            _label_run(run)
        run = []
        introduced = draft.words.endswith(":")
    if not introduced:
        _label_run(run)


def _label_run(run: list[Draft]) -> None:
    if len(run) >= 3:
        for entry in run:
            entry.label = "navigation"


def _key(words: str) -> str:
    return words.lower().lstrip("[").partition("](")[0].strip("0123456789.:?() \t")
