"""The marks that own wording, assumptions and unverified facts carry wherever they are shown."""

import re
from collections.abc import Iterable, Iterator

from rich.text import Text

from kwalificatiegraaf.cli.views.parts import note
from kwalificatiegraaf.domain.kwalificatie import Beroepskwalificatie
from kwalificatiegraaf.domain.traject import Traject
from kwalificatiegraaf.services.catalogue import list_qualifications
from kwalificatiegraaf.store.repository import Repository

OWN = "eigen woorden, niet de officiële tekst"
STATUS = {"eigen-formulering": OWN, "officieel": "officiële tekst", None: "geen dossier in de graaf"}
"""What is shown for each status of a text."""

SHORT = {"eigen-formulering": "eigen woorden", "officieel": "officieel", None: "geen dossier"}
"""The same in a list."""

CERTAINTY = {"aanname": "aanname", "onbevestigd": "onbevestigd", "bevestigd": ""}
"""What is shown for each degree of certainty; what is verified needs no mark."""


def has_own_words(version: Beroepskwalificatie) -> bool:
    """Whether any text of the version is own wording."""
    statuses = {version.tekststatus, *(competence.tekststatus for competence in version.competenties)}
    return "eigen-formulering" in statuses


def wording_of(repository: Repository, codes: Iterable[str]) -> Text | None:
    """Return the mark for titles from these versions, or None when all of them are official."""
    own = [code for code in codes if has_own_words(repository.find_version(code))]
    return note("Eigen woorden", f"de titels uit {', '.join(own)} zijn {OWN}") if own else None


def marks_of(repository: Repository, values: str) -> Iterator[Text]:
    """Yield the marks of the versions, trajectories and norms whose codes occur in a text of values."""
    words = set(re.findall(r"[\w-]+", values))
    own = [v.code for v in list_qualifications(repository) if v.tekststatus == "eigen-formulering"]
    frames = [repository.find_trajectory(code)[0] for code in repository.trajectory_codes()]
    doubtful = [norm.code for norm in repository.norms() if norm.zekerheid != "bevestigd"]
    assumed = [frame.code for frame in frames if frame.zekerheid == "aanname"]
    for label, codes, remark in (
        ("Eigen woorden", own, f"de teksten zijn {OWN}"),
        ("Aanname", assumed, "de uren en weken zijn een aanname"),
        ("Onbevestigd", doubtful, "niet bevestigd door een bron"),
    ):
        named = [code for code in codes if code in words]
        if named:
            yield note(label, f"{', '.join(named)}: {remark}")


def proposal(traject: Traject) -> Text | None:
    """Return the mark of an allocation that nobody agreed on yet, or None."""
    if all(placed.status != "voorgesteld" for placed in traject.toewijzingen):
        return None
    return note("Voorstel", "waar en wanneer elke competentie geleerd wordt, legt geen officiële bron vast")


def certainty(degree: str, explanation: str | None = None) -> Text | None:
    """Return the mark of an assumption or an unverified fact, with what is to be minded anyway."""
    mark = CERTAINTY[degree]
    if not (mark or explanation):
        return None
    return note(mark.capitalize() or "Toelichting", explanation or "niet bevestigd door een bron")
