"""A visitor with a browser: the start page, the way into the graph, a small screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

PAGES = [
    "/",
    "/kwalificaties?dossier=true",
    "/kwalificaties/BK-0082-2",
    "/competenties/BK-0090-2.07",
    "/trajecten/38-duaal",
    "/trajecten/115-duaal/watals?zonder_werkplek=BK-0090-2.15&werkplekuren=24",
    "/opleidingen/115",
    "/normen/VL-STREEF-60",
    "/zoek?q=kapper",
    "/statistieken",
    "/vragen",
    "/vragen/traject-als-tabel?traject=115-duaal",
    "/docs",
    "/doc/beroepskwalificatie/BK-0090-2",
]
LEFT = "net::ERR_ABORTED"
"""The browser drops what it was still fetching, such as the icon, when it goes on to the next page."""

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, locale="nl-BE")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda one: None if one.failure == LEFT else complaints.append(one.url))
    outside: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(base_url) else outside.append(r.url))
    yield page
    context.close()
    assert complaints == []
    assert outside == []


def test_the_start_page_tells_the_story(page: Page) -> None:
    page.goto("/")
    main = page.get_by_role("main")
    expect(main.locator(".grootgetal")).to_contain_text("26 van 38")
    expect(main.locator(".oordeel").first).to_have_text("gehaald")
    expect(main.locator(".overeenkomst")).to_contain_text("OAO")
    bar = page.get_by_role("img", name="26 van 38 uur per week op de werkplek")
    expect(bar).to_be_visible()
    page.get_by_text("De week als tabel").click()
    expect(page.get_by_role("row", name="Werkplek werkplek 26 68,4 %")).to_be_visible()


def test_from_the_start_page_to_a_competence(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Haarverzorging duaal", exact=True).click()
    expect(page).to_have_url("/trajecten/115-duaal")
    page.get_by_role("link", name="Kapper", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kapper")
    page.locator("summary").first.click()
    expect(page.locator("details[open] h4").first).to_have_text("Cognitieve vaardigheden")
    page.locator(".competentie h3 a").first.click()
    expect(page.get_by_text("Waar wordt ze geleerd?")).to_be_visible()


def test_what_if_salons_cannot_teach_colouring(page: Page) -> None:
    page.goto("/trajecten/115-duaal")
    page.get_by_text("Welke competenties kunnen niet op de werkplek geleerd worden?").click()
    for name in ("Kleurt het haar volgens", "Ontkleurt het haar tot"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Wat als?").click()
    expect(page.get_by_role("heading", name="Dat kan niet met deze lessentabel")).to_be_visible()
    expect(page.locator(".letop")).to_contain_text("18 uur op school en 20 uur op de werkplek")
    expect(page.get_by_role("checkbox", name="Ontkleurt het haar")).to_be_checked()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download dit antwoord als Excel").click()
    assert waiting.value.suggested_filename == "wat-als-115-duaal.xlsx"


def test_searching_and_filtering_without_scripts(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("kapsters")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Kapper", exact=True).click()
    expect(page).to_have_url("/kwalificaties/BK-0090-2")
    page.goto("/kwalificaties")
    page.get_by_label("VKS-niveau").select_option("2")
    page.get_by_label("Met dossier").select_option("true")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)


def test_the_docs_lead_to_working_examples(page: Page) -> None:
    page.goto("/docs")
    page.get_by_role("link", name="/trajecten/115-duaal", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Haarverzorging duaal")


def test_a_question_answers_on_a_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/vragen")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.get_by_role("region", name="Antwoord")).to_be_visible()
    page.wait_for_load_state()  # the style sheet too: on a busy machine the text is there before it
    assert page.evaluate(OVERFLOW) == 0


CONTRAST = """() => {
  const linear = x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4;
  const light = c => { const v = c.map(x => linear(x / 255));
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.closest('svg')) continue;
    if (!e.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(back(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.push(e.tagName + ': ' + e.textContent.trim().slice(0, 40));
  }
  return poor }"""


CLOSED = "details:not([open]) > summary"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_its_whole_width_on_a_phone_and_text_stands_out(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    for _ in range(min(3, page.locator(CLOSED).count())):
        page.locator(CLOSED).first.click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate(OVERFLOW) == 0, scheme
        page.set_viewport_size({"width": 1280, "height": 720})
        assert page.evaluate(CONTRAST) == [], scheme
