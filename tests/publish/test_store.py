"""The door to the disk: what it refuses, and how it says so."""

import json
import os
import subprocess
import sys

import pytest

from pipeline import store
from pipeline.records import Block, Document, Fault, Faults


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a,b\n1,\xd6\xd0\n", "not_utf8", 2),
        (b"\xef\xbb\xbfa,b\n1,2\n", "byte_order_mark", 1),
        (b"a,b\n1,\x002\n", "not_text", 2),
        ("a,b\n1,2\n".encode("utf-16"), "not_utf8", 1),
        (b"", "csv_header", 1),
        (b"a,a\n1,2\n", "csv_header", 1),
        (b"a,\n1,2\n", "csv_header", 1),
        (b'a,b\n"1"x,2\n', "csv_syntax", 2),
        (b'a,b\n"1,2\n', "csv_syntax", 2),
    ],
)
def test_csv_that_cannot_be_trusted_is_refused_with_its_line(tmp_path, data, code, line):
    path = write(tmp_path / "x.csv", data)
    with pytest.raises((Fault, Faults)) as caught:
        store.read_csv_rows(path)
    fault = caught.value.faults[0] if isinstance(caught.value, Faults) else caught.value
    assert (fault.code, fault.where) == (code, f"{path}:{line}")
    assert fault.remedy


def test_all_misshapen_rows_are_listed_at_once(tmp_path):
    path = write(tmp_path / "x.csv", b'a,b\n1\n"two\nlines",2\n1,2,3\n')
    with pytest.raises(Faults) as caught:
        store.read_csv_rows(path)
    assert [f.where for f in caught.value.faults] == [f"{path}:2", f"{path}:5"]


def test_rows_are_text_and_know_their_line(tmp_path):
    path = write(tmp_path / "x.csv", 'a,b\n01,NA\n"two\nlines",\nß,x\n'.encode())
    rows = store.read_csv_rows(path)
    assert rows == [{"a": "01", "b": "NA"}, {"a": "two\nlines", "b": ""}, {"a": "ß", "b": "x"}]
    assert [row.line for row in rows] == [2, 3, 5]


def test_yaml_is_safe_and_words_stay_words(tmp_path):
    assert store.read_yaml(write(tmp_path / "x.yaml", b"a: [no, on, yes, true]\n")) == {"a": ["no", "on", "yes", True]}
    for text in (b"a: 1\nb: 2\na: 3\n", b"x: 1\ny: 2\na: !!python/object/apply:os.getcwd []\n", b"a: 1\nb: 2\n]\n"):
        path = write(tmp_path / "y.yaml", text)
        with pytest.raises(Fault) as caught:
            store.read_yaml(path)
        assert (caught.value.code, caught.value.where) == ("yaml_syntax", f"{path}:3")


def test_missing_and_special_files_are_faults_not_hangs(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("none", "file_missing"), ("pipe", "not_a_file"), ("", "not_a_file")):
        with pytest.raises(Fault) as caught:
            store.read_bytes(tmp_path / name)
        assert caught.value.code == code


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/passwd", "", ".", "link/x", "a\0b"])
def test_paths_do_not_leave_their_folder(tmp_path, name):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "link").symlink_to(tmp_path)
    with pytest.raises(Fault) as caught:
        store.inside(tmp_path / "raw", name)
    assert caught.value.code == "path_escapes"


def test_listing_is_sorted_and_refuses_links_that_lead_out(tmp_path):
    for name in ("b.txt", "a/c.txt", "a/b.csv"):
        write(tmp_path / "raw" / name, b"x")
    assert [p.name for p in store.list_files(tmp_path / "raw", "*.txt")] == ["c.txt", "b.txt"]
    assert list(store.read_tree(tmp_path / "raw", skip=("a",))) == ["b.txt"]
    write(tmp_path / "secret.txt", b"x")
    (tmp_path / "raw" / "z.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(Fault, match="path_escapes"):
        store.list_files(tmp_path / "raw")


def test_records_survive_json_lines(tmp_path):
    documents = [Document("p", "text/plain", "utf-8", "a\u2028b\r\nß", (Block(0, 1, "item", path=(1, 2)),))]
    store.write_jsonl(tmp_path / "x.jsonl", documents)
    assert list(store.read_jsonl(tmp_path / "x.jsonl", Document)) == documents
    assert list(store.read_jsonl(tmp_path / "x.jsonl"))[0]["text"] == "a\u2028b\r\nß"
    write(tmp_path / "x.jsonl", b'{"name": 1}\n')
    with pytest.raises(Fault) as caught:
        list(store.read_jsonl(tmp_path / "x.jsonl", Document))
    assert caught.value.where.endswith("x.jsonl:1")


def test_records_of_one_kind_give_the_same_bytes(tmp_path):
    block = Block(0, 1, "item")
    store.write_jsonl(tmp_path / "a", [block])
    store.write_jsonl(tmp_path / "b", [block._asdict()])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_a_stage_writes_says_what_each_value_is(tmp_path):
    document = Document("page", "text/plain", "utf-8", "fever", (Block(0, 5, "item"),))
    store.write_jsonl(tmp_path / "x", [document])
    written = json.loads((tmp_path / "x").read_bytes())
    assert written["blocks"][0]["kind"] == "item"
    assert list(store.read_jsonl(tmp_path / "x", Document)) == [document]


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path):
    """A real limit of the kernel on the size of a file stands in for a full disk."""
    write(tmp_path / "x", b"old")
    code = (
        "import resource; from pipeline import store; from pipeline.records import Fault\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        f"try: store.write_atomic({str(tmp_path / 'x')!r}, b'n' * 5000)\n"
        "except Fault as fault: print(fault.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "disk_full", done.stderr
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"x": b"old"}


def test_rewriting_a_folder(tmp_path):
    write(tmp_path / "a" / "x.html", b"one")
    write(tmp_path / "y.txt", b"one")
    store.rewrite(tmp_path, "*.html", str.upper)
    assert store.read_tree(tmp_path) == {"a/x.html": b"ONE", "y.txt": b"one"}
