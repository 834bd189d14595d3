"""Prints what AWS's published schemas of resource types say: the permissions of their handlers, and whether they are tagged when made."""
import json
import pathlib
import sys

import cfnlint

schemas = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"
files = json.loads((schemas / "providers" / "us-east-1.json").read_text())


def of(resource_type):
    schema = json.loads((schemas / "resources" / f"{files[resource_type]}.json").read_text())
    handlers = schema.get("handlers", {}).values()
    return {
        "permissions": sorted({permission for handler in handlers for permission in handler.get("permissions", [])}),
        "tagging": schema.get("tagging") or {},
        "properties": sorted(schema.get("properties", {})),
    }


print(json.dumps({name: of(name) for name in sys.argv[1:]}))
