"""Write `api/openapi.json` from the application; `--check` only tells whether the file is stale."""

import argparse
import json
import sys
from pathlib import Path

from api.app import create_app
from kwalificatiegraaf.settings import Settings

TARGET = Path(__file__).resolve().parent.parent / "api" / "openapi.json"


def make_document() -> str:
    """Return the OpenAPI document with the default settings, whatever the environment says."""
    document = create_app(settings=Settings.model_construct()).openapi()
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def is_stale() -> bool:
    """Whether the file differs from what the application says, or is not there."""
    return not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != make_document()


def main() -> int:
    """Write the file, or with `--check` return 1 when it is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    if parser.parse_args().check:
        if is_stale():
            print(f"{TARGET.name} is stale: run python -m tools.generate_openapi", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(make_document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
