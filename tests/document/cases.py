"""What a person did to the first draft, how the change is drafted next, and what must and must not stand then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from document.drafts import TEMPLATE, Change, body, draft
from draft_summary import document
from draft_summary.values.findings import Severity

WHOLE = TEMPLATE.read_text()
FIRST = document.merge(None, WHOLE, draft(), change_digest="one").data
KEPT = Change().but(
    new={"src/a.py": None, "src/b.py": None}, modified={"src/cli.py": None}, overview=None, decisions=None,
    criteria={"Given a file When it loads Then widgets": None},
)  # fmt: skip


def replacing(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        for old, new in pairs:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        return text

    return edit


@dataclass(frozen=True)
class Case:
    """A person's edits, the change as it is drafted next, and what must and must not stand then."""

    edit: Callable[[str], str]
    change: Change
    has: Sequence[str] = ()
    lacks: Sequence[str] = ()
    suggested: Sequence[str] = ()
    found: Sequence[tuple[str, Severity]] = ()


CASES = {
    "nothing drafted newly, nothing changes": Case(str, KEPT, [body(FIRST)]),
    "a date follows git": Case(
        str, KEPT.but(updated="2025-11-02"), ["**Last Updated**: 2025-11-02  \n"], ["2025-10-25"]
    ),
    "a new file takes its place in the order": Case(
        str,
        KEPT.but(new={"src/a.py": None, "src/aa.py": "new.", "src/b.py": None}),
        ["- `src/a.py` — loads widgets.\n- `src/aa.py` — new.\n- `src/b.py` — saves widgets.\n"],
    ),
    "a file that is gone goes, with the sub-heading that it leaves empty": Case(
        str, KEPT.but(modified={}), ["saves widgets.\n\n## Key"], ["Modified Files", "src/cli.py"]
    ),
    "a first file brings its sub-heading": Case(
        str,
        KEPT.but(deleted={"old.py": "unused."}),
        ["- `src/cli.py` — calls the loader.\n\n### Deleted Files\n- `old.py` — unused.\n\n## Key"],
    ),
    "a new file does not come between a bullet and what is nested in it": Case(
        replacing(("loads widgets.\n", "loads widgets.\n  - my note\n    - more\n")),
        KEPT.but(new={"src/a.py": None, "src/aa.py": "new.", "src/b.py": None}),
        ["- `src/a.py` — loads widgets.\n  - my note\n    - more\n- `src/aa.py` — new.\n- `src/b.py`"],
    ),
    "what code falls back on does not supersede a model's text": Case(
        str,
        KEPT.but(criteria={"Given a file When it loads Then widgets": "no test found"}, falls_back=True),
        ["`tests/test_a.py::test_load` (proposed)"],
        ["no test found"],
    ),
    "our own prose goes where it is drafted as nothing": Case(
        replacing(("src/a.py` — loads", "src/a.py`: loads")),
        KEPT.but(new={"src/a.py": "", "src/b.py": ""}),
        ["- `src/a.py`\n- `src/b.py`\n"],
    ),
    "nothing detected is not said beside a person's words": Case(
        replacing(
            ("## Database/Data Changes\nNone detected.", "## Database/Data Changes\nWe cleared the cache by hand.")
        ),
        KEPT,
        ["## Database/Data Changes\nWe cleared the cache by hand.\n\n## API"],
    ),
    "our own prose is replaced": Case(
        str,
        KEPT.but(new={"src/a.py": "reads them.", "src/b.py": None}),
        ["- `src/a.py` — reads them.\n", "- `src/b.py` — saves widgets.\n"],
        ["loads widgets."],
    ),
    "a person's prose stays, the new text is suggested": Case(
        replacing(("loads widgets.", "is the heart.")),
        KEPT.but(new={"src/a.py": "reads them.", "src/b.py": None}),
        ["- `src/a.py` — is the heart.\n"],
        ["reads them"],
        ["reads them."],
    ),
    "a sentence that a person added stays in its place, those around it are refreshed": Case(
        replacing(("from a file and saved to it.", "from a file and saved to it. Ask *Kim* about it.")),
        KEPT.but(overview={"aaaa1111": "Widgets are read. They are never saved."}),
        ["## Overview\nWidgets are read. They are never saved. Ask *Kim* about it.\n"],
        ["from a file"],
    ),
    "a sentence added to a bullet stays, in its own bytes": Case(
        replacing(("loads widgets.", "My  own\n  words first. loads widgets.")),
        KEPT.but(new={"src/a.py": "reads them.", "src/b.py": None}),
        ["- `src/a.py` — My  own\n  words first. reads them.\n"],
        ["loads widgets"],
    ),
    "what was generated last is not suggested": Case(
        replacing(("loads widgets.", "is the heart.")), Change(), ["is the heart."], ["loads widgets."]
    ),
    "the fact half follows git under a person's prose, which keeps its bytes": Case(
        replacing(("src/cli.py` — calls the loader.", "src/cli.py` — calls  *my*\n  loader.")),
        KEPT.but(modified={"src/main.py": None}, renamed={"src/main.py": "src/cli.py"}),
        ["- `src/main.py` — calls  *my*\n  loader.\n"],
        ["src/cli.py"],
    ),
    "the fact half is found although a person took the dash out": Case(
        replacing(("src/cli.py` — calls the loader.", "src/cli.py`, which *calls* the loader.")),
        KEPT.but(modified={"src/main.py": None}, renamed={"src/main.py": "src/cli.py"}),
        ["- `src/main.py`, which *calls* the loader.\n"],
        ["src/cli.py"],
    ),
    "a renamed file carries our prose over": Case(
        str,
        KEPT.but(modified={"src/main.py": None}, renamed={"src/main.py": "src/cli.py"}),
        ["- `src/main.py` — calls the loader.\n"],
        ["src/cli.py"],
    ),
    "a new file that becomes a rename changes its sub-heading, its prose with it": Case(
        str,
        KEPT.but(
            new={"src/b.py": None}, modified={"src/cli.py": None, "src/z.py": None}, renamed={"src/z.py": "src/a.py"}
        ),
        ["### New Files\n- `src/b.py`", "- `src/cli.py` — calls the loader.\n- `src/z.py` — loads widgets.\n"],
        ["`src/a.py` — loads"],
    ),
    "a deleted bullet stays deleted": Case(
        replacing(("- `src/b.py` — saves widgets.\n", "")),
        Change(),
        ["`src/a.py` — loads"],
        ["src/b.py"],
        found=[("left-out", Severity.NOTE)],
    ),
    "a deleted bullet's file may be renamed: still deleted": Case(
        replacing(("- `src/cli.py` — calls the loader.\n", "")),
        KEPT.but(modified={"src/main.py": "calls."}, renamed={"src/main.py": "src/cli.py"}),
        [],
        ["src/main.py", "src/cli.py"],
        found=[("left-out", Severity.NOTE)],
    ),
    "deleted prose stays deleted, although its fact stands": Case(
        replacing((" — loads widgets.", "")), Change(), ["- `src/a.py`\n"], ["loads widgets"]
    ),
    "deleted prose does not come back under another key": Case(
        replacing(("Widgets are loaded from a file and saved to it.\n\n", "")),
        Change().but(overview={"other": "Widgets are loaded from a file and saved to it."}),
        [],
        ["Widgets are loaded"],
    ),
    "a moved bullet stays where it is": Case(
        replacing(
            (
                "- `src/a.py` — loads widgets.\n- `src/b.py` — saves widgets.\n",
                "- `src/b.py` — saves widgets.\n- `src/a.py` — loads widgets.\n",
            )
        ),
        Change(),
        ["- `src/b.py` — saves widgets.\n- `src/a.py` — loads widgets.\n"],
    ),
    "a bullet moved to another section goes on following git": Case(
        replacing(
            ("- `src/b.py` — saves widgets.\n", ""),
            ("file and saved to it.\n", "file and saved to it.\n\n- `src/b.py` — saves widgets.\n"),
        ),
        KEPT.but(new={"src/a.py": None, "src/b.py": "stores."}),
        ["saved to it.\n\n- `src/b.py` — stores.\n"],
        ["saves widgets"],
    ),
    "a line that a person copied is theirs, and no other file's": Case(
        replacing(
            ("- `src/a.py` — loads widgets.\n", "- `src/a.py` — loads widgets.\n- `src/a.py` — saves widgets.\n"),
            ("- `src/b.py` — saves widgets.", "- `src/b.py` — saves widgets. Slowly"),
        ),
        KEPT,
        ["- `src/a.py` — loads widgets.\n- `src/a.py` — saves widgets.\n- `src/b.py` — saves widgets. Slowly\n"],
    ),
    "a person's own bullet keeps its place": Case(
        replacing(("- `src/b.py`", "- and a note\n- `src/b.py`")),
        KEPT.but(new={"src/a.py": None, "src/aa.py": "new.", "src/b.py": None}),
        ["- `src/a.py` — loads widgets.\n- `src/aa.py` — new.\n- and a note\n- `src/b.py`"],
    ),
    "a gone file that a person described is kept and told": Case(
        replacing(("calls the loader.", "the entry point.")),
        KEPT.but(modified={}),
        ["### Modified Files\n- `src/cli.py` — the entry point.\n"],
        found=[("false-fact", Severity.ERROR)],
    ),
    "a gone file over a person's nested notes is kept and told": Case(
        replacing(("calls the loader.\n", "calls the loader.\n  - my note\n")),
        KEPT.but(modified={}),
        ["- `src/cli.py` — calls the loader.\n  - my note\n"],
        found=[("false-fact", Severity.ERROR)],
    ),
    "a value that a person changed in a fact follows git": Case(
        replacing(("2025-10-24", "2024-01-01"), ("3 files, +12", "30 files, +12")),
        KEPT,
        ["**Start Date**: 2025-10-24", "3 files, +12 -3."],
        ["2024-01-01", "30 files"],
    ),
    "words that a person put into a fact stay, and are told": Case(
        replacing(("**Author**: Adam Draper", "**Author**: the whole team")),
        KEPT,
        ["**Author**: the whole team  \n"],
        found=[("edited-fact", Severity.ERROR)],
    ),
    "words that a person added to a fact stay when it changes": Case(
        replacing(("3 files, +12 -3.", "3 files, +12 -3. Start with the loader.")),
        KEPT.but(modified={}),
        ["2 files, +12 -3. Start with the loader.\n"],
    ),
    "an open line is answered by replacing it": Case(
        replacing(("_Needs author: why, in a sentence._", "Because files were lost.")),
        Change(),
        ["saved to it.\n\nBecause files were lost.\n\n## Files"],
        ["why, in a sentence"],
    ),
    "an open line is answered by a list": Case(
        replacing(("_Needs author: what was tried by hand._", "- loaded one\n- saved one")),
        Change(),
        ["### Manual Testing Notes\n- loaded one\n- saved one\n\n## Conf"],
        ["tried by hand"],
    ),
    "an open line goes when the answer is drafted": Case(
        str,
        KEPT.but(why="The spec asks for it."),
        ["saved to it.\n\nThe spec asks for it.\n\n## Files"],
        ["why, in a sentence"],
    ),
    "an answered open line keeps its answer": Case(
        replacing(("_Needs author: mitigations._", "We audited it.")),
        KEPT.but(mitigations="The token is hashed."),
        ["### Mitigations Implemented\nWe audited it.\n\n## Perf"],
        ["hashed"],
        ["The token is hashed."],
    ),
    "a question does not replace what was answered": Case(
        str,
        KEPT.but(decisions={"bbbb2222": ("One loader", "_Needs author: context._", "`load()` is shared.", "No")}),
        ["**Context**: Two were there.  \n"],
        ["context._"],
    ),
    "an emptied field stays empty": Case(
        replacing(("**Links**: Spec (`/directive/specs/widgets/spec.md`)", "**Links**:")), KEPT, ["**Links**:\n"]
    ),
    "a block whose slot is nested under a person's heading goes on": Case(
        replacing(("### Modified Files\n", "### Changed by me\n")),
        KEPT.but(modified={"src/cli.py": "runs.", "src/z.py": "new."}),
        ["### Changed by me\n- `src/cli.py` — runs.\n- `src/z.py` — new.\n"],
    ),
    "facts replace the emptiness line": Case(
        str,
        KEPT.but(added={"httpx": ("1.0", "to fetch.")}),
        ["## Dependencies\n\n### Added\n- `httpx==1.0` — to fetch.\n\n## Database"],
        ["## Dependencies\nNone detected."],
    ),
    "a person's own emptiness stays, the facts come": Case(
        replacing(("## Dependencies\nNone detected.", "## Dependencies\nN/A - no new ones")),
        KEPT.but(added={"httpx": ("1.0", "to fetch.")}),
        ["## Dependencies\nN/A - no new ones\n\n### Added\n- `httpx==1.0` — to fetch.\n"],
    ),
    "prose whose slot was not drafted again stays": Case(
        str, KEPT, ["### Decision 1: One loader", "Widgets are loaded"]
    ),
    "prose whose slot was drafted again is superseded": Case(
        str,
        KEPT.but(overview={"new": "All is new."}),
        ["## Overview\nAll is new.\n\n_Needs"],
        ["Widgets are loaded"],
    ),
    "a superseded paragraph that a person edited stays": Case(
        replacing(("from a file and saved", "from one file and saved")),
        KEPT.but(overview={"new": "All is new."}),
        ["Widgets are loaded from one file and saved to it.", "All is new."],
    ),
    "a new decision takes the first number that is free": Case(
        replacing(("### Decision 1: One loader", "### Decision 1: One loader for all")),
        KEPT.but(decisions={"eeee5555": ("One saver", "There was none.", "`save()`.", "No")}),
        ["### Decision 1: One loader for all\n", "### Decision 2: One saver\n**Context**: There was none."],
        ["`load()` is shared"],
    ),
    "a decision that is redrafted keeps the number that stands": Case(
        replacing(
            ("### Decision 1: One loader", "### Decision 1: Mine\n**Context**: mine\n\n### Decision 2: One loader"),
        ),
        KEPT.but(decisions={"bbbb2222": ("One loader", "Two were there.", "`read()` is shared.", "No")}),
        ["### Decision 1: Mine\n", "### Decision 2: One loader\n", "**Choice**: `read()` is shared."],
    ),
    "deleting (proposed) confirms: the criterion follows, the tests stay": Case(
        replacing(("test_load` (proposed)", "test_load`")),
        Change().but(criteria={"Given two files When they load Then widgets": "`tests/test_b.py` (proposed)"}),
        ['"Given two files When they load Then widgets" → `tests/test_a.py::test_load`\n'],
        ["(proposed)"],
        ["`tests/test_b.py` (proposed)"],
    ),
    "a ticked box stays ticked": Case(
        replacing(("- [ ] No breaking changes", "- [x] No breaking changes")),
        Change(),
        ["- [x] No breaking changes\n- [ ] B"],
    ),
    "a deleted section is not put back": Case(
        replacing(("## Dependencies\nNone detected.\n\n", "")),
        KEPT.but(added={"httpx": ("1.0", "to fetch.")}),
        [],
        ["## Dependencies", "httpx"],
    ),
    "a person's own section and a heading over ours stay": Case(
        replacing(
            ("## Dependencies\n", "## Our notes\n\nread me\n\n## Dependencies\n"),
            ("- `src/b.py`", "#### Storage\n- `src/b.py`"),
        ),
        KEPT.but(new={"src/a.py": None, "src/b.py": "stores."}),
        ["## Our notes\n\nread me\n\n## Dependencies\nNone", "#### Storage\n- `src/b.py` — stores.\n"],
    ),
    "a renamed section goes on": Case(
        replacing(("## Files Changed", "## 2. Changed files (16)")),
        KEPT.but(new={"src/a.py": None, "src/b.py": None, "src/c.py": "new."}),
        ["## 2. Changed files (16)\n", "- `src/b.py` — saves widgets.\n- `src/c.py` — new.\n"],
    ),
    "text after the state comment stays": Case(
        lambda text: text + "\nP.S. thanks\n", KEPT.but(updated="2025-11-02"), ["P.S. thanks\n"], ["2025-10-25"]
    ),
}
