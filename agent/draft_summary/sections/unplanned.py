"""What the change brings that the TDR does not name."""

from __future__ import annotations

from draft_summary.sections.folding import fold_of
from draft_summary.values.branch import Status
from draft_summary.values.evidence import Dossier
from draft_summary.values.facts import Change, FileKind

# What a plan is expected to name; tests and lockfiles it rarely does.
PLANNED_KINDS = frozenset({FileKind.CODE, FileKind.CONFIG, FileKind.DOCS})


def unplanned(dossier: Dossier) -> tuple[str, ...]:
    """Files added or deleted, and new endpoints and public symbols of other files, that occur nowhere in the TDR.

    A name counts as planned if the TDR has it anywhere, a file if its TDR has its base name: what remains was not
    thought of, or not written down. Empty where there is no TDR.
    """
    design = dossier.branch.feature.design
    if design is None:
        return ()
    facts = dossier.facts
    files = [
        one.path
        for one in facts.files
        if one.file.status in {Status.ADDED, Status.DELETED}
        and one.kind in PLANNED_KINDS
        and not fold_of(dossier, one)
        and one.path.rpartition("/")[2] not in design.text
    ]
    named = {*files, *(one.path for one in facts.files if one.kind is FileKind.TEST)}
    routes = (one.route for one in facts.endpoints if one.change is Change.ADDED and one.route not in design.text)
    symbols = (
        one.qualified
        for one in facts.symbols
        if one.change is Change.ADDED and one.path not in named and one.name.rpartition(".")[2] not in design.text
    )
    return tuple(dict.fromkeys((*files, *routes, *symbols)))
