"""Tables of plain text: columns that blanks keep apart, and what stands over them."""

from pipeline.read import read

COLUMNS = b"""Side effects of a drug

4.8 Undesirable effects

Organ class            Very common         Common
Blood                  -                   anaemia
Skin                   rash                itching
Nerves                 headache            -

The rest of the page is prose, and it ends here.
"""


def test_an_empty_cell_is_one_of_its_row_and_keeps_the_heads_in_place():
    page = read(COLUMNS, "x.txt")
    heads = {page.text[b.start : b.end]: b.head for b in page.blocks if b.kind == "cell" and b.head is not None}
    named = {words: page.text[page.blocks[at].start : page.blocks[at].end] for words, at in heads.items()}
    assert named["anaemia"] == named["itching"] == "Common"
    assert named["rash"] == named["headache"] == "Very common"


def test_a_numbered_line_heads_the_table_below_it():
    page = read(COLUMNS, "x.txt")
    kinds = {page.text[b.start : b.end]: b.kind for b in page.blocks}
    assert kinds["4.8 Undesirable effects"] == "heading"
