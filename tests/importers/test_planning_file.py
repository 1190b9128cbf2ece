"""A planning problem in a file that cannot be read: why, in Dutch, with the file."""

from pathlib import Path

import pytest

from kwalificatiegraaf.errors import BrokenFile
from kwalificatiegraaf.importers.planning_file import read_problem


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "weg.json", "dit bestaat niet"), (tmp_path, "dit is een map")):
        with pytest.raises(BrokenFile, match=reason) as broken:
            read_problem(path)
        assert broken.value.place == str(path)
        assert broken.value.remedy == "geef een JSON-bestand"
