"""A small trajectory in the domain's words, to vary in tests."""

from datetime import date
from fractions import Fraction

from kwalificatiegraaf.domain.leerplaats import Component, Leerplaats, Leerplaatsschema
from kwalificatiegraaf.domain.norm import Norm
from kwalificatiegraaf.domain.opleiding import Opleidingserkenning, Overeenkomstsoort
from kwalificatiegraaf.domain.traject import (
    Onderdeel,
    Periode,
    Toewijzing,
    Traject,
    Trajectkader,
    Uurverdeling,
)

DAG = date(2026, 11, 24)


def _place(code: str, wider: str | None, component: Component, *, work: bool, real: bool) -> Leerplaats:
    return Leerplaats(
        code=code,
        label=code,
        breder=wider,
        component=component,
        telt_als_werkplek=work,
        telt_voor_twintig_uren=real,
    )


SCHEMA = Leerplaatsschema(
    leerplaatsen=(
        _place("klas", None, "school", work=False, real=False),
        _place("leslokaal", "klas", "school", work=False, real=False),
        _place("praktijklokaal", "klas", "school", work=False, real=False),
        _place("werkplek", None, "werkplek", work=True, real=False),
        _place("reele-werkplek", "werkplek", "werkplek", work=True, real=True),
        _place("gesimuleerde-werkplek", "werkplek", "werkplek", work=True, real=False),
    )
)

STREEF_TIJD = Norm(
    code="VL-STREEF-60-TIJD",
    label="Streefdoel op uren",
    teller_tekst="uren op de werkplek",
    grondslag="uren",
    drempel=Fraction(3, 5),
    operator="minstens",
    toepassing=("duaal-so",),
    aard="praktijk",
    bron="sectorpraktijk",
    geldig_vanaf=date(2016, 1, 1),
)
STREEF = STREEF_TIJD.model_copy(
    update={"code": "VL-STREEF-60", "grondslag": "competenties", "operator": "groter-dan"}
)
OAO = STREEF_TIJD.model_copy(
    update={
        "code": "VL-OAO-20U",
        "grondslag": "weekuren",
        "telt": "reele-werkplek",
        "drempel": Fraction(20),
        "aard": "wet",
        "bron": "decreet 10-6-2016",
    }
)
BAND = OAO.model_copy(
    update={
        "code": "VL-SAO-BAND",
        "telt": "werkplek",
        "drempel": Fraction(14),
        "bovengrens": Fraction(20),
        "operator": "band",
        "vereist_overeenkomst": "SAO",
    }
)
AFWIJKEND = BAND.model_copy(
    update={"code": "VL-SAO-BAND-AFWIJKEND", "drempel": Fraction(8), "bij_afwijking": True}
)
WEEK = OAO.model_copy(
    update={
        "code": "VL-WEEK-28",
        "telt": "totaal",
        "drempel": Fraction(28),
        "vereist_overeenkomst": "SAO",
        "zekerheid": "onbevestigd",
    }
)
NORMEN = (STREEF_TIJD, STREEF, OAO, BAND, AFWIJKEND, WEEK)


def line(
    component: Component, hours: int, leaf: str | None = None, cluster: str | None = None
) -> Uurverdeling:
    """Return a line of the timetable."""
    return Uurverdeling(
        vak=cluster or component,
        component=component,
        weekuren=Fraction(hours),
        leerplaats=leaf,
        cluster=cluster,
    )


def make_traject(
    *lines: Uurverdeling, placed: dict[str, dict[str, int]], leerweg: str = "duaal", weights: int | None = 1
) -> Traject:
    """Return a trajectory of ten weeks; `placed` maps items to hours per place (`frans` is general)."""
    frame = Trajectkader(
        code="proef",
        titel="Proef",
        opleiding="1",
        leerweg=leerweg,  # type: ignore[arg-type]
        jaren=1,
        kwalificaties=("BK-0001-1",),
        perioden=(Periode(nummer=1, label="p1", weken=10),),
        uurverdeling=lines,
    )
    items = tuple(
        Onderdeel(
            code=code,
            titel=code,
            soort="algemeen" if code == "frans" else "beroepsgericht",
            gewicht=None if code == "frans" else weights,
        )
        for code in placed
    )
    hours = tuple(
        Toewijzing(onderdeel=code, leerplaats=place, periode=1, uren=Fraction(number))
        for code, row in placed.items()
        for place, number in row.items()
    )
    return Traject(kader=frame, onderdelen=items, toewijzingen=hours)


def accreditation(contract: Overeenkomstsoort | None, kind: str | None = None) -> Opleidingserkenning:
    """Return an accreditation that designates `contract`."""
    return Opleidingserkenning(code="ADV-0001", contract=contract, werkplekcomponenttype=kind)
