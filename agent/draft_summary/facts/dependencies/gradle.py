"""Dependencies in Gradle's build files and version catalogs. Scripts are programs: only what is written out is read."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from draft_summary.facts.dependencies.declared import Declared, Manifest

CATALOG = "gradle/libs.versions.toml"
CONFIGURATION = re.compile(
    r"^\s*[\"']?(\w{0,60}([iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[kK]apt|[kK]sp|[aA]nnotationProcessor|classpath"
    r"|[cC]ompile|[rR]untime|developmentOnly|[dD]etektPlugins|coreLibraryDesugaring))[\"']?\s*[( ]\s*(.{1,400})$"
)
PLATFORM = re.compile(r"^(?:enforcedPlatform|platform|kotlin|project|npm|files|fileTree|testFixtures)\s*\(\s*")
COORDINATES = re.compile(r"^[\"']([\w.$-]{1,200}):([\w.$-]{1,200})(?::([^\"':@]{1,120}))?(?:[:@][^\"']{0,80})?[\"']")
PARTS = re.compile(r"(group|name|version)\s*[:=]\s*[\"']?([\w.$+{}-]{1,200})")
ALIAS = re.compile(r"^libs\.([\w.]{1,200})")
KOTLIN = re.compile(r"^kotlin\(\s*\"([\w-]{1,100})\"(?:\s*,\s*\"([^\"]{1,60})\")?")
PLUGIN = re.compile(
    r"^\s*(?:id\s*\(?\s*|kotlin\s*\(\s*)[\"']([\w.-]{1,200})[\"']\s*\)?\s*version\s*\(?\s*[\"']?([\w.$+{}-]{1,100})"
)
VARIABLE = re.compile(
    r"^\s*(?:(?:private |internal |const )*(?:val|var|def)\s+|(?:project\.)?ext\.|extra\[[\"']|set\([\"'])?"
    r"([\w.]{1,100})(?:[\"']\]|[\"']\s*,)?\s*(?::\s*String\s*)?(?:[=,]|by\s+extra\()?\s*[\"']([\w.+-]{1,100})[\"']\)?\s*$"
)
# Groovy: ext.versions = [ flyway: '11.0.1' ]
ENTRY = re.compile(r"^\s*([\w-]{1,100})\s*:\s*[\"'](\d[\w.+-]{0,100})[\"'],?\s*\]?$")
REFERENCE = re.compile(r"\$\{?([\w.]{1,100})\}?")
TEST = re.compile(r"^(test|androidTest|integrationTest|functionalTest)", re.IGNORECASE)


def is_manifest(path: str) -> bool:
    """Whether the path is a build file."""
    return path.rpartition("/")[2] in ("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts")


def is_catalog(path: str) -> bool:
    """Whether the path is a version catalog."""
    return path.endswith(".versions.toml")


def is_beside(path: str) -> bool:
    """Whether a build file may take versions from the file."""
    return is_catalog(path) or path.rpartition("/")[2] == "gradle.properties"


def declared(manifest: Manifest) -> list[Declared]:
    """The dependencies by `group:name`, and the plugins that have a version."""
    known = dict(_variables(manifest))
    catalog = _catalog(manifest)
    found = []
    for number, line in enumerate(manifest.text.split("\n"), 1):
        if line.lstrip().startswith(("//", "*", "/*")):
            continue
        if plugin := PLUGIN.match(line[:600]):
            name = f"org.jetbrains.kotlin.{plugin[1]}" if line.lstrip().startswith("kotlin") else plugin[1]
            found.append(Declared(name, _version(plugin[2], known), "plugin", plugin[1], number))
        elif configured := CONFIGURATION.match(line[:600]):
            scope = "test" if TEST.match(configured[1]) else ""
            if one := _dependency(configured[3].strip(), known, catalog):
                found.append(Declared(one[0], one[1], scope, one[0], number))
    return found


def _dependency(text: str, known: Mapping[str, str], catalog: Mapping[str, str]) -> tuple[str, str | None] | None:
    if kotlin := KOTLIN.match(text):
        return f"org.jetbrains.kotlin:kotlin-{kotlin[1]}", kotlin[2]
    text = PLATFORM.sub("", text).lstrip("( ") if not text.startswith("project") else text
    if found := COORDINATES.match(text):
        return f"{found[1]}:{found[2]}", _version(found[3], known)
    if alias := ALIAS.match(text):
        name = re.sub(r"\.(get|asProvider)$", "", alias[1])
        shown = catalog.get(re.sub(r"[-_.]", ".", name))
        return (shown, None) if shown else (f"libs.{name}", None)
    parts = dict(PARTS.findall(text))
    if "group" in parts and "name" in parts:
        return f"{parts['group']}:{parts['name']}", _version(parts.get("version"), known)
    return None


def _version(text: str | None, known: Mapping[str, str]) -> str | None:
    """A version with its variables put in where they are plain."""
    if text is None:
        return None
    shown = REFERENCE.sub(lambda found: known.get(found[1].rpartition(".")[2], found[0]), text)
    return known.get(shown.rpartition(".")[2], shown) if shown.replace(".", "").isidentifier() else shown


def _variables(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The plain strings that the build file and gradle.properties bind."""
    folder = posixpath.dirname(manifest.path)
    for place in dict.fromkeys(("gradle.properties", posixpath.join(folder, "gradle.properties"))):
        for line in (manifest.other(place) or "").split("\n"):
            key, found, value = line.partition("=")
            if found and not line.startswith("#"):
                yield key.strip().rpartition(".")[2], value.strip()
    for line in manifest.text.split("\n"):
        if variable := VARIABLE.match(line[:400]) or ENTRY.match(line[:400]):
            yield variable[1].rpartition(".")[2], variable[2]


