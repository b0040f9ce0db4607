"""Hand-made drafts: a small branch whose facts a test can change, drafted over the whole built-in template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from draft_summary.values.document import Block, Cell, Form, SectionDraft
from draft_summary.values.slots import Author, Owner, SectionOutline, Slot

TEMPLATE = Path(__file__).parents[2] / "agent" / "draft_summary" / "gather" / "implementation_summary_template.md"


def body(data: bytes) -> str:
    """A summary without its state."""
    return data.decode().partition("<!-- draft-summary:state")[0]


def fact(text: str | None) -> Cell:
    return Cell(Owner.FACT, text)


def prose(text: str | None, author: Author = Author.MODEL) -> Cell:
    return Cell(Owner.PROSE, text, author, ("hunk:src/a.py@0123456789ab",) if text else ())


def needs(what: str) -> Cell:
    return Cell(Owner.PERSON, f"_Needs author: {what}._", open=True)


def outline(key: str, heading: str, aliases: Sequence[str] = (), **slots: Sequence[str]) -> SectionOutline:
    made = tuple(Slot(f"{key}.{name}", key, headings=tuple(headings)) for name, headings in slots.items())
    return SectionOutline(key, heading, tuple(aliases), made)


OUTLINES = {
    made.key: made
    for made in (
        outline("header", "", title=(), author=(), branch=(), links=()),
        outline("overview", "Overview", ["Summary"], size=(), text=(), why=()),
        outline(
            "files",
            "Files Changed",
            ["Changed Files"],
            size=(),
            new=["New Files", "Files Added"],
            modified=["Modified Files"],
            deleted=["Deleted Files"],
        ),
        outline("decisions", "Key Implementation Decisions", ["Key Decisions"], list=()),
        outline("dependencies", "Dependencies", added=["Added"], updated=["Updated"], removed=["Removed"]),
        outline(
            "database",
            "Database/Data Changes",
            ["Database Changes"],
            migrations=["Migrations"],
            schema=["Schema Changes"],
            backfills=["Data Backfills"],
        ),
        outline(
            "api",
            "API/Contract Changes",
            ["API Changes"],
            new=["New Endpoints/Events"],
            modified=["Modified Endpoints/Events"],
            deprecated=["Deprecated Endpoints/Events"],
        ),
        outline(
            "testing",
            "Testing",
            ["Tests"],
            coverage=["Test Coverage"],
            files=["Test Files"],
            mapping=["Spec → Test Mapping"],
            manual=["Manual Testing Notes"],
        ),
        outline(
            "configuration",
            "Configuration Changes",
            environment=["Environment Variables"],
            flags=["Feature Flags"],
            files=["Config Files"],
        ),
        outline(
            "observability",
            "Observability",
            logging=["Logging"],
            metrics=["Metrics"],
            dashboards=["Dashboards"],
            alerts=["Alerts"],
        ),
        outline(
            "security",
            "Security Considerations",
            ["Security"],
            changes=["Changes Impacting Security"],
            mitigations=["Mitigations Implemented"],
        ),
        outline(
            "performance",
            "Performance Impact",
            ["Performance"],
            expected=["Expected Performance Characteristics"],
            results=["Performance Testing Results"],
        ),
        outline("breaking", "Breaking Changes", boxes=(), list=()),
        outline(
            "rollout",
            "Rollout Notes",
            deploy=["Deployment Steps"],
            rollback=["Rollback Plan"],
            flags=["Feature Flag Strategy"],
        ),
        outline("debt", "Known Issues / Technical Debt", ["Known Issues", "Technical Debt"], list=()),
        outline("deviations", "Deviations from TDR", list=()),
        outline("commits", "Commit History Summary", ["Commit History"], list=()),
        outline("review", "Review Notes", list=()),
    )
}


@dataclass(frozen=True)
class Change:
    """What the imagined branch consists of. A description of None was not drafted newly."""

    title: str = "Widgets"
    updated: str = "2025-10-25"
    new: Mapping[str, str | None] = field(
        default_factory=lambda: {"src/a.py": "loads widgets.", "src/b.py": "saves widgets."}
    )
    modified: Mapping[str, str | None] = field(default_factory=lambda: {"src/cli.py": "calls the loader."})
    deleted: Mapping[str, str | None] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)  # new path: old path, among the modified
    overview: Mapping[str, str] | None = field(
        default_factory=lambda: {"aaaa1111": "Widgets are loaded from a file and saved to it."}
    )
    why: str | None = None
    decisions: Mapping[str, tuple[str, str, str, str]] | None = field(
        default_factory=lambda: {"bbbb2222": ("One loader", "Two were there.", "`load()` is shared.", "No")}
    )
    added: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)  # package: version, why
    updated_packages: Mapping[str, tuple[str, str, str | None]] = field(default_factory=dict)
    criteria: Mapping[str, str | None] = field(
        default_factory=lambda: {"Given a file When it loads Then widgets": "`tests/test_a.py::test_load` (proposed)"}
    )
    falls_back: bool = False  # the criteria's tests are for want of better ones
    mitigations: str | None = None
    commits: Mapping[str, str] = field(default_factory=lambda: {"0bb97e9": "feat: load widgets"})

    def but(self, **changes: object) -> Change:
        return replace(self, **changes)  # type: ignore[arg-type]


def draft(change: Change | None = None) -> tuple[SectionDraft, ...]:
    """The whole summary of a change, as the sections would compose it."""
    made = change or Change()
    blocks = {
        "header": _header(made),
        "overview": _overview(made),
        "files": _files(made),
        "decisions": _decisions(made),
        "dependencies": _dependencies(made),
        "api": _nothing("api"),
        "testing": _testing(made),
        "security": _security(made),
        "breaking": _breaking(),
        "rollout": [_open("rollout.deploy", "steps and rollback, or none")],
        "commits": [
            Block(
                f"commits.list/{sha}",
                "commits.list",
                Form.BULLET,
                (fact(f"`{sha}`"), fact(f"`{subject}`")),
                identity=(sha,),
            )
            for sha, subject in made.commits.items()
        ],
        "review": [
            Block(
                "review.list/src/a.py",
                "review.list",
                Form.BULLET,
                (fact("Start with `src/a.py`."),),
                identity=("src/a.py",),
            )
        ],
    }
    return tuple(
        SectionDraft(each, tuple(blocks.get(key, _nothing(key))), {f"{key}.text": "0123456789ab"})
        for key, each in OUTLINES.items()
    )


def _field(key: str, label: str, cell: Cell) -> Block:
    return Block(f"header.{key}", f"header.{key}", Form.FIELD, (cell,), label=label)


def _header(change: Change) -> list[Block]:
    return [
        Block("header.title", "header.title", Form.TITLE, (fact(f"Implementation Summary — {change.title}"),)),
        _field("author", "Author", fact("Adam Draper")),
        _field("start_date", "Start Date", fact("2025-10-24")),
        _field("last_updated", "Last Updated", fact(change.updated)),
        _field("status", "Status", Cell(Owner.PERSON, "In Progress")),
        _field("branch", "Branch", fact("`feature/widgets`")),
        _field("links", "Links", fact("Spec (`/directive/specs/widgets/spec.md`)")),
    ]


def _overview(change: Change) -> list[Block]:
    found = [
        Block(f"overview.text/{key}", "overview.text", Form.PARAGRAPH, (prose(text),))
        for key, text in (change.overview or {}).items()
    ]
    if change.why is None:
        found.append(Block("overview.why/open", "overview.why", Form.PARAGRAPH, (needs("why, in a sentence"),)))
    else:
        found.append(Block("overview.why/text", "overview.why", Form.PARAGRAPH, (prose(change.why),)))
    return found


def _files(change: Change) -> list[Block]:
    groups = {"new": change.new, "modified": change.modified, "deleted": change.deleted}
    count = sum(len(group) for group in groups.values())
    found = [Block("files.size/line", "files.size", Form.PARAGRAPH, (fact(f"{count} files, +12 -3."),))]
    for name, group in groups.items():
        if group:
            found.append(_heading(f"files.{name}", f"{name.title()} Files"))
        for path, text in group.items():
            previous = tuple(f"files.{kind}/{old}" for kind in ("modified", "new") if (old := change.renamed.get(path)))
            found.append(
                Block(f"files.{name}/{path}", f"files.{name}", Form.BULLET, (fact(f"`{path}`"), prose(text)),
                      identity=(path,), previous_keys=previous)
            )  # fmt: skip
    return found


def _decisions(change: Change) -> list[Block]:
    found = []
    for number, (key, texts) in enumerate((change.decisions or {}).items(), 1):
        title, *rest = texts
        name = f"decisions.list/{key}"
        found.append(Block(f"{name}#title", "decisions.list", Form.HEADING, (prose(f"Decision {number}: {title}"),)))
        for part, label, text in zip(
            ("context", "choice", "differs"), ("Context", "Choice", "Differs from TDR?"), rest, strict=True
        ):
            cell = replace(prose(text), open=text.startswith("_Needs author"))
            found.append(Block(f"{name}#{part}", "decisions.list", Form.FIELD, (cell,), label=label))
    return found or [_open("decisions.list", "which decisions were made")]


def _dependencies(change: Change) -> list[Block]:
    found = []
    if change.added:
        found.append(_heading("dependencies.added", "Added"))
    for name, (version, why) in change.added.items():
        found.append(
            Block(f"dependencies.added/pyproject.toml:{name}", "dependencies.added", Form.BULLET,
                  (fact(f"`{name}=={version}`"), prose(why)), identity=(name, f"{name}=={version}"))
        )  # fmt: skip
    if change.updated_packages:
        found.append(_heading("dependencies.updated", "Updated"))
    for name, (old, new, why) in change.updated_packages.items():
        found.append(
            Block(f"dependencies.updated/pyproject.toml:{name}", "dependencies.updated", Form.BULLET,
                  (fact(f"`{name}` from `{old}` to `{new}`"), prose(why)), identity=(name,))
        )  # fmt: skip
    return found or _nothing("dependencies")


def _testing(change: Change) -> list[Block]:
    found = [
        _heading("testing.coverage", "Test Coverage"),
        Block("testing.coverage/line", "testing.coverage", Form.BULLET, (fact("**Unit tests**: 3 tests added"),)),
        _heading("testing.mapping", "Spec → Test Mapping"),
        Block("testing.mapping/lead", "testing.mapping", Form.PARAGRAPH, (fact("Proposed by shared words:"),)),
    ]
    for number, (text, test) in enumerate(change.criteria.items(), 1):
        cells = (fact(f'Happy Path {number}: "{text}"'), replace(prose(test), fallback=change.falls_back))
        found.append(Block(f"testing.mapping/{number:04x}", "testing.mapping", Form.BULLET, cells, separator=" → "))
    return [
        *found,
        _heading("testing.manual", "Manual Testing Notes"),
        _open("testing.manual", "what was tried by hand"),
    ]


def _security(change: Change) -> list[Block]:
    found = [
        _heading("security.changes", "Changes Impacting Security"),
        Block("security.changes/src/a.py", "security.changes", Form.BULLET,
              (fact("`src/a.py`"), fact("reads a token")), identity=("src/a.py",)),
        _heading("security.mitigations", "Mitigations Implemented"),
    ]  # fmt: skip
    if change.mitigations is None:
        return [*found, _open("security.mitigations", "mitigations")]
    return [
        *found,
        Block("security.mitigations/cccc3333", "security.mitigations", Form.BULLET, (prose(change.mitigations),)),
    ]


def _breaking() -> list[Block]:
    return [
        Block("breaking.boxes/none", "breaking.boxes", Form.BULLET, (Cell(Owner.PERSON, "[ ] No breaking changes"),)),
        Block("breaking.boxes/some", "breaking.boxes", Form.BULLET,
              (Cell(Owner.PERSON, "[ ] Breaking changes (list below):"),)),
        Block("breaking.list/load", "breaking.list", Form.BULLET,
              (fact("Candidate: `load` needs a second argument."),), depth=1, identity=("load",)),
    ]  # fmt: skip


def _heading(slot: str, text: str) -> Block:
    return Block(f"{slot}#heading", slot, Form.HEADING, (fact(text),), identity=(text,))


def _open(slot: str, what: str) -> Block:
    return Block(f"{slot}/open", slot, Form.PARAGRAPH, (needs(what),))


def _nothing(section: str) -> list[Block]:
    return [Block(f"{section}#none", section, Form.PARAGRAPH, (fact("None detected."),))]
