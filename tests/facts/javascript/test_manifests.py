from __future__ import annotations

import json

from draft_summary.values.facts import Change
from facts.changes import covered, facts_of

BASE = {
    "dependencies": {"express": "^4.18.0", "@scope/a": "1.0.0", "lodash.merge": "4"},
    "devDependencies": {"jest": "^29"},
    "overrides": {"semver": "7"},
}
HEAD = {
    "dependencies": {"express": "^4.19.0", "@scope/a": "workspace:*", "lodash-merge": "4"},
    "devDependencies": {"jest": "^29", "vitest": "^2"},
    "peerDependencies": {"react": ">=18"},
    "optionalDependencies": {"fsevents": "*"},
    "overrides": {"semver": "8"},
}


def test_dependencies_are_told_with_spec_scope_and_line() -> None:
    facts = facts_of(
        {"apps/web/package.json": json.dumps(BASE, indent=2)}, {"apps/web/package.json": json.dumps(HEAD, indent=2)}
    )
    assert {(one.name, one.change, one.old, one.new, one.scope) for one in facts.dependencies} == {
        ("express", Change.MODIFIED, "^4.18.0", "^4.19.0", ""),
        ("@scope/a", Change.MODIFIED, "1.0.0", "workspace:*", ""),
        ("lodash.merge", Change.REMOVED, "4", None, ""),
        ("lodash-merge", Change.ADDED, None, "4", ""),
        ("vitest", Change.ADDED, None, "^2", "dev"),
        ("react", Change.ADDED, None, ">=18", "peer"),
        ("fsevents", Change.ADDED, None, "*", "optional"),
    }
    lines = json.dumps(HEAD, indent=2).split("\n")
    for one in facts.dependencies:
        if one.new is not None:
            assert one.line is not None
            assert f'"{one.name}"' in lines[one.line - 1]


def test_catalogs_of_a_workspace_are_manifests() -> None:
    base = "packages:\n  - 'apps/*'\ncatalog:\n  react: ^18.0.0\n  '@types/node': ^20 # long\n"
    base += "catalogs:\n  old:\n    react: ^17\n"
    head = base.replace("^18.0.0", "^19.0.0").replace("^17", "^16") + "onlyBuiltDependencies:\n  - esbuild\n"
    found = facts_of({"pnpm-workspace.yaml": base}, {"pnpm-workspace.yaml": head}).dependencies
    assert [(one.name, one.old, one.new, one.scope, one.line) for one in found] == [
        ("react", "^18.0.0", "^19.0.0", "catalog", 4),
        ("react", "^17", "^16", "catalog old", 8),
    ]


def test_a_manifest_that_is_no_json_is_named() -> None:
    facts = facts_of({"package.json": "{}"}, {"package.json": "{,"})
    assert facts.dependencies == ()
    assert covered(facts, "dependencies").not_examined == (("package.json", 1),)


PNPM = """importers:
  .:
    x: 1

packages:

  '@a/b@1.0.0':
    resolution: {}

  left@2.0.0:
    resolution: {}
"""
LOCKS = {
    "yarn.lock": (
        '# v1\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.1.0"\n\nleft@^2:\n  version "2.0.0"\n',
        '# v1\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.2.0"\n\nleft@^2:\n  version "2.0.0"\n',
    ),
    "pnpm-lock.yaml": (PNPM, PNPM.replace("b@1.0.0", "b@1.0.1").replace("x: 1", "x: 2")),
    "bun.lock": (
        '{\n  "packages": {\n    "a": ["a@1.0.0", "", {}, "sha"],\n    "b": ["b@1.0.0", "", {}, "sha"],\n  }\n}\n',
        '{\n  "packages": {\n    "a": ["a@1.0.1", "", {}, "sha"],\n    "b": ["b@1.0.0", "", {}, "sha"],\n  }\n}\n',
    ),
}


def test_lockfiles_are_named_with_the_number_of_packages_that_differ() -> None:
    facts = facts_of({path: old for path, (old, _) in LOCKS.items()}, {path: new for path, (_, new) in LOCKS.items()})
    assert {one.path: one.packages for one in facts.lockfiles} == dict.fromkeys(LOCKS, 1)
