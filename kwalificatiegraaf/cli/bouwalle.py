"""`traject build --alle`: all trajectories whose dossiers are complete, over all cores."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kwalificatiegraaf.cli.output import json_text, print_json, progress, show
from kwalificatiegraaf.cli.problems import wrong_value
from kwalificatiegraaf.cli.shell import FOUND
from kwalificatiegraaf.errors import KwalificatiegraafError, cause_of

if TYPE_CHECKING:
    from kwalificatiegraaf.domain.bouwvraag import Bouwvraag
    from kwalificatiegraaf.services.building import Built
    from kwalificatiegraaf.store.repository import Repository


def require_whole(vraag: "Bouwvraag") -> None:
    """Refuse what names one trajectory or its hours: `--alle` keeps the stored timetables."""
    if vraag.opleiding or vraag.kwalificaties or vraag.has_timetable or vraag.titel:
        raise wrong_value(
            "--alle bouwt alle trajecten met hun eigen lessentabel; "
            "laat --opleiding (of haar nummer), --kwalificatie, --titel en de uren weg"
        )


def build_every(
    repository: "Repository", vraag: "Bouwvraag", day: date, folder: Path | None, *, as_json: bool
) -> None:
    """Build them, write them to `folder` when there is one, show them; exit 1 when one failed."""
    from kwalificatiegraaf.services.building import build_all, without_timetable

    with progress() as advance:
        found = build_all(repository, vraag, day, lambda done, total: advance("trajecten", done, total))
    if folder is not None:
        _write(folder, found)
    skipped = without_timetable(repository, day)
    if as_json:
        print_json(
            {"trajecten": [_plain(code, one) for code, one in found.items()], "zonder_lessentabel": skipped}
        )
    else:
        from kwalificatiegraaf.cli.views.bouwalle import all_view

        show(all_view(found, skipped, folder))
    if not all(one.is_sound for one in found.values()):
        raise typer.Exit(FOUND)


def _plain(code: str, built: "Built") -> dict[str, Any]:
    return {
        "code": code,
        "resultaat": built.resultaat,
        "bevindingen": built.bevindingen,
        "fout": asdict(built.fout) if built.fout else None,
    }


def _write(folder: Path, found: Mapping[str, "Built"]) -> None:
    """Write a file per trajectory, byte for byte what `traject build --opleiding CODE --json` prints."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for code, built in found.items():
            if built.resultaat is not None:
                (folder / f"{code}.json").write_text(json_text(built.resultaat), encoding="utf-8")
    except OSError as error:
        raise KwalificatiegraafError(
            f"de map is niet te beschrijven: {cause_of(error)}",
            place=str(folder),
            remedy="geef met --map een map waarin u mag schrijven",
        ) from error
