"""What the engine says of another server, in Dutch and with its name."""

import pytest

from kwalificatiegraaf.errors import QueryTimeout, ServiceFailed
from kwalificatiegraaf.store.elsewhere import service_error, waiting_for

ONE = "SELECT * { SERVICE <http://a.test/q> { ?s ?p ?o } }"
TWO = ONE.replace("} }", "} SERVICE SILENT <http://b.test/q> { ?s ?q ?r } }")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("failed to lookup address information: Name or service not known", "is niet gevonden"),
        ("Connection refused (os error 111)", "neemt geen verbinding aan"),
        ("The server requested too many redirects (1).", "verwijst door"),
        ("The body was expected to contain 9 bytes but we have been able to only read 4", "brak zijn"),
        ("something that was never seen", "gaf geen antwoord"),
    ],
)
def test_the_reason_is_told(message: str, said: str) -> None:
    error = service_error(message, ONE)
    assert isinstance(error, ServiceFailed)
    assert error.message.startswith(f"de andere server <http://a.test/q> {said}")


def test_of_several_servers_the_one_that_is_named_is_told() -> None:
    error = service_error("Error 404 Not Found returned by http://b.test/q with payload:", TWO)
    assert error
    assert error.message == "de andere server <http://b.test/q> weigerde met status 404"
    unknown = service_error("Connection refused", TWO)
    assert unknown
    assert "<http://a.test/q>, <http://b.test/q>" in unknown.message


def test_silence_is_advised() -> None:
    refused = service_error("Connection refused", ONE)
    assert refused
    assert "met SERVICE SILENT" in str(refused.remedy)


def test_a_server_that_is_late_is_a_matter_of_time() -> None:
    assert isinstance(service_error("operation timed out", ONE), QueryTimeout)


def test_a_query_of_this_service_alone_waits_for_nobody() -> None:
    assert service_error("disk full", "ASK {}") is None
    assert waiting_for("ASK {}") == ""
    assert "<http://a.test/q>" in waiting_for(ONE)
