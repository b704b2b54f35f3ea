"""The explorer as a file: the same bytes for the same tables, everything inside, nothing that runs but our scripts."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from pipeline import compile, package, store
from pipeline.package.site import policy
from pipeline.records import Fault


class Tags(HTMLParser):
    """Start tags with their attributes, and the text of each script and style."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_data(self, data):
        if self.get_starttag_text() and self.cdata_elem:
            self.texts[-1] += data

    def of(self, wanted):
        return [(attrs, text) for (tag, attrs), text in zip(self.tags, self.texts, strict=True) if tag == wanted]


def dataset(page):
    (text,) = [text for attrs, text in Tags(page.decode("utf-8")).of("script") if attrs.get("id") == "dataset"]
    return json.loads(text)


def test_equal_tables_give_equal_bytes(published, made):
    assert made(*published) == made(*published)


def test_the_page_carries_the_cells_of_the_published_files(published, made):
    frames, schemas, _ = published
    data = dataset(made(*published))
    for name in ("claims", "evidence", "repairs", "claims_flat", "sources", "agents"):
        carried = [[data["strings"][at] for at in column] for column in data["tables"][name]["columns"]]
        assert carried == compile.texts(frames[name], schemas[name]), name


def test_names_of_conditions_and_events_that_nothing_leads_to_stay_outside(published, made):
    data = dataset(made(*published))
    carried = len(data["tables"]["names"]["columns"][0])
    assert 0 < carried < len(published[0]["names"])


def test_no_tag_loads_anything(published, made):
    """Links that a person may follow are made by script; of the tags that load by themselves none names an address."""
    for tag, attrs in Tags(made(*published).decode("utf-8")).tags:
        assert "src" not in attrs, tag
        assert tag != "link" or attrs["href"] == "data:,"
        assert tag not in ("iframe", "object", "embed", "base", "form")


def test_the_policy_lets_our_scripts_run_and_no_other(published, made):
    tags = Tags(made(*published).decode("utf-8"))
    (told,) = [attrs["content"] for attrs, _ in tags.of("meta") if attrs.get("http-equiv") == "Content-Security-Policy"]
    scripts = [text for attrs, text in tags.of("script") if "type" not in attrs]
    assert told == policy(scripts, [text for _, text in tags.of("style")])
    assert len(scripts) > 5 and "default-src 'none'" in told and "unsafe" not in told


def test_a_planted_script_adds_no_tag(published, made):
    frames, schemas, about = published
    planted = {**frames, "evidence": frames["evidence"].copy()}
    planted["evidence"].loc[planted["evidence"].index[0], "quote"] = "</script><script>alert(1)</script><!--<script>"
    tags, before = (Tags(made(f, schemas, about).decode("utf-8")).tags for f in (planted, frames))
    assert tags == before


@pytest.mark.parametrize("closing", ("</script>", "</STYLE", "<!--"))
def test_a_part_that_would_end_its_script_early_is_refused(published, parts, closing):
    broken = {**parts, "scripts/dom.js": parts["scripts/dom.js"] + closing.encode()}
    with pytest.raises(Fault, match="site/scripts/dom.js"):
        package.site_bytes(broken, *published, {})


def test_a_missing_part_is_named(published, parts):
    with pytest.raises(Fault, match="site/style.css"):
        package.site_bytes({name: data for name, data in parts.items() if name != "style.css"}, *published, {})


def test_every_relation_has_its_words_both_ways(parts, root):
    enumerations = store.read_yaml(root / "schemas" / "enumerations.yaml")
    told = json.loads(parts["words.json"])
    assert told["relations"].keys() == enumerations["relation"].keys()
    assert all(len(set(pair)) == 2 for pair in told["relations"].values())
    assert told["claim_types"].keys() == enumerations["claim_type"].keys()


def test_the_vendored_library_is_the_one_of_its_checksum_and_of_the_lock(parts, root):
    sums = dict(reversed(line.split("  ")) for line in parts["vendor/SHA256SUMS"].decode().splitlines())
    vendored = {name.removeprefix("vendor/") for name in parts if name.startswith("vendor/")} - {"SHA256SUMS"}
    assert vendored == sums.keys()
    for name, digest in sums.items():
        assert hashlib.sha256(parts[f"vendor/{name}"]).hexdigest() == digest
    npm = root / "tests/site/node_modules/@tanstack/table-core/build/umd/index.production.js"
    assert not npm.exists() or npm.read_bytes() == parts["vendor/table-core.js"]


def test_the_lock_pins_by_hash_and_names_no_registry(root):
    lock = store.read_text(root / "tests/site/package-lock.json")
    packages = {name: one for name, one in json.loads(lock)["packages"].items() if name}
    assert packages and all(len(base64.b64decode(one["integrity"][7:])) == 64 for one in packages.values())
    assert not re.search(r'"resolved"', lock)
