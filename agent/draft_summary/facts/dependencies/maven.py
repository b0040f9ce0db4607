"""Dependencies in a pom.xml, with the properties of the file and of its parents in the repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from draft_summary.facts.dependencies.declared import Declared, Manifest
from draft_summary.facts.dependencies.xml_text import document, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PROPERTY = re.compile(r"\$\{([\w.-]{1,120})\}")
MANAGED = "dependencyManagement/dependencies"
MOST_PARENTS = 5
DEEPEST = 5  # properties that name properties


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.rpartition("/")[2] == "pom.xml"


def declared(manifest: Manifest) -> list[Declared]:
    """The dependencies by `group:artifact`, managed ones, the parent and plugins in scopes of their own.

    Raises ValueError for a text that is no XML.
    """
    root = document(manifest.text)
    properties = _properties(manifest, root)
    chain = list(_chain(manifest, root))
    managed = {
        one.name: one.spec
        for above in reversed(chain)
        for one in _listed(above.find(MANAGED), "dependency", "managed", properties)
    }
    found = [
        replace(one, spec=one.spec or managed.get(one.name))
        for one in _listed(root.find("dependencies"), "dependency", "", properties)
    ]
    found += _listed(root.find(MANAGED), "dependency", "managed", properties)
    found += _listed(root.find("build/plugins"), "plugin", "plugin", properties)
    found += _listed(root.find("build/pluginManagement/plugins"), "plugin", "plugin", properties)
    for profile in root.findall("profiles/profile"):
        found += _listed(profile.find("dependencies"), "dependency", text_of(profile, "id"), properties)
    parent = root.find("parent")
    if (parent is not None and _parent_path(manifest.path, root) is None) or (
        parent is not None and manifest.other(_parent_path(manifest.path, root) or "") is None
    ):
        found.append(_one(parent, "parent", properties))
    return found


def _listed(parent: Element | None, tag: str, scope: str, properties: dict[str, str]) -> Iterator[Declared]:
    for one in parent.findall(tag) if parent is not None else ():
        given = text_of(one, "scope")
        yield _one(one, given if scope == "" and given not in ("compile", "runtime", "provided") else scope, properties)


def _one(node: Element, scope: str, properties: dict[str, str]) -> Declared:
    group = _resolved(text_of(node, "groupId") or "org.apache.maven.plugins", properties)
    artifact = _resolved(text_of(node, "artifactId"), properties)
    version = _resolved(text_of(node, "version"), properties)
    return Declared(f"{group}:{artifact}", version or None, scope, f"<artifactId>{text_of(node, 'artifactId')}<")


def _resolved(text: str, properties: dict[str, str]) -> str:
    for _ in range(DEEPEST):
        if "${" not in text:
            break
        text = PROPERTY.sub(lambda found: properties.get(found[1], found[0]), text)[:400]
    return text


def _properties(manifest: Manifest, root: Element) -> dict[str, str]:
    """The properties in force: the file's own before those of its parents."""
    found: dict[str, str] = {}
    for one in _chain(manifest, root):
        own = one.find("properties")
        parent = one.find("parent")
        version = text_of(one, "version") or text_of(parent, "version")
        group = text_of(one, "groupId") or text_of(parent, "groupId")
        known = {child.tag: (child.text or "").strip() for child in (own if own is not None else [])}
        found = (
            known | {"project.version": version, "project.groupId": group, "project.parent.version": version} | found
        )
    return found


def _chain(manifest: Manifest, root: Element) -> Iterator[Element]:
    """The pom and its parents in the repository."""
    path, one = manifest.path, root
    for _ in range(MOST_PARENTS):
        yield one
        above = _parent_path(path, one)
        text = manifest.other(above) if above else None
        if above is None or text is None:
            break
        try:
            path, one = above, document(text)
        except ValueError:
            break


def _parent_path(path: str, root: Element) -> str | None:
    """Where the parent's pom stands: Maven looks one folder up unless it is told otherwise."""
    parent = root.find("parent")
    if parent is None:
        return None
    node = parent.find("relativePath")
    relative = "../pom.xml" if node is None else (node.text or "").strip()
    if not relative:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))
    if joined.startswith(".."):
        return None
    return joined if joined.endswith(".xml") else f"{joined}/pom.xml"
