"""Why each placement of a trajectory is where it is: rule, norms and data by IRI, and its alternatives."""

from collections.abc import Iterator

from rdflib.namespace import SKOS

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.plaatsingsuitleg import (
    ZOEKTIJD,
    Alternatief,
    Onderdeeluitleg,
    Plaatsingsuitleg,
)
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject
from kwalificatiegraaf.errors import InvalidInput, NotFound
from kwalificatiegraaf.planning.checker import check
from kwalificatiegraaf.planning.templates import Plaatsingsfeiten, Taal, sentence
from kwalificatiegraaf.services.grounds import Grounds
from kwalificatiegraaf.services.trajectory import load_trajectory, make_task
from kwalificatiegraaf.store.mapping.codecs import local_code
from kwalificatiegraaf.store.repository import Repository


def explain_item(repository: Repository, code: str, item: str, limit: float = ZOEKTIJD) -> Onderdeeluitleg:
    """Explain the placements of one item, its alternatives with the calendar; seconds at most.

    NotFound for an unknown trajectory or item, InvalidInput when the checker refuses the trajectory.
    """
    traject = load_trajectory(repository, code)
    return explain_items(repository, traject, [_find(traject, item).code], calendar=True, limit=limit)[0]


def explain_all(repository: Repository, code: str) -> tuple[Onderdeeluitleg, ...]:
    """Explain every placement, without the calendar: what stays open is for `explain_item`."""
    traject = load_trajectory(repository, code)
    codes = [item.code for item in traject.onderdelen]
    return explain_items(repository, traject, codes, calendar=False)


def explain_items(
    repository: Repository, traject: Traject, codes: list[str], *, calendar: bool, limit: float = ZOEKTIJD
) -> tuple[Onderdeeluitleg, ...]:
    """Explain the items with these codes of a trajectory, also of one that is not stored."""
    opdracht = make_task(repository, traject.kader)
    findings = check(opdracht, traject)
    if findings:
        raise InvalidInput(
            f"dit traject doorstaat de controle niet: {findings[0].tekst}",
            place=traject.kader.code,
            remedy="reken het na met 'kwalificatiegraaf traject verify' en bouw het opnieuw",
        )
    explainer = _Explainer(repository, opdracht, traject, calendar=calendar, limit=limit)
    return tuple(explainer.item(_find(traject, code)) for code in codes)


def _find(traject: Traject, code: str) -> Onderdeel:
    for item in traject.onderdelen:
        if item.code == code:
            return item
    raise NotFound("onderdeel", code, [item.code for item in traject.onderdelen])


class _Explainer:
    """Explains items of one trajectory that passed the checker."""

    def __init__(
        self,
        repository: Repository,
        opdracht: Trajectopdracht,
        traject: Traject,
        *,
        calendar: bool,
        limit: float,
    ) -> None:
        self.traject = traject
        self.grounds = Grounds(repository, opdracht, traject)
        from kwalificatiegraaf.planning.alternatives import Alternatives

        self.alternatives = Alternatives(opdracht, traject, calendar=calendar, limit=limit)
        self.labels: dict[Taal, dict[str, str]] = {
            "nl": _labels(repository, "nl"),
            "en": _labels(repository, "en"),
        }

    def item(self, item: Onderdeel) -> Onderdeeluitleg:
        """Return all placements of the item."""
        rows = [row for row in self.traject.toewijzingen if row.onderdeel == item.code]
        if item.soort == "algemeen":
            shown = tuple(self._explained(item, row, (), (True, True)) for row in rows)
        else:
            shown = tuple(self._vocational(item, rows))
        return Onderdeeluitleg(
            traject=self.traject.kader.code, onderdeel=item.code, titel=item.titel, plaatsingen=shown
        )

    def _vocational(self, item: Onderdeel, rows: list[Toewijzing]) -> Iterator[Plaatsingsuitleg]:
        found = self.alternatives
        periods = tuple(found.periods(item.code))
        places = {row.leerplaats: tuple(found.places(item.code, row.leerplaats)) for row in rows}
        forced = {
            place: all(one.status == "onmogelijk" for one in others) and found.needs_place(item.code, place)
            for place, others in places.items()
        }
        for row in rows:
            when = found.needs_period(item.code, row.periode)
            others = (*places[row.leerplaats], *periods)
            yield self._explained(item, row, others, (forced[row.leerplaats], when))

    def _explained(
        self,
        item: Onderdeel,
        row: Toewijzing,
        others: tuple[Alternatief, ...],
        forced: tuple[bool, bool | None],
    ) -> Plaatsingsuitleg:
        names: list[tuple[bool | None, str]] = [(forced[0], "plaats"), (forced[1], "periode")]
        facts = Plaatsingsfeiten(
            titel=item.titel,
            code=item.code,
            uren=row.uren,
            plaats=row.leerplaats,
            periode=row.periode,
            regel=row.regel or "",
            forced=tuple("plaats" if name == "plaats" else "periode" for holds, name in names if holds),
            alternatieven=others,
        )
        return Plaatsingsuitleg(
            leerplaats=row.leerplaats,
            periode=row.periode,
            uren=row.uren,
            regel=row.regel or "",
            plaats_gedwongen=forced[0],
            periode_gedwongen=forced[1],
            gronden=tuple(self.grounds.of(item, row)),
            alternatieven=others,
            zin=sentence(facts, "nl", self.labels["nl"]),
            zin_en=sentence(facts, "en", self.labels["en"]),
        )


def _labels(repository: Repository, taal: Taal) -> dict[str, str]:
    """Return the label of every learning place by code, in a language."""
    graph = repository.store.get_graph(str(repository.graph_iri("codelijsten")))
    return {
        local_code(place): str(label)
        for place, label in graph.subject_objects(SKOS.prefLabel)
        if "/concept/leerplaats/" in str(place) and getattr(label, "language", None) == taal
    }
