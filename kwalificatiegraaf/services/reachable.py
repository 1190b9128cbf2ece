"""Which proofs of a course a person can reach, and from which day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kwalificatiegraaf.domain.individueel import Bereikbaarbewijs, Individueleperiode
from kwalificatiegraaf.domain.opleiding import Opleidingserkenning, Studiebekrachtiging
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.services.proving import Proved

ALTIJD = "certificering kan op elk moment van het schooljaar"


def reachable_proofs(
    traject: Traject,
    accreditation: Opleidingserkenning | None,
    proved: Proved,
    periods: Sequence[Individueleperiode],
    start: date,
) -> Iterator[Bereikbaarbewijs]:
    """Yield the proofs of the accreditation with the last day of the period in which they are complete."""
    if accreditation is None:
        return
    for proof in accreditation.studiebekrachtigingen:
        if proof.studiebewijs == "competenties":
            yield _competences(traject, proof, proved, periods)
        elif proof.studiebewijs == "deelkwalificatie":
            yield _partial(proof, proved, periods)
        else:
            yield _complete(proof, _needed(traject, proof), proved, periods)
    if any(item.soort == "algemeen" for item in traject.onderdelen):
        general = [item.code for item in traject.onderdelen if item.soort == "algemeen"]
        proof = Studiebekrachtiging(studiebewijs="basisvorming", zekerheid="onbevestigd")
        yield _complete(proof, general, proved, periods)


def _needed(traject: Traject, proof: Studiebekrachtiging) -> list[str]:
    """Return the items of a professional qualification, or of the whole course."""
    if proof.studiebewijs == "beroepskwalificatie":
        return [item.code for item in traject.onderdelen if item.kwalificatie == proof.kwalificatie]
    return [item.code for item in traject.onderdelen]


def _last(codes: Iterable[str], periods: Sequence[Individueleperiode]) -> Individueleperiode | None:
    """Return the period in which the last of `codes` ends; None when none of them is left."""
    wanted = set(codes)
    ends = [period for period in periods if wanted & set(period.afgerond)]
    return ends[-1] if ends else None


def _made(
    proof: Studiebekrachtiging, period: Individueleperiode | None, text: str, *, done: bool = False
) -> Bereikbaarbewijs:
    return Bereikbaarbewijs(
        studiebewijs=proof.studiebewijs,
        kwalificatie=proof.kwalificatie,
        al_bewezen=done,
        vanaf=period.tot_en_met if period else None,
        periode=period.nummer if period else None,
        zekerheid=proof.zekerheid,
        toelichting=text,
    )


def _complete(
    proof: Studiebekrachtiging, needed: list[str], proved: Proved, periods: Sequence[Individueleperiode]
) -> Bereikbaarbewijs:
    if not needed:
        return _made(proof, None, "van deze kwalificatie zijn geen competenties in dit traject")
    if all(code in proved.reasons for code in needed):
        return _made(proof, None, "alles wat het bewijs vraagt, is al bewezen", done=True)
    left = [code for code in needed if code not in proved.reasons]
    period = _last(left, periods)
    placed = {code for one in periods for code in one.afgerond}
    if period is None or not set(left) <= placed:
        return _made(proof, None, "niet alle onderdelen hebben uren in het traject")
    text = f"na {len(left)} resterende onderdelen; {ALTIJD}"
    return _made(proof, period, text)


def _competences(
    traject: Traject, proof: Studiebekrachtiging, proved: Proved, periods: Sequence[Individueleperiode]
) -> Bereikbaarbewijs:
    competences = {item.code for item in traject.onderdelen if item.soort == "beroepsgericht"}
    if competences <= proved.reasons.keys():
        return _made(proof, None, "alle competenties zijn al bewezen", done=True)
    for period in periods:
        ended = [code for code in period.afgerond if code in competences]
        if ended:
            return _made(proof, period, f"vanaf de eerste afgeronde competenties ({len(ended)}); {ALTIJD}")
    return _made(proof, None, "geen enkele resterende competentie heeft uren in het traject")


def _partial(
    proof: Studiebekrachtiging, proved: Proved, periods: Sequence[Individueleperiode]
) -> Bereikbaarbewijs:
    if proof.kwalificatie in proved.partial:
        return _made(proof, None, "dit bewijs is er al", done=True)
    text = "welke competenties deze deelkwalificatie bevat, staat niet in het register"
    return _made(proof, None, text)
