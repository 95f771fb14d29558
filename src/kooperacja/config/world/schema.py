"""The JSON Schema of a world's file, made of its shapes; `schema.json` is the same, for reading.

After a change of shapes: `kooperacja world schema > src/kooperacja/config/world/schema.json`.
"""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from kooperacja.config.world.shapes import World

FILE = Path(__file__).parent / "schema.json"


def schema() -> str:
    made: dict[str, Any] = World.model_json_schema(mode="validation")
    head = {"$schema": GenerateJsonSchema.schema_dialect, "title": "A world of Kooperacja"}
    return json.dumps({**made, **head}, ensure_ascii=False, indent=1) + "\n"
