"""NuGet packages in project files, and in the files that manage versions for all projects."""

from __future__ import annotations

from draft_summary.facts.dependencies.declared import Declared
from draft_summary.facts.dependencies.xml_text import document, text_of

PROJECTS = (".csproj", ".fsproj", ".vbproj")
SHARED = ("Directory.Packages.props", "Directory.Build.props", "Directory.Build.targets", "Packages.props")
ITEMS = {"PackageReference": "", "PackageVersion": "managed", "GlobalPackageReference": ""}
DEVELOPMENT = "all"  # PrivateAssets: what nobody inherits


def is_manifest(path: str) -> bool:
    """Whether the path is one of these manifests."""
    return path.endswith(PROJECTS) or path.rpartition("/")[2] in SHARED


def declared(text: str) -> list[Declared]:
    """The packages; centrally managed versions have the scope `managed`. Raises ValueError for what is no XML."""
    root = document(text.removeprefix("\ufeff"))
    properties = {one.tag: (one.text or "").strip() for group in root.findall("PropertyGroup") for one in group}
    found = []
    for one in root.iter():
        if one.tag in ITEMS and (name := one.get("Include") or one.get("Update")):
            version = one.get("Version") or one.get("VersionOverride") or text_of(one, "Version") or None
            if version and version.startswith("$(") and version.endswith(")"):
                version = properties.get(version[2:-1], version)
            private = (one.get("PrivateAssets") or text_of(one, "PrivateAssets")).lower() == DEVELOPMENT
            found.append(
                Declared(name, version, "dev" if private and not ITEMS[one.tag] else ITEMS[one.tag], f'"{name}"')
            )
    return found
