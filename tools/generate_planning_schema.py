"""Write docs/reference/planning.schema.json: the JSON Schema of `planning solve`, question and answer.

`python -m tools.generate_planning_schema` writes it; `--check` names it when stale and exits 1.
"""

import argparse
import json
import sys
from pathlib import Path

from kwalificatiegraaf.domain.planningsantwoord import Planningsantwoord
from kwalificatiegraaf.domain.planningsprobleem import Planningsprobleem
from kwalificatiegraaf.vocabulary.prefixes import DEFAULT_BASE

ROOT = Path(__file__).resolve().parents[1]
TARGET = Path("docs/reference/planning.schema.json")


def render() -> str:
    """Return the schema of a problem; that of an answer stands under `$defs`."""
    reference = "#/$defs/{model}"
    schema = Planningsprobleem.model_json_schema(ref_template=reference)
    answer = Planningsantwoord.model_json_schema(ref_template=reference, mode="serialization")
    definitions = {**schema.pop("$defs"), **answer.pop("$defs"), "Planningsantwoord": answer}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{DEFAULT_BASE}/schema/planning",
        **schema,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the schema, or with `--check` say that it is stale."""
    parser = argparse.ArgumentParser(description="Write the JSON Schema of planning problems.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when it is stale")
    check = parser.parse_args().check
    target, text = ROOT / TARGET, render()
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    print(f"{'stale' if check else 'written'}: {TARGET.as_posix()}")
    if not check:
        target.write_text(text, encoding="utf-8")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main())
