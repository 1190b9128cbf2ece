"""What the domain refuses of a request, said of the option that gave it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from kwalificatiegraaf.errors import InvalidInput


@contextmanager
def naming_options(command: str, options: Mapping[str, str], *, within: str | None = None) -> Iterator[None]:
    """Say of the first value that the domain refuses which option of `command` gave it: InvalidInput.

    `options` gives the option of a field where that has another name; `within` names the whole instead,
    a member of a file.
    """
    from pydantic import ValidationError

    from kwalificatiegraaf.importers.meldingen import dutch_reason

    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        field, *inside = first["loc"]
        name = str(options.get(str(field), field)).replace("_", "-")
        steps = [f"nr. {step + 1}" if isinstance(step, int) else step for step in inside]
        place = ".".join(map(str, (within, field, *inside))) if within else " ".join((f"--{name}", *steps))
        remedy = f"zie '{command} --help'"
        raise InvalidInput(dutch_reason(dict(first)), place=place, remedy=remedy) from error
