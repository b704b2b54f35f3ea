"""Text decoded with the wrong table comes back, by evidence of the whole page only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FRAME = "Interferons are given weekly. Ask your doctor. "
MARKED = "The doctor’s “plan” isn’t new"
SENTENCES = {
    "gbk": ["干扰素用于治疗癌症，它能帮助免疫系统。", "常见的副作用是发热和寒战。", MARKED],
    "big5": ["干擾素用於治療癌症，能幫助免疫系統。", "常見的副作用是發熱和寒顫。", MARKED],
    "shift_jis": ["インターフェロンはがんの治療に使われます。", "よくある副作用は発熱と悪寒です。", MARKED],
    "euc_kr": ["인터페론은 암 치료에 사용됩니다.", "흔한 부작용은 열과 오한입니다.", MARKED],
    "cp1251": ["Интерферон применяют для лечения рака почки.", "Частые побочные эффекты: лихорадка и озноб."],
    "koi8_r": ["Интерферон применяют для лечения рака почки.", "Частые побочные эффекты: лихорадка и озноб."],
    "utf-8": ["The doctor’s “plan” isn’t new — it’s known… Sézary", "β-interferon weighs 5–20 kDa, ≥ 3 µg, naïve"],
}
READ_AS = ("latin-1", "sloppy-windows-1252")
CASES = [(codec, how, text) for codec, texts in SENTENCES.items() for how in READ_AS for text in texts]


@pytest.mark.parametrize(("codec", "how", "text"), CASES)
def test_damage_of_each_family_is_undone(workshop, codec, how, text):
    damaged = text.encode(codec).decode(how)
    assert damaged != text
    assert workshop.view(f"{FRAME}{damaged} {FRAME}") == f"{FRAME}{text} {FRAME}"


PUNCTUATED = (
    "Interferon is a cytokine that doesn’t kill the virus itself.\n\n"
    "Patients ask: “Is it safe?” The answer isn’t simple.\n\n"
    "It’s given once a week, 5–10 MIU, kept at 20 °C — and that’s all…\n"
)
KEPT = "The Sézary clinic in Besançon is led by Zoë Müller; Größe, naïveté.\n\n  • "


@pytest.mark.parametrize("codec", ["gbk", "big5", "cp1252", "utf-8"])
@pytest.mark.parametrize("how", READ_AS)
def test_the_marks_of_an_english_page_come_back(workshop, codec, how):
    """Where a mark's second byte is a letter (5¨C10, " ¡X ") the rest of the page has to speak for the table."""
    damaged = PUNCTUATED.encode(codec).decode(how)
    assert workshop.view(damaged) == PUNCTUATED


@pytest.mark.parametrize(("codec", "how", "text"), [case for case in CASES if case[2] != MARKED])
def test_a_page_of_both_keeps_what_is_good(workshop, codec, how, text):
    page = f"{KEPT}{{}}\n\nIt is given weekly. {{}}\n"
    damaged = text.encode(codec).decode(how)
    assert workshop.view(page.format(damaged, damaged)) == page.format(text, text)


def test_an_exclamation_in_spanish_on_a_garbled_page_stays(workshop):
    page = "It isn¡¦t new, and it won¡¦t last. ¡A ver! ¡Viva el doctor! “¡Y tú!”"
    assert workshop.view(page) == page.replace("¡¦", "’")


@pytest.mark.parametrize("codec", ["gbk", "big5", "shift_jis", "euc_kr"])
def test_one_odd_pair_of_letters_is_no_evidence(workshop, codec):
    text = FRAME + "isn’t ".encode(codec).decode("latin-1") + FRAME
    assert [r for r in workshop.repair(text) if r.kind == "mojibake"] == []


ACCENTED = [
    "Née à Évry, elle a été opérée là où l’on espérait «très cher».",
    "Größe, Übelkeit, naïveté; Łódź, Škoda, žluťoučký kůň.",
    "Ação, funções, não; ¡Hola! ¿Cómo está el año? Việt Nam điều trị.",
    "5–20 µg at 20 °C, ±2 %, ½ dose, ® and ™, “quoted” ‘words’…",
    "Интерферон применяют для лечения рака, 干扰素用于治疗癌症, 인터페론.",
]


@given(st.lists(st.sampled_from(ACCENTED), min_size=1, max_size=8))
@settings(max_examples=40)
def test_good_text_with_accents_is_left_alone(workshop, lines):
    text = "\n".join(lines)
    assert workshop.view(text) == text
    assert {r.kind for r in workshop.repair(text)} <= {"boilerplate"}  # the same line twice


def test_a_planted_name_is_flagged_and_nobody_is_named(workshop):
    page = f"{FRAME}Written by the ÁñÁ«ÊÓÆµ team. It¡¯s true, and it isn¡¯t new.\n" + FRAME * 5
    found = [r for r in workshop.repair(page) if r.kind == "name_swap"]
    assert [(r.status, r.before) for r in found] == [("flag", "ÁñÁ«ÊÓÆµ")]


def test_letters_for_ideographs_are_flagged_with_what_they_say(workshop):
    [flag] = workshop.repair("The 叠补肠颈濒濒耻蝉 vaccine is put into the bladder once a week.")
    assert (flag.status, flag.after) == ("flag", "Bacillus")
