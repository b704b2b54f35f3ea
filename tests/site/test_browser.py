"""The explorer as a person meets it: what a browser shows, says to a screen reader, and does when it is used."""

from __future__ import annotations

import csv
import functools
import http.server
import json
import threading
import time

import pytest

from tests.site.browser import resize

pytestmark = pytest.mark.browser
DESKTOP, PHONE = (1440, 900), (390, 800)
VIEWS = ("claims", "agents", "quality", "about")


class Reader:
    """One person at one page; ``said`` is what the list says that it holds."""

    def __init__(self, driver, address):
        self.driver, self.address = driver, address

    def open(self, hash="claims", size=DESKTOP, **media):
        """Load the page anew at an address, in a window of a size, as light or dark."""
        media = {"reduced-motion": "reduce", "color-scheme": "light", **media}
        features = [{"name": f"prefers-{name}", "value": value} for name, value in media.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        resize(self.driver, *size, mobile=size == PHONE)
        self.driver.get("about:blank")
        self.driver.get(f"{self.address}#/{hash}")
        return self

    def all(self, css):
        return self.driver.find_elements("css selector", css)

    def one(self, css):
        return self.driver.find_element("css selector", css)

    def named(self, css, name):
        """The one element that a screen reader calls by this name."""
        (found,) = [element for element in self.all(css) if element.accessible_name == name]
        return found

    @property
    def said(self):
        return self.one(".count[role=status]").text

    @property
    def claims(self):
        return [row.get_attribute("data-claim") for row in self.all("tr[data-claim]")]

    @property
    def focus(self):
        return self.driver.switch_to.active_element

    def press(self, *keys):
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def wait(self, what, holds, seconds=5):
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"{what} did not happen"
            time.sleep(0.02)


@pytest.fixture
def reader(driver, page):
    driver.get_log("browser"), driver.get_log("performance")
    yield Reader(driver, page.as_uri())
    assert not driver.get_log("browser"), "the console must stay empty"
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    addresses = {one["params"]["request"]["url"] for one in asked if one["method"] == "Network.requestWillBeSent"}
    outside = {url for url in addresses if not url.startswith((page.as_uri(), "data:", "blob:", "about:"))}
    assert not outside, "a request left the page"


@pytest.fixture(scope="session")
def denied(rows):
    return {row["claim_id"] for row in rows("claims") if row["polarity"] == "negated" or row["relation"] == "not_used"}


def first(rows, table, **wanted):
    return next(row for row in rows(table) if all(row[key] == value for key, value in wanted.items()))


def test_it_opens_from_a_disk_and_says_what_it_is_not(reader, rows):
    reader.open()
    total = len(rows("claims"))
    assert reader.said == f"{total} claims"
    assert len(reader.claims) == min(total, 50)
    assert reader.named("aside", "What this is not").text.startswith("Not medical advice.")
    assert [link.accessible_name for link in reader.all("nav[aria-label=Views] a")] == [v.capitalize() for v in VIEWS]


def test_it_opens_from_a_server_and_asks_it_for_nothing_else(driver, page, rows):
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            asked.append(self.path)

    handler = functools.partial(Handler, directory=page.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = Reader(driver, f"http://127.0.0.1:{server.server_port}/index.html").open()
        said = there.said
        driver.get("about:blank")
        server.shutdown()
    assert said == f"{len(rows('claims'))} claims"
    assert asked == ["/index.html"]


def test_a_search_finds_by_any_name(reader, rows):
    event = first(rows, "claims", object_type="event")["object"]
    name = next(row["name"] for row in rows("names") if row["entry_id"] == event and row["entry_type"] == "event")
    reader.open()
    reader.named("#search", "Search the claims").send_keys(name)
    reader.wait("the search", lambda: " of " in reader.said)
    assert {row["claim_id"] for row in rows("claims") if row["object"] == event} <= set(reader.claims)
    assert reader.said.startswith(f"{len(reader.claims)} of ")


def test_a_number_at_the_end_of_a_word_is_the_whole_number(reader):
    """Who looks for the agent named ...-2 does not want ...-21."""
    reader.open("claims?q=IL-2")
    agents = {row.find_element("css selector", "th").text for row in reader.all("tr[data-claim]")}
    assert "interleukin-2" in agents and "interleukin-21" not in agents


def test_a_filter_leaves_what_it_names(reader, denied):
    reader.open()
    reader.named("input[name=standing]", f"Denied {len(denied)}").click()
    reader.wait("the filter", lambda: reader.said.startswith(f"{len(denied)} of "))
    assert set(reader.claims) == denied
    assert all("Denied" in row.text for row in reader.all("tr[data-claim]"))
    reader.named(".chip", "Stated or denied: Denied (remove this filter)").click()
    reader.wait("the way back", lambda: " of " not in reader.said)


def test_a_wider_agent_finds_its_narrower_ones(reader, rows):
    wider = {row["agent_id"]: row["parent_agent_id"] for row in rows("agents")}
    claimed = [row["agent_id"] for row in rows("claims")]
    top = next(wider[agent] for agent in claimed if wider[wider[agent] or agent])

    def under(agent):
        return bool(agent) and (agent == top or under(wider[agent]))

    reader.open(f"claims?agent={top}")
    assert reader.said.startswith(f"{sum(map(under, claimed))} of ")


def test_denied_studied_and_stated_claims_look_different(reader, rows):
    reader.open("claims?standing=denied,studied")
    badges = {badge.text for badge in reader.all("tr[data-claim] .badge")}
    assert badges == {"⊘ Denied", "◔ Being studied"}
    reader.open("claims?standing=stated")
    assert not reader.all("tr[data-claim] .badge")


def test_each_question_to_start_with_has_an_answer(reader, rows):
    reader.open()
    for link in [link.get_attribute("href") for link in reader.all("ul[aria-label='Questions to start with'] a")]:
        reader.open(link.partition("#/")[2])
        assert 0 < len(reader.claims) < len(rows("claims")), link


def test_a_column_sorts_both_ways_and_says_so(reader):
    reader.open("claims?sort=object")
    head = reader.named("thead th", "Object")
    assert head.get_attribute("aria-sort") == "ascending"
    names = [cell.text for cell in reader.all("td.object")]
    assert names == sorted(names, key=str.lower)
    reader.named("thead button", "Object").click()
    reader.wait("the other way", lambda: reader.named("thead th", "Object").get_attribute("aria-sort") == "descending")
    assert reader.focus.accessible_name == "Object"


def test_a_permanent_link_opens_its_evidence_and_escape_leads_back(reader, rows):
    from selenium.webdriver import Keys

    claim = reader.open().claims[0]
    row = next(row for row in rows("claims_flat") if row["claim_id"] == claim)
    reader.open(f"claims?claim={claim}")
    drawer = reader.one("#evidence")
    assert drawer.aria_role == "complementary"
    assert row["agent_name"] in drawer.accessible_name and row["object_name"] in drawer.accessible_name
    assert reader.focus.tag_name == "h2"
    link = reader.named("#evidence input", "Permanent link to this claim").get_property("value")
    assert link == reader.driver.current_url
    reader.press(Keys.ESCAPE)
    reader.wait("closing", lambda: not drawer.is_displayed())
    assert reader.focus.get_attribute("href").endswith(f"claim={claim}")


def test_a_link_to_a_claim_that_is_gone_says_so(reader):
    assert "No claim here has the key clm-gone" in reader.open("claims?claim=clm-gone").one("#evidence").text


def test_evidence_shows_the_words_what_was_mended_and_who_says_so(reader, rows):
    applied = {row["repair_id"]: row for row in rows("repairs") if row["status"] == "approved"}
    piece = next(row for row in rows("evidence") if set(row["repair_ids"].split("|")) & applied.keys())
    source = first(rows, "sources", source_id=piece["source_id"])
    reader.open(f"claims?claim={piece['claim_id']}")
    figures = [f for f in reader.all("#evidence figure") if f"{piece['start']}–{piece['end']}" in f.text]
    (figure,) = figures
    stored = reader.driver.execute_script(
        "const copy = arguments[0].cloneNode(true); copy.querySelectorAll('ins, .sr').forEach(one => one.remove());"
        "return copy.textContent", figure.find_element("css selector", "mark"))  # fmt: skip
    assert stored == piece["quote"]
    assert figure.find_element("css selector", ".read-as q").text == piece["repaired_quote"]
    assert source["publisher"] in figure.text and piece["rule_id"] in figure.text
    figure.find_element("css selector", "details.repairs summary").click()
    for repair in map(applied.get, set(piece["repair_ids"].split("|")) & applied.keys()):
        assert json.loads(repair["after"]) in figure.text and repair["rule_id"] in figure.text


def test_every_quotation_is_shown_as_it_was_published(reader, rows):
    """Offsets in code points, repairs and longer stretches put together: the words of each piece come out whole."""
    reader.open()
    shown = reader.driver.execute_script("""return TABLES.evidence.map(piece => {
      const box = h("div", {}, around(piece, CLAIM.get(piece.claim_id))), mark = box.querySelector("mark");
      const read = mark.cloneNode(true);
      read.querySelectorAll("del, .sr").forEach(one => one.remove());
      mark.querySelectorAll("ins, .sr").forEach(one => one.remove());
      return [piece.evidence_id, mark.textContent, read.textContent];
    })""")
    evidence = {row["evidence_id"]: row for row in rows("evidence")}
    assert len(shown) == len(evidence)
    for key, words, read in shown:
        assert read.split() == evidence[key]["repaired_quote"].split()
        if not evidence[key]["repair_ids"]:
            assert words == evidence[key]["quote"]


def test_a_conflict_leads_to_the_other_side(reader, rows):
    conflict = rows("conflicts")[0]
    reader.open(f"claims?claim={conflict['claim_id']}")
    (link,) = reader.all(f".against a[href$='{conflict['other_claim_id']}']")
    link.click()
    reader.wait("the other side", lambda: conflict["other_claim_id"] in reader.one(".cite").text)


def test_an_agent_has_its_page(reader, rows):
    label = next(row for row in rows("label_facts") if row["agent_id"] in {c["agent_id"] for c in rows("indications")})
    agent = first(rows, "agents", agent_id=label["agent_id"])
    reader.open("agents")
    reader.named("#sift", "Find by any name or brand").send_keys(label["product"])
    reader.named(".tree a", agent["preferred_name"]).click()
    reader.wait("the page", lambda: reader.one("h1").text == agent["preferred_name"])
    uses = {row["condition_id"] for row in rows("indications") if row["agent_id"] == agent["agent_id"]}
    assert len(reader.all(".uses tbody tr")) == len(uses)
    assert label["product"] in reader.one(".labels").text
    harms = {row["claim_id"] for row in rows("adverse_events") if row["agent_id"] == agent["agent_id"]}
    assert len(reader.all(".harms .harm")) == len(harms)
    identifiers = {row["identifier"] for row in rows("identifiers") if row["entry_id"] == agent["agent_id"]}
    assert {link.text for link in reader.all(".identifiers a")} == identifiers


def test_quality_counts_what_the_tables_hold(reader, rows):
    reader.open("quality")
    text = reader.one("main").text
    (changes,) = reader.all("table[aria-label^='What made version'] td.n")
    assert changes.text == "9"
    assert "3 of 3 expectations of great-expectations met; 0 rows break a rule between tables" in text
    totals = [int(cell.text) for cell in reader.all("table[aria-label^='Repairs, gaps'] td.n")]
    assert sum(totals) == len(rows("repairs"))
    totals = [int(cell.text) for cell in reader.all("table[aria-label^='Candidates'] td.n")]
    assert sum(totals) == len(rows("set_aside"))
    pairs = {(row["agent_id"], row["event_id"]) for row in rows("adverse_events")}
    assert len(reader.all("table.heatmap.tall td.heat")) == len(pairs)


def test_the_download_is_what_is_shown_as_it_was_published(reader, denied, published, tmp_path, page):
    from pipeline import compile

    reader.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    reader.open("claims?standing=denied").named(".tools button", "Download these rows (CSV)").click()
    saved = tmp_path / "claims_flat_selection.csv"
    reader.wait("the download", lambda: saved.exists() and saved.stat().st_size)
    whole = compile.csv_bytes(published[0]["claims_flat"], published[1]["claims_flat"]).decode("utf-8")
    lines = saved.read_bytes().decode("utf-8").split("\n")
    assert lines[0] == whole.split("\n")[0]
    assert {row["claim_id"] for row in csv.DictReader(lines)} == denied
    assert all(line in whole for line in lines)


def test_a_planted_script_stays_text(driver, published, made, tmp_path):
    frames, schemas, about = published
    planted = {name: frames[name].copy() for name in frames}
    evil = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    for table, column in (("evidence", "quote"), ("evidence", "repaired_quote"), ("evidence", "heading_path"),
                          ("agents", "preferred_name"), ("sources", "publisher"), ("sources", "note")):  # fmt: skip
        planted[table][column] = evil
    path = tmp_path / "index.html"
    path.write_bytes(made(planted, schemas, about))
    reader = Reader(driver, path.as_uri()).open()
    assert evil in reader.one("td.words").text
    for hash in (f"claims?claim={reader.claims[0]}", f"agent/{frames['claims']['agent_id'].iloc[0]}", "quality"):
        reader.open(hash)
        assert evil in reader.one("body").text
        assert driver.execute_script("return window.hit") is None
        assert not reader.all("main img, #evidence img, main script, #evidence script")
    driver.get("about:blank")
    driver.get_log("browser"), driver.get_log("performance")


def test_the_keyboard_is_enough(reader):
    from selenium.webdriver import Keys

    reader.open()
    reader.press(Keys.TAB)
    assert reader.focus.accessible_name == "Skip to the content"
    reader.press(Keys.ENTER)
    assert reader.focus.tag_name == "main"
    reader.press(Keys.TAB)
    assert reader.focus.accessible_name == "Search the claims"
    reader.one("a.open").send_keys(Keys.ENTER)
    reader.wait("the evidence", lambda: reader.one("#evidence").is_displayed())
    assert reader.focus.tag_name == "h2" and "1 of " in reader.one(".steps").text
    reader.named("#evidence button", "Next claim").send_keys(Keys.ENTER)
    reader.wait("the next one", lambda: "2 of " in reader.one(".steps").text)


def test_a_filter_opens_by_key_and_keeps_its_place(reader, rows):
    from selenium.webdriver import Keys

    reader.open()
    reader.one("summary[data-value=severity]").send_keys(Keys.ENTER)
    reader.wait("opening", lambda: reader.all("input[name=severity]"))
    assert reader.focus.get_attribute("data-value") == "severity"
    stated = {row["severity"] for row in rows("adverse_events")}
    assert {box.get_attribute("value") for box in reader.all("input[name=severity]")} == stated
    reader.one("input[name=severity][value=serious]").send_keys(Keys.SPACE)
    reader.wait("the filter", lambda: " of " in reader.said)
    assert reader.focus.get_attribute("value") == "serious"


def test_a_search_as_one_types_keeps_the_focus_and_is_told(reader):
    reader.open()
    reader.named("#search", "Search the claims").send_keys("melan")
    reader.wait("the search", lambda: " of " in reader.said)
    assert reader.focus.accessible_name == "Search the claims"
    assert reader.one(".count").aria_role == "status"


@pytest.mark.parametrize("view", (*VIEWS, "claims?claim", "agent"))
def test_a_phone_scrolls_one_way_only(reader, view, rows):
    reader.open(address(view, rows), PHONE)
    wide, window = reader.driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window


def test_on_a_phone_the_evidence_covers_the_list_for_everybody(reader, rows):
    reader.open(address("claims?claim", rows), PHONE)
    assert reader.driver.execute_script("return document.querySelector('main').inert")
    reader.named("#evidence button", "Close the evidence").click()
    reader.wait("closing", lambda: not reader.driver.execute_script("return document.querySelector('main').inert"))


def test_a_print_holds_the_words_and_no_controls(reader, rows):
    reader.open("claims?standing=denied")
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert reader.one(".warning").is_displayed() and reader.claims
    assert not any(one.is_displayed() for one in reader.all("nav, .filters, .tools button, .tabs"))
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def address(view, rows):
    """The address of a view; the parts that need a key get the first one."""
    if view == "claims?claim":
        return f"claims?claim={rows('conflicts')[0]['claim_id']}"
    return f"agent/{rows('indications')[0]['agent_id']}" if view == "agent" else view


# Colours alone depend on the scheme; on a phone the list, the evidence and an agent are laid out anew.
LOOKS = [(view, DESKTOP, "light", {}) for view in (*VIEWS, "claims?claim", "agent")]
LOOKS += [(view, DESKTOP, "dark", {"runOnly": ["color-contrast"]}) for view in (*VIEWS, "claims?claim", "agent")]
LOOKS += [(view, PHONE, "light", {}) for view in ("claims", "claims?claim", "agent")]


@pytest.mark.parametrize("view, size, scheme, options", LOOKS)
def test_the_accessibility_checker_finds_nothing(reader, checker, rows, view, size, scheme, options):
    reader.open(address(view, rows), size, **{"color-scheme": scheme})
    reader.driver.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    reader.driver.execute_script(checker)
    run = "axe.run(document, {...arguments[0], resultTypes: ['violations']}).then(arguments[1])"
    found = reader.driver.execute_async_script(run, options)
    faults = {one["id"]: [node["target"] for node in one["nodes"]][:3] for one in found["violations"]}
    assert not faults
    assert found["passes"]
