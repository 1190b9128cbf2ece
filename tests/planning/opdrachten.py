"""Tasks for the builder in the domain's words, to vary in tests."""

from fractions import Fraction

from kwalificatiegraaf.domain.opdracht import Trajectopdracht
from kwalificatiegraaf.domain.traject import Onderdeel, Periode, Trajectkader, Uurverdeling
from tests.domain.voorbeelden import SCHEMA, STREEF, STREEF_TIJD

LES, PRAKTIJK, WERK, GESIMULEERD = "leslokaal", "praktijklokaal", "reele-werkplek", "gesimuleerde-werkplek"
ALGEMEEN_115 = (("godsdienst", 2), ("frans", 2), ("lichamelijke-opvoeding", 2), ("pav", 4))


def competentie(
    nummer: int, *plaatsen: str, gewicht: int = 1, na: tuple[int, ...] = (), uren: int | None = None
) -> Onderdeel:
    """Return a competence C.nn of a made-up qualification."""
    return Onderdeel(
        code=f"C.{nummer:02}",
        titel=f"Competentie {nummer}",
        soort="beroepsgericht",
        gewicht=gewicht,
        uren=None if uren is None else Fraction(uren),
        leerplaatsen=plaatsen or (WERK,),
        voorkennis=tuple(f"C.{eerder:02}" for eerder in na),
    )


def regel(component: str, uren: float, cluster: str | None = None, plaats: str | None = None) -> Uurverdeling:
    """Return a line of the timetable."""
    return Uurverdeling.model_validate(
        {
            "vak": cluster or component,
            "component": component,
            "weekuren": Fraction(uren),
            "cluster": cluster,
            "leerplaats": plaats,
        }
    )


def opdracht(
    *competenties: Onderdeel,
    school: float = 1,
    werk: float = 1,
    weken: tuple[int, ...] = (10, 10),
    algemeen: tuple[tuple[str, int], ...] = (),
    regels: tuple[Uurverdeling, ...] | None = None,
    **velden: object,
) -> Trajectopdracht:
    """Return a task: weekly hours at school and work, periods of `weken`, bounds and norms by name."""
    clusters = [Onderdeel(code=code, titel=code, soort="algemeen") for code, _ in algemeen]
    lijnen = [regel("school", uren, code) for code, uren in algemeen]
    kader = Trajectkader(
        code="T",
        titel="Traject",
        leerweg="duaal",
        kwalificaties=("C",),
        perioden=tuple(
            Periode(nummer=nummer, label=f"semester {nummer}", weken=aantal)
            for nummer, aantal in enumerate(weken, start=1)
        ),
        uurverdeling=(*lijnen, *(regels or (regel("school", school), regel("werkplek", werk)))),
    )
    return Trajectopdracht.model_validate(
        {"kader": kader, "onderdelen": (*competenties, *clusters), "leerplaatsen": SCHEMA, **velden}
    )


PLAATSEN = (
    (WERK, LES), (PRAKTIJK, WERK), (WERK, GESIMULEERD), (WERK, PRAKTIJK), (WERK,), (PRAKTIJK, WERK),
    (LES, WERK), (WERK, GESIMULEERD, LES), (PRAKTIJK, WERK), (WERK, LES),
)  # fmt: skip
GEWICHTEN = (2, 4, 1, 3, 2, 5, 2, 3, 4, 1, 2, 3)


def echt(aantal: int, school: float, werk: float, **velden: object) -> Trajectopdracht:
    """Return a task in the size of a real course: two years of 36 weeks, general education as course 115."""
    items = [
        competentie(
            nummer,
            *PLAATSEN[nummer % len(PLAATSEN)],
            gewicht=GEWICHTEN[nummer % len(GEWICHTEN)],
            na=(nummer - 4,) if nummer % 6 == 5 else (),
        )
        for nummer in range(1, aantal + 1)
    ]
    basis: dict[str, object] = {"normen": (STREEF, STREEF_TIJD), "weken": (18,) * 4, "algemeen": ALGEMEEN_115}
    return opdracht(*items, school=school, werk=werk, **(basis | velden))  # type: ignore[arg-type]
