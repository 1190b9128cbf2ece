"""A claim is refused for what is false in it, also beside its hours: rules, sentences, bounds, deviations."""

from collections.abc import Callable

import pytest

from kwalificatiegraaf.domain.bouwgrenzen import Bouwgrenzen, Plaatsing
from kwalificatiegraaf.domain.bouwresultaat import Bouwresultaat
from kwalificatiegraaf.domain.narekening import Narekening
from kwalificatiegraaf.services.proof import prove, recheck
from kwalificatiegraaf.services.trajectory import build_frame, load_trajectory
from kwalificatiegraaf.store.base import Store
from kwalificatiegraaf.store.repository import Repository
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

ITEM = "BK-0090-2.02"
ORDER = "perioden verschil met de volgorde van de codes, voor elke competentie apart geteld"
CODES = ("1-duaal", "115-duaal", "115-voltijds", "23-duaal", "307-duaal", "310-duaal", "38-duaal")
Change = Callable[[Bouwresultaat], Bouwresultaat]


@pytest.fixture(scope="module")
def repository(embedded_store: Store) -> Repository:
    return Repository(embedded_store, DEFAULT_BASE)


@pytest.fixture(scope="module")
def proved(repository: Repository) -> Bouwresultaat:
    return prove(repository, "115")


def placed(code: str = ITEM, **fields: object) -> Change:
    """Return the change of fields of the placements of one item."""

    def change(claim: Bouwresultaat) -> Bouwresultaat:
        rows = tuple(
            row.model_copy(update=fields) if row.onderdeel == code else row
            for row in claim.traject.toewijzingen
        )
        return claim.model_copy(update={"traject": claim.traject.model_copy(update={"toewijzingen": rows})})

    return change


def goal(name: str, **fields: object) -> Change:
    def change(claim: Bouwresultaat) -> Bouwresultaat:
        goals = tuple(g.model_copy(update=fields) if g.naam == name else g for g in claim.doelen)
        return claim.model_copy(update={"doelen": goals})

    return change


def deviation(**fields: object) -> Change:
    def change(claim: Bouwresultaat) -> Bouwresultaat:
        first, *rest = claim.afwijkingen
        return claim.model_copy(update={"afwijkingen": (first.model_copy(update=fields), *rest)})

    return change


def rules(checked: Narekening) -> set[str]:
    return {finding.regel for finding in checked.bevindingen}


def test_the_builders_own_claim_holds(repository: Repository, proved: Bouwresultaat) -> None:
    checked = recheck(repository, proved)
    assert (checked.klopt, checked.bevindingen, checked.niet_nagerekend) == (True, (), ())


@pytest.mark.parametrize("code", CODES)
def test_every_objective_is_proved(repository: Repository, code: str) -> None:
    assert set(CODES) == set(repository.trajectory_codes())
    built = prove(repository, code)
    assert {goal.status for goal in built.doelen} <= {"optimaal", "binnen-speelruimte"}
    assert built.doelen[-1].status == "optimaal"


def test_a_bound_by_a_solver_is_not_recounted(repository: Repository, proved: Bouwresultaat) -> None:
    """That no order is nearer than 0 anyone can say; that it is no nearer than 1, a solver said."""
    said = {}
    value = next(one.waarde for one in proved.doelen if one.naam == "volgorde")
    for bound in (0, 1):
        sentence = (
            f"{value} {ORDER}; minder dan {bound} kan zeker niet; dat dit het minste is, is niet bewezen."
        )
        change = goal("volgorde", status="haalbaar", grens=bound, bewijs=sentence)
        claim = Bouwresultaat.model_validate(change(proved).model_dump())
        said[bound] = next(one for one in recheck(repository, claim).doelen if one.doel == "volgorde")
    assert (said[0].grens, said[1].grens) == ("nagerekend", "niet-nagerekend")
    assert said[0].reden == "de grens volgt uit grootte, plaatsen en uren"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (placed(regel="leslokaal-onzin"), "bouwregel"),
        (placed(regel="lessentabel"), "bouwregel"),
        (placed(regel="voorkeursplaats"), "bouwregel"),
        (placed("pav", regel="enige-plaats"), "bouwregel"),
        (placed(motivering="Omdat de maan vol is."), "motivering"),
        (placed("pav", motivering="Omdat de maan vol is."), "motivering"),
        (deviation(verschil=0), "afwijking"),
        (deviation(uren_kader=37), "afwijking"),
        (lambda claim: claim.model_copy(update={"afwijkingen": claim.afwijkingen[1:]}), "afwijking"),
        (lambda claim: claim.model_copy(update={"afwijkingen": ()}), "afwijking"),
        (
            lambda claim: claim.model_copy(update={"doelen": (), "afwijkingen": claim.afwijkingen[1:]}),
            "afwijking",
        ),
        (
            lambda claim: claim.model_copy(update={"meldingen": ("Aandeel (VL-STREEF-60) vraagt meer.",)}),
            "norm",
        ),
    ],
)
def test_what_is_false_beside_the_hours_is_found(
    repository: Repository, proved: Bouwresultaat, change: Change, rule: str
) -> None:
    checked = recheck(repository, change(proved))
    assert rules(checked) == {rule}
    assert not checked.klopt


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (goal("norm VL-STREEF-60", waarde="9/10"), "de waarde is niet 9/10 maar "),
        (goal("norm VL-STREEF-60", grens="1/2"), "haar grens is de drempel 3/5"),
        (goal("norm VL-STREEF-60", bewijs="99 %"), "de zin van het bewijs"),
        (goal("norm VL-STREEF-60", naam="norm VL-MAAN"), "hoort niet bij het traject"),
        (goal("belasting", grens=20), "buiten de speelruimte"),
        (goal("perioden", grens=5), "haalt de grens niet"),
        (goal("volgorde", status="haalbaar", grens=6), "de zin van het bewijs"),
        (goal("volgorde", grens=8), "onder de grens"),
        (goal("volgorde", naam="maan"), "dit doel bestaat niet"),
    ],
)
def test_a_refuted_objective_says_why(
    repository: Repository, proved: Bouwresultaat, change: Change, said: str
) -> None:
    claim = Bouwresultaat.model_validate(change(proved).model_dump())
    checked = recheck(repository, claim)
    (wrong,) = [one for one in checked.doelen if not one.klopt]
    assert wrong.grens == "weerlegd"
    assert said in wrong.reden
    assert checked.aantal_fouten == 1


