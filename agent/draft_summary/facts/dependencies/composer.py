"""Dependencies in a composer.json: PHP itself and its extensions are the platform's."""

from __future__ import annotations

import json
import re

from draft_summary.facts.dependencies.declared import Declared

SCOPES = {"require": "", "require-dev": "dev"}
PLATFORM = re.compile(r"^(php(-\w{1,20})?|hhvm|(ext|lib)-.{1,80}|composer(-(plugin|runtime)-api)?)$")


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "composer.json"


def declared(text: str) -> list[Declared]:
    """The packages. Raises ValueError for a text that is no JSON."""
    document = json.loads(text)
    found = []
    for key, scope in SCOPES.items():
        packages = document.get(key) if isinstance(document, dict) else None
        for name, version in packages.items() if isinstance(packages, dict) else ():
            if not PLATFORM.match(name):
                found.append(Declared(name, str(version) or None, scope, f'"{name}"', _line(text, name)))
    return found


def _line(text: str, name: str) -> int | None:
    place = text.find(f'"{name}"')
    return text.count("\n", 0, place) + 1 if place >= 0 else None