def _catalog(manifest: Manifest) -> dict[str, str]:
    """`group:name` by alias, in the nearest catalog above the build file."""
    folder = posixpath.dirname(manifest.path)
    while True:
        text = manifest.other(posixpath.join(folder, CATALOG))
        if text is not None or not folder:
            break
        folder = posixpath.dirname(folder)
    try:
        libraries = tomllib.loads(text or "").get("libraries", {})
    except ValueError:
        return {}
    found = {}
    for alias, one in libraries.items() if isinstance(libraries, dict) else ():
        if name := _coordinates(one):
            found[re.sub(r"[-_.]", ".", alias)] = name[0]
    return found


def of_catalog(text: str) -> list[Declared]:
    """The libraries and plugins of a catalog with their versions. Raises ValueError for a text that is no TOML."""
    document = tomllib.loads(text)
    versions = document.get("versions", {})
    found = []
    for table, scope in (("libraries", ""), ("plugins", "plugin")):
        entries = document.get(table, {})
        for alias, one in entries.items() if isinstance(entries, dict) else ():
            if known := _coordinates(one):
                found.append(Declared(known[0], _catalog_version(known[1], versions), scope, str(alias)))
    return found


def _coordinates(one: Any) -> tuple[str, Any] | None:
    """The name and what stands for the version; None for what is no entry."""
    if isinstance(one, str):
        name, _, version = one.rpartition(":")
        return (name, version) if name else None
    if not isinstance(one, dict):
        return None
    name = one.get("module") or one.get("id") or ":".join(str(one[key]) for key in ("group", "name") if key in one)
    return (str(name), one.get("version")) if name else None


def _catalog_version(version: Any, versions: Any) -> str | None:
    if isinstance(version, dict) and "ref" in version:
        version = versions.get(version["ref"]) if isinstance(versions, dict) else None
    if isinstance(version, dict):
        return next((str(version[key]) for key in ("strictly", "require", "prefer") if key in version), None)
    return str(version) if version is not None else None
