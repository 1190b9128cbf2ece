"""The errors of the service itself: what is wrong with a request, or why it cannot be served now."""

from collections.abc import Sequence

from kwalificatiegraaf.errors import KwalificatiegraafError, suggest

RETRY_SECONDS = "10"


class UnknownParameter(KwalificatiegraafError):
    """The query names a parameter that the route does not know."""

    def __init__(self, name: str, allowed: Sequence[str]) -> None:
        choices = ", ".join(allowed) or "geen"
        super().__init__(
            f"onbekende parameter '{name}'{suggest(name, allowed)}",
            place=name,
            remedy=f"toegelaten parameters: {choices}",
        )


class RepeatedParameter(KwalificatiegraafError):
    """The query gives a parameter twice."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"parameter '{name}' staat er meer dan een keer",
            place=name,
            remedy="geef hem een keer",
        )


class NotAcceptable(KwalificatiegraafError):
    """None of the media types of `Accept` can be made here."""

    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        super().__init__(
            f"geen van de gevraagde vormen ({asked[:200]}) bestaat hier",
            place="Accept",
            remedy=f"kies uit: {', '.join(offered)}",
        )


class UnsupportedMedia(KwalificatiegraafError):
    """The body is not JSON."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"de inhoud is van het type '{given[:100]}'" if given else "het type van de inhoud ontbreekt",
            place="Content-Type",
            remedy="stuur JSON met Content-Type: application/json",
        )


class UnsupportedForm(KwalificatiegraafError):
    """The body is of none of the types that this address takes."""

    def __init__(self, given: str, taken: Sequence[str]) -> None:
        super().__init__(
            f"de inhoud is van het type '{given[:100]}'" if given else "het type van de inhoud ontbreekt",
            place="Content-Type",
            remedy=f"kies uit: {', '.join(taken)}",
        )


class UnsupportedCoding(KwalificatiegraafError):
    """The body is packed (`Content-Encoding`)."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"de inhoud is verpakt als '{given[:100]}'",
            place="Content-Encoding",
            remedy="stuur de inhoud zoals ze is, zonder Content-Encoding",
        )


class UpdatesOff(KwalificatiegraafError):
    """No token is set, so nobody may update."""

    def __init__(self) -> None:
        super().__init__(
            "wijzigingen staan hier uit",
            place="update",
            remedy="de beheerder kan ze aanzetten met KG_UPDATE_TOKEN",
        )


class UpdateRefused(KwalificatiegraafError):
    """The update carries no token, or a wrong one."""

    def __init__(self) -> None:
        super().__init__(
            "een wijziging vraagt het geheim van de beheerder",
            place="Authorization",
            remedy="stuur Authorization: Bearer gevolgd door het geheim",
        )


class TooLarge(KwalificatiegraafError):
    """The body is larger than the limit, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"de inhoud is groter dan {limit} bytes", place="body", remedy="stuur minder, of in delen"
        )


class TooBusy(KwalificatiegraafError):
    """Too many of something is being done at once, such as trajectories that are built."""

    def __init__(self, what: str = "er worden al te veel trajecten tegelijk gebouwd") -> None:
        super().__init__(
            what,
            remedy=f"probeer het over {RETRY_SECONDS} s opnieuw",
        )


class TooFast(KwalificatiegraafError):
    """One client asked more queries than a minute allows; `seconds` until the next one may come."""

    def __init__(self, per_minute: int, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"meer dan {per_minute} vragen per minuut van hetzelfde adres",
            remedy=f"wacht {seconds} s en stel minder vragen na elkaar",
        )


class TooManyJobs(KwalificatiegraafError):
    """As many jobs as may be are held already."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"er zijn al {most} taken, en meer worden er niet bijgehouden",
            remedy=f"probeer het over {RETRY_SECONDS} s opnieuw, en verwijder wat u niet meer nodig hebt",
        )


class JobUnfinished(KwalificatiegraafError):
    """The job waits or computes, so it has no result yet."""

    def __init__(self, status: str) -> None:
        super().__init__(f"de taak is nog {status}", remedy="vraag de stand, of volg links.voortgang.href")


class JobCancelled(KwalificatiegraafError):
    """The job was cancelled, so it will have no result."""

    def __init__(self) -> None:
        super().__init__("de taak is geannuleerd", remedy="dien de aanvraag opnieuw in")


class JobOverdue(KwalificatiegraafError):
    """The job was ended at its time limit, in seconds."""

    def __init__(self, limit: float) -> None:
        super().__init__(
            f"de taak was na {limit:g} s niet klaar en is afgebroken",
            remedy="vraag minder: kortere trajecten, minder varianten of minder normen",
        )


class PartMissing(KwalificatiegraafError):
    """The part of a file that `Range` asks lies outside of it; `size` is that of the file, in bytes."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(
            f"dit stuk ligt buiten het bestand van {size} bytes",
            place="Range",
            remedy=f"vraag bytes van 0 tot {size - 1}, of laat Range weg voor het hele bestand",
        )


class AddressTooLong(KwalificatiegraafError):
    """The address of a request is longer than can be read, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"het adres is langer dan {limit} bytes",
            place="adres",
            remedy="stuur de vraag met POST, als inhoud (application/sparql-query) of als formulier",
        )


class TooSlow(KwalificatiegraafError):
    """The request did not come within so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"de aanvraag kwam niet binnen {seconds:g} s",
            place="verbinding",
            remedy="stuur ze in een keer, of in kleinere delen na elkaar",
        )


class HeadTooLarge(KwalificatiegraafError):
    """The headers of a request take more bytes than is read."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"de koppen zijn samen groter dan {limit} bytes", place="koppen", remedy="stuur minder koppen"
        )


class HostUnclear(KwalificatiegraafError):
    """The request names no host, several, or one that cannot be."""

    def __init__(self) -> None:
        super().__init__(
            "de aanvraag noemt geen host, meer dan een, of een die niet kan",
            place="Host",
            remedy="stuur een keer de kop Host, met de naam uit het adres",
        )


class UnknownMethod(KwalificatiegraafError):
    """No address takes this method."""

    def __init__(self, method: str) -> None:
        super().__init__(
            f"de methode '{method[:40]}' is onbekend",
            place="methode",
            remedy="lees met GET, of vraag met POST",
        )


class Unreadable(KwalificatiegraafError):
    """What came over the line is no HTTP."""

    def __init__(self) -> None:
        super().__init__(
            "dit is geen aanvraag in HTTP/1.1 die te lezen is", remedy="kijk ze na, en probeer opnieuw"
        )
