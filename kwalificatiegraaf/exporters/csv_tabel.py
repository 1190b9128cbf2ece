"""A table as CSV (RFC 4180), in two forms: for programs, and for a spreadsheet in a Belgian or Dutch setting.

For programs: commas, decimal points, `true` and `false`, UTF-8 without a mark at the front. For the
spreadsheet: semicolons, decimal commas, `ja` and `nee`, and the mark by which Excel knows UTF-8; a double
click then opens it in columns. Both end lines with CR LF.

A text that a spreadsheet would run as a formula gets an apostrophe in front, in both forms: nobody can
tell who opens the file later. JSON and Excel give such a text as it is.
"""

import csv
import re
from datetime import date
from io import StringIO
from typing import Final

from kwalificatiegraaf.exporters.tabel import Tabel, Waarde

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text begins with when a spreadsheet would run it (OWASP, CSV injection); also after spaces."""

_FIELD = re.compile(rb'"(?:[^"]|"")*"|[^",\r\n]+')
_NUMBER = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]INF")

_RUN: Final = tuple(mark.encode() for mark in FORMULA)

MARK = "\ufeff"


def write_csv(table: Tabel, *, excel: bool = False) -> bytes:
    """Return the table as CSV, for programs or (`excel`) for a spreadsheet; UTF-8."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(table.kolommen)
    write = _for_excel if excel else _for_programs
    writer.writerows([write(value) for value in row] for row in table.rijen)
    return (MARK * excel + buffer.getvalue()).encode("utf-8", "replace")


def guard(body: bytes) -> bytes:
    """Return CSV of another writer (RFC 4180) with the same apostrophes; a number is never touched."""
    return _FIELD.sub(_guarded, body)


def _guarded(field: re.Match[bytes]) -> bytes:
    quote = b'"' if field[0].startswith(b'"') else b""
    text = field[0].strip(b'"') if quote else field[0]
    runs = text.lstrip(b" ").startswith(_RUN) and not _NUMBER.fullmatch(text)
    return quote + b"'" + field[0].removeprefix(quote) if runs else field[0]


def _for_programs(value: Waarde) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value)


def _for_excel(value: Waarde) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return repr(value).replace(".", ",") if isinstance(value, float) else _text(value)


def _text(value: Waarde) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value)