def test_what_a_request_fixed_is_recounted_only_with_the_request(
    repository: Repository, proved: Bouwresultaat
) -> None:
    fixed = Bouwgrenzen(vast=(Plaatsing(onderdeel="BK-0090-2.01", leerplaats="reele-werkplek"),))
    built = build_frame(repository, proved.traject.kader, fixed)
    assert recheck(repository, built, fixed).niet_nagerekend == ()
    without = recheck(repository, built)
    assert without.klopt
    assert "grenzen van de opdracht" in without.niet_nagerekend[0]
    false = placed("BK-0090-2.01", regel="voorkeursplaats")(built)
    assert rules(recheck(repository, false, fixed)) == {"bouwregel"}


def framed(claim: Bouwresultaat, **fields: object) -> Bouwresultaat:
    """Return the claim with other fields of its frame."""
    kader = claim.traject.kader.model_copy(update=fields)
    return claim.model_copy(update={"traject": claim.traject.model_copy(update={"kader": kader})})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"titel": "Metselaar"}, "titel van 23-duaal"),
        ({"opleiding": "115"}, "opleiding van 23-duaal"),
        ({"opleiding": "0"}, "opleiding '0' bestaat niet"),
        ({"erkenning": "ADV-1702"}, "geen erkenning van opleiding 23"),
        ({"opleiding": None}, "hoort bij geen opleiding"),
        ({"zekerheid": "bevestigd"}, "zekerheid van 23-duaal is in de graaf aanname"),
    ],
)
def test_a_frame_that_lies_about_a_stored_trajectory_is_refused(
    repository: Repository, fields: dict[str, object], said: str
) -> None:
    claim = Bouwresultaat(traject=load_trajectory(repository, "23"), doelen=(), afwijkingen=())
    checked = recheck(repository, framed(claim, **fields))
    assert rules(checked) == {"herkomst"}
    assert any(said in finding.tekst for finding in checked.bevindingen)


def test_a_line_that_calls_itself_certain_must_be_in_the_graph(repository: Repository) -> None:
    """All hours of course 23 are assumed, also when a file names a source for them."""
    claim = Bouwresultaat(traject=load_trajectory(repository, "23"), doelen=(), afwijkingen=())
    sure = {"zekerheid": "bevestigd", "bron": "Besluit"}
    lines = tuple(line.model_copy(update=sure) for line in claim.traject.kader.uurverdeling)
    checked = recheck(repository, framed(claim, uurverdeling=lines))
    assert rules(checked) == {"herkomst"}
    assert checked.aantal_fouten == len(lines)
    assert "iets anders als uurverdeling" in checked.niet_nagerekend[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"jaren": 3}, "iets anders als jaren"),
        ({"toelichting": "Anders."}, "iets anders als toelichting"),
        ({"code": "eigen"}, "eigen staat niet in de graaf"),
    ],
)
def test_what_a_request_may_change_of_a_frame_is_not_called_recounted(
    repository: Repository, proved: Bouwresultaat, fields: dict[str, object], said: str
) -> None:
    checked = recheck(repository, framed(proved, **fields))
    assert checked.klopt
    assert said in checked.niet_nagerekend[0]


def test_hours_at_a_place_without_any_are_a_finding(repository: Repository, proved: Bouwresultaat) -> None:
    """Without hours at the workplace, what can only be learned there has no open place: no rule holds."""
    kader = proved.traject.kader
    lines = tuple(
        line.model_copy(update={"component": "school", "leerplaats": None}) for line in kader.uurverdeling
    )
    moved = proved.traject.model_copy(update={"kader": kader.model_copy(update={"uurverdeling": lines})})
    checked = recheck(repository, proved.model_copy(update={"traject": moved}))
    assert "bouwregel" in rules(checked)
    assert any("heeft uren in dit kader" in finding.tekst for finding in checked.bevindingen)


def test_a_sentence_of_a_person_is_not_called_recounted(
    repository: Repository, proved: Bouwresultaat
) -> None:
    own = placed(motivering="De leermeester vraagt dit.", door_wie="leerkracht")(proved)
    checked = recheck(repository, own)
    assert checked.klopt
    assert "van een persoon" in checked.niet_nagerekend[0]
