"""The progress of a job in a real browser, with the EventSource that it brings."""

import pytest
from playwright.sync_api import Browser

from tests.api.jobs.conftest import LATER

pytestmark = pytest.mark.e2e

LISTEN = """address => new Promise((done, failed) => {
  const heard = [], source = new EventSource(address);
  for (const kind of ['stand', 'fase', 'voortgang', 'einde'])
    source.addEventListener(kind, one => heard.push([kind, one.lastEventId, JSON.parse(one.data)]));
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) done(heard); };
  setTimeout(() => failed(new Error('no end: ' + JSON.stringify(heard))), 60000);
})"""
"""Listen until the browser itself decides that nothing more will come, also after it connected again."""


def test_eventsource_hears_every_event_once_and_stops(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, bypass_csp=True)
    page = context.new_page()
    page.goto("/niveaus")
    body = {"traject": "115", "vestigingen": ["salon-voorbeeld"]}
    accepted = context.request.post("/trajecten/dekking", data=body, headers=LATER)
    assert accepted.status == 202
    heard = page.evaluate(LISTEN, f"{accepted.headers['location']}/voortgang")
    assert [int(number) for _, number, _ in heard] == list(range(1, len(heard) + 1))
    assert next(kind for kind, *_ in heard) == "stand"
    assert [kind for kind, *_ in heard].count("einde") == 1
    assert heard[-1][2]["status"] == "klaar"
    context.close()
