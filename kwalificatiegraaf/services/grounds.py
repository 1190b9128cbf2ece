"""What a placement rests on: its rule, the norms, and the data that it follows from. No solver is needed."""

from collections.abc import Iterator

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.plaatsingsuitleg import Grond
from kwalificatiegraaf.domain.traject import Onderdeel, Toewijzing, Traject
from kwalificatiegraaf.planning.reasonwords import REGELS
from kwalificatiegraaf.store.mapping.codecs import qualification_iri
from kwalificatiegraaf.store.mapping.traject import UURVERDELING, item_iri
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import concept_iri, entity_iri


class Grounds:
    """The grounds of the placements of one trajectory."""

    def __init__(self, repository: Repository, opdracht: Trajectopdracht, traject: Traject) -> None:
        self.repository = repository
        self.opdracht = opdracht
        self.traject = traject

    def of(self, item: Onderdeel, row: Toewijzing) -> Iterator[Grond]:
        """Yield the rule, the norms and the data."""
        base = self.repository.base
        for rule, meaning in REGELS.items():
            if rule == row.regel:
                yield Grond(soort="regel", iri=concept_iri(base, "bouwregel", rule), label=meaning)
        if item.soort == "beroepsgericht":
            for norm in self.opdracht.normen:
                yield Grond(soort="norm", iri=entity_iri(base, "norm", norm.code), label=norm.label)
        yield Grond(soort="gegeven", iri=item_iri(item.code, base), label=item.titel)
        if item.kwalificatie:
            iri = qualification_iri(item.kwalificatie, base)
            yield Grond(soort="gegeven", iri=iri, label=f"dossier {item.kwalificatie}")
        yield from self._ways(item, row)
        yield from self._lines(item, row)
        for code in item.voorkennis:
            yield Grond(soort="gegeven", iri=item_iri(code, base), label=f"voorkennis {code}")

    def _ways(self, item: Onderdeel, row: Toewijzing) -> Iterator[Grond]:
        """Yield what the dossier says of the place: the possibility, of the place or of a wider one."""
        base, schema = self.repository.base, self.opdracht.leerplaatsen
        if item.kwalificatie:
            version = self.repository.find_version(item.kwalificatie)
            for way in next(c.leerplaatsen for c in version.competenties if c.code == item.code):
                if row.leerplaats in schema.leaves_of(way.leerplaats):
                    iri = entity_iri(base, "leerplaatsmogelijkheid", f"{item.code}-{way.leerplaats}")
                    yield Grond(soort="gegeven", iri=iri, label=f"mogelijke leerplaats {way.leerplaats}")
        iri = concept_iri(base, "leerplaats", row.leerplaats)
        yield Grond(soort="gegeven", iri=iri, label=schema.get(row.leerplaats).label)

    def _lines(self, item: Onderdeel, row: Toewijzing) -> Iterator[Grond]:
        """Yield the lines of the timetable that give the hours."""
        frame, schema = self.traject.kader, self.opdracht.leerplaatsen
        component = schema.get(row.leerplaats).component
        for line in frame.uurverdeling:
            mine = line.cluster == item.code if item.soort == "algemeen" else line.cluster is None
            if mine and line.component == component:
                iri = UURVERDELING.iri(UURVERDELING.key(line, frame.code), self.repository.base)
                yield Grond(soort="gegeven", iri=iri, label=f"lessentabel: {line.vak}")
