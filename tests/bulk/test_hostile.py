"""Pages that mean harm: each is left out with a code, or read; the others are published."""

import gzip
import os
import re
import zipfile

import pytest

from pipeline.cli import guard
from pipeline.records import Fault, Faults

GOOD = "Aldesleukin is approved to treat melanoma.\n"
CODES = {  # file -> what becomes of it; "" is read
    "bomb.zip": "page_binary",
    "bomb.gz": "page_binary",
    "controls.bin": "page_undecodable",
    "empty.txt": "page_empty",
    "marks.txt": "page_empty",
    "huge.txt": "page_too_large",
    "latin.txt": "page_undecodable",
    "surrogate.txt": "page_undecodable",
    "laughs.xml": "page_malformed",
    "deep.xml": "page_malformed",
    "pipe": "not_a_file",
    "charset.html": "page_undecodable",
    "deep.html": "page_malformed",
    "nul.txt": "",
    "right.txt": "",
    "accents.txt": "",
    "utf16.txt": "",
    "backtrack.txt": "",
    "onebigline.txt": "",
}


@pytest.fixture
def hostile(tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("x", b"\0" * 50_000_000)
    (folder / "bomb.gz").write_bytes(gzip.compress(b"\0" * 50_000_000))
    (folder / "controls.bin").write_bytes(bytes(range(256)) * 50)
    (folder / "empty.txt").write_bytes(b"  \n")
    (folder / "marks.txt").write_bytes(b"... --- ...\n" * 50)
    with open(folder / "huge.txt", "wb") as huge:
        huge.truncate(100 * 1024**2)  # a hundred megabytes that take no room
    (folder / "latin.txt").write_bytes(GOOD.encode() + b"caf\xe9 ol\xe9")
    (folder / "surrogate.txt").write_bytes(GOOD.encode() + "\ud800".encode("utf-8", "surrogatepass"))
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    (folder / "laughs.xml").write_text(f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY l0 'ha'>{levels}]><r>&l11;</r>")
    (folder / "deep.xml").write_text("<?xml version='1.0'?>" + "<a>" * 100_000 + "</a>" * 100_000)
    os.mkfifo(folder / "pipe")
    (folder / "charset.html").write_text(f"<html><meta charset=zip><p>{GOOD}")
    (folder / "nul.txt").write_bytes(GOOD.encode() + b"a\0b")
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + f"<p>{GOOD}")
    (folder / "right.txt").write_text(f"\u202e{GOOD}\u202c שלום {GOOD}", encoding="utf-8")
    (folder / "accents.txt").write_text(GOOD.replace("e", "e\u0301") + GOOD + "x" + "\u0301" * 50_000, encoding="utf-8")
    (folder / "utf16.txt").write_text(GOOD, encoding="utf-16")
    words = ("for " * 3000, "used " * 3000, "(" * 3000, "a, " * 3000, "and " * 3000, "1 in " * 3000, "which , " * 3000)
    (folder / "backtrack.txt").write_text("\n".join(GOOD.strip() + " " + word for word in words))
    (folder / "onebigline.txt").write_text(GOOD.strip() * 500)
    return folder


def test_each_ends_in_its_place_and_the_others_are_published(hostile, run, written):
    good = hostile / "good.txt"
    good.write_text(GOOD)
    summary = run(*(path for path in sorted(hostile.iterdir())))
    assert {fault.where.rpartition("/")[2]: fault.code for fault in summary.faults} == {
        name: code for name, code in CODES.items() if code
    }
    assert all(fault.remedy and "\n" not in str(fault) for fault in summary.faults)
    assert {row["page"].rpartition("/")[2] for row in written("pages")} == {*CODES, "good.txt"}
    found = {row["page"].rpartition("/")[2] for row in written("claims") if row["object"] == "melanoma"}
    assert found >= {"good.txt", "nul.txt", "utf16.txt", "backtrack.txt", "accents.txt"}


def test_a_link_that_leads_out_of_its_folder_is_refused(hostile, run, tmp_path):
    (tmp_path / "secret.txt").write_text(GOOD)
    (hostile / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(Fault, match="path_escapes"):
        run(hostile)


def test_too_slow(monkeypatch):
    monkeypatch.setattr(guard, "SECONDS", 0.2)
    assert guard.tried("p", lambda: re.match(r"(a+)+b", "a" * 40))[1][0].code == "page_too_slow"


def nested(depth):
    return nested(depth + 1)


def raising(error):
    def function():
        raise error

    return function


@pytest.mark.parametrize(
    "function, code",
    [
        (lambda: nested(0), "page_failed"),
        (lambda: bytearray(1 << 60), "page_too_large"),
        (lambda: [].pop(), "page_failed"),
        (raising(Faults([Fault("one", "p", "a", "b")])), "one"),
    ],
)
def test_whatever_is_raised_is_a_fault_of_the_page(function, code):
    found, faults = guard.tried("p", function)
    assert found is None and faults[0].code == code and "\n" not in str(faults[0])


def test_a_stop_by_hand_stops():
    with pytest.raises(KeyboardInterrupt):
        guard.tried("p", raising(KeyboardInterrupt()))
