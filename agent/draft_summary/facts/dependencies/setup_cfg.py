"""Dependencies in a setup.cfg (setuptools, declarative)."""

from __future__ import annotations

import configparser

from draft_summary.facts.dependencies.declared import Declared, normalised, requirements


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "setup.cfg"


def declared(text: str) -> list[Declared]:
    """The dependencies and extras. Raises ValueError for a text that is no INI file."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise ValueError(str(error)) from None
    found = requirements(_lines(parser.get("options", "install_requires", fallback="")))
    found += requirements(_lines(parser.get("options", "setup_requires", fallback="")), "build")
    if parser.has_section("options.extras_require"):
        for extra, lines in parser.items("options.extras_require"):
            if extra not in parser.defaults():
                found += requirements(_lines(lines), extra)
    own = normalised(parser.get("metadata", "name", fallback=""))
    return [one for one in found if normalised(one.name) != own]


def _lines(value: str) -> list[str]:
    return [line for line in value.splitlines() if line.strip() and not line.lstrip().startswith("#")]
