"""Changed hours of a timetable are no longer those of its source."""

from fractions import Fraction

from kwalificatiegraaf.domain.traject import Periode, Trajectkader, Uurverdeling
from kwalificatiegraaf.domain.wijzigen import with_hours


def test_other_hours_than_the_source_gives_are_assumed() -> None:
    lines = tuple(
        Uurverdeling(
            vak=vak, component="school", weekuren=Fraction(2), zekerheid="bevestigd", bron="lessentabel"
        )
        for vak in ("Frans", "PAV")
    )
    kader = Trajectkader(
        code="T",
        titel="Traject",
        leerweg="duaal",
        kwalificaties=("C",),
        perioden=(Periode(nummer=1, label="een", weken=10),),
        uurverdeling=lines,
    )
    same, other = with_hours(kader, {0: Fraction(2), 1: Fraction(3)}).uurverdeling
    assert same == lines[0]
    assert (other.weekuren, other.zekerheid, other.bron) == (3, "aanname", None)
