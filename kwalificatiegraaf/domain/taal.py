"""Numbers as a Flemish reader writes them: a comma, a space before the percent sign."""

from fractions import Fraction


def format_number(value: Fraction | int, decimals: int = 2) -> str:
    """Return `value` with a decimal comma and without needless zeros, rounded half to even."""
    text = f"{float(round(Fraction(value), decimals)):.{decimals}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") or "0"


def format_percent(share: Fraction, decimals: int = 1) -> str:
    """Return a share as `68,4 %`."""
    return f"{format_number(share * 100, decimals)} %"


def format_value(value: Fraction, *, share: bool) -> str:
    """Return a share in percent, and any other number as it is."""
    return format_percent(value) if share else format_number(value)


def format_points(difference: Fraction, decimals: int = 1) -> str:
    """Return the difference of two shares as `8,4 procentpunt`: it is no percentage of either."""
    return f"{format_number(difference * 100, decimals)} procentpunt"


def join_nl(parts: list[str] | tuple[str, ...]) -> str:
    """Join with commas and a final `en`."""
    return " en ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
