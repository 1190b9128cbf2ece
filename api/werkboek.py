"""A workbook as an answer: its media type, and a file name for whoever saves it."""

from typing import Any

from starlette.responses import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

XLSX_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Het werkboek",
        "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""How the OpenAPI document describes a workbook."""


class Werkboekantwoord(Response):
    """An .xlsx file that a browser saves under `name`."""

    media_type = XLSX

    def __init__(self, content: bytes, *, name: str) -> None:
        super().__init__(content, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})
