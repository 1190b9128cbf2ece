"""The editor of /sparql in a real browser: asking, completing, taking the answer along, and staying home."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from api.sparql.page import editor_built

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not editor_built(), reason="the editor is not built (python -m tools.build_assets)"),
]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """() => axe.run().then(found => found.violations.map(
  one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
EXAMPLE = "/sparql?voorbeeld=mogelijke-leerplaatsen"
WRONG = "the server responded with a status of 400"
"""What the browser itself writes in its console about an answer that is an error."""


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page whose every request stays here and whose console stays silent."""
    context = browser.new_context(base_url=base_url, locale="nl-BE", viewport={"width": 1200, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    outside: list[str] = []
    page.on("console", lambda one: None if WRONG in one.text else complaints.append(one.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith(base_url) else outside.append(one.url))
    yield page
    context.close()
    assert complaints == []
    assert outside == []


def ask(page: Page) -> None:
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.get_by_role("button", name="Stel de vraag")).to_be_enabled()


def write(page: Page, text: str) -> None:
    page.get_by_label("De vraag", exact=True).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def written(page: Page) -> str:
    return str(page.locator("#query").input_value())


def violations(page: Page) -> list[str]:
    """Return what axe-core finds; it runs outside the page's own policy, which lets no such script in."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def test_an_example_answers_readably_without_leaving_the_page(page: Page) -> None:
    page.goto("/sparql")
    page.get_by_text("Kwalificaties (").click()
    page.get_by_role("link", name="Geef alles over één kwalificatie, zoals een app het toont").click()
    expect(page.locator(".yasqe .CodeMirror")).to_be_visible()
    page.goto("/sparql")
    page.evaluate("window.zelfde = true")
    ask(page)
    row = page.get_by_role("row").nth(1)
    expect(row.get_by_role("link").first).to_have_text("Plant afspraken en beheert de salonagenda")
    expect(row.locator("small").first).to_have_text("competentie/BK-0090-2.01")
    expect(page.get_by_role("status")).to_have_text("20 rijen")
    assert page.evaluate("window.zelfde")


def test_the_keyboard_alone_asks_and_leaves_the_editor(page: Page) -> None:
    page.goto("/sparql")
    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#antwoord .grootgetal")).to_have_text("ja")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Stel de vraag")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("De vraag", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("typed", "offered", "chosen"),
    [
        ("SELECT * WHERE { ?x a beroepsk", "beroepskwalificatie", "kg:Beroepskwalificatie"),
        ("SELECT * WHERE { ?x kg:heeftCompe", "heeft competentie", "kg:heeftCompetentie"),
        ("SELECT * WHERE { ?x werkpl", "werkplek", "kg:"),
    ],
)
def test_completion_offers_dutch_labels(page: Page, typed: str, offered: str, chosen: str) -> None:
    page.goto("/sparql")
    write(page, "")
    page.keyboard.type(typed)
    hints = page.locator(".CodeMirror-hint")
    expect(hints.first).to_contain_text(offered)
    page.keyboard.press("Enter")
    expect(hints).to_have_count(0)
    assert f" {chosen}" in written(page).splitlines()[-1]
    assert written(page).count("PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#>") == 1


def test_prefixes_are_our_own(page: Page) -> None:
    page.goto("/sparql")
    write(page, "")
    page.keyboard.type("PREFIX ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint")).to_have_count(13)
    expect(page.locator(".CodeMirror-hints")).to_contain_text("kg: <https://w3id.org/kwalificatiegraaf/ns#>")


def test_the_answer_as_csv_and_as_a_workbook(page: Page) -> None:
    page.goto("/sparql")
    ask(page)
    with page.expect_download() as found:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.reader(io.StringIO(Path(found.value.path()).read_text("utf-8"))))
    assert rows[0] == ["competentie", "plaats"]
    assert len(rows) == 21
    with page.expect_download() as found:
        page.get_by_role("link", name="Excel").click()
    assert found.value.suggested_filename == "antwoord.xlsx"
    sheet = ZipFile(found.value.path()).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 21


@pytest.mark.parametrize("name", ["curl", "Python"])
def test_the_copied_call_works(page: Page, name: str) -> None:
    if name == "curl" and not shutil.which("curl"):
        pytest.skip("no curl on this machine")
    page.goto(EXAMPLE)
    ask(page)
    page.get_by_text(f"Met {name}").click()
    part = page.locator("details", has_text=f"Met {name}")
    part.get_by_role("button", name="Kopieer").click()
    expect(part.get_by_role("button")).to_have_text("Gekopieerd")
    copied = page.evaluate("navigator.clipboard.readText()")
    command = ["sh", "-c", copied] if name == "curl" else [sys.executable, "-c", copied]
    shown = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    count = int((page.locator("#omvang").text_content() or "").split()[0])
    assert count > 10
    assert len(list(csv.reader(io.StringIO(shown.strip())))) == count + 1


def test_a_shared_link_brings_the_question_and_its_answer(page: Page) -> None:
    page.goto("/sparql")
    write(page, 'SELECT ("één & twee + drie #vier" AS ?tekst) {}')
    page.get_by_role("button", name="Kopieer de link").click()
    expect(page.get_by_role("status")).to_contain_text("klembord")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    assert written(page) == 'SELECT ("één & twee + drie #vier" AS ?tekst) {}'
    expect(page.get_by_role("cell")).to_have_text("één & twee + drie #vier")


def test_going_back_brings_the_question_before(page: Page) -> None:
    page.goto("/sparql?query=ASK%20%7B%7D")
    write(page, "ASK { <urn:geen> ?p 1 }")
    ask(page)
    expect(page.locator("#antwoord .grootgetal")).to_have_text("nee")
    page.go_back()
    expect(page.locator("#antwoord .grootgetal")).to_have_text("ja")
    assert written(page) == "ASK {}"


def test_a_mistake_is_explained_and_pointed_at(page: Page) -> None:
    page.goto("/sparql")
    write(page, "SELECT ?x\nWHERE { ?x foaf:name }")
    ask(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("op regel 2, kolom")
    expect(alert).to_contain_text("'foaf:'")
    expect(page.locator(".foutregel")).to_have_count(1)
    assert violations(page) == []


def test_a_long_question_is_asked_too(page: Page) -> None:
    page.goto("/sparql")
    write(page, f"ASK {{}} # {'x' * 70_000}")
    ask(page)
    expect(page.locator("#antwoord .grootgetal")).to_have_text("ja")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_a_screen_reader(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(EXAMPLE)
    assert violations(page) == []
    page.goto("/sparql")
    ask(page)
    for summary in page.locator("#antwoord summary").all():
        summary.click()
    assert violations(page) == []
    write(page, "")
    page.keyboard.type("SELECT * WHERE { ?x a comp")
    expect(page.locator(".CodeMirror-hint").first).to_be_visible()
    assert violations(page) == []


def test_a_phone_shows_the_whole_width(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(EXAMPLE)
    ask(page)
    assert page.evaluate(OVERFLOW) == 0


def test_it_works_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(EXAMPLE)
    page.get_by_label("De vraag", exact=True).fill("ASK {}")
    page.get_by_role("button", name="Stel de vraag").click()
    expect(page.locator("#antwoord .grootgetal")).to_have_text("ja")
    context.close()
