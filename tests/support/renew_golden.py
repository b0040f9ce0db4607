"""Renew what is stored about the sample branch: the reply's ids, the cassette, the golden documents.

`make cassette` runs it after a change of prompt, facts, checks or rendering; what it changed is for a person to read in
`git diff`. It stops, and writes nothing, if the stored reply cites evidence that is gone or if a claim of it no longer
holds: then the reply is mended by hand, or the change is wrong.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from draft_summary import pipeline
from draft_summary.draft.handoff import Handoff
from draft_summary.errors import InputError
from draft_summary.integrations import sample
from draft_summary.settings import Settings
from support import record_cassette, replies
from support.cassettes import BASE_URL, CASSETTES, playing

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"
WITH_A_MODEL = GOLDEN / "sample-with-a-model.md"
OFFLINE = GOLDEN / "sample-offline.md"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        branch = sample.build(Path(folder) / "sample").path
        examined = pipeline.examine(Settings(repo=branch, offline=True), _silent)
        catalogue = examined.dossier.catalogue
        try:
            reply = replies.stored(replies.SAMPLE, catalogue)
            findings = pipeline.summarise(examined, Handoff(json.dumps(reply).encode())).verified.findings
        except (replies.EvidenceGoneError, InputError) as error:
            return _refused(str(error))
        if findings:
            return _refused("\n".join(f"{one.where} {one.place} {one.key}: {one.reason}" for one in findings))
        path = replies.store(replies.SAMPLE, reply, catalogue)
        code = record_cassette.main(replies.SAMPLE, str(branch), str(path))
        GOLDEN.mkdir(exist_ok=True)
        with playing(CASSETTES / f"{replies.SAMPLE}.yaml"):
            WITH_A_MODEL.write_bytes(drafted(branch, base_url=BASE_URL, model=record_cassette.MODEL))
        OFFLINE.write_bytes(drafted(branch, offline=True))
        return code


def drafted(branch: Path, *, base_url: str = "", model: str = "", offline: bool = False) -> bytes:
    """Return the summary that a first draft of the branch makes; nothing is written."""
    settings = Settings(repo=branch, base_url=base_url, model=model, offline=offline)
    return pipeline.draft(settings, _silent, write=False).document.data


def _refused(reason: str) -> int:
    sys.stderr.write(f"{replies.REPLIES / replies.SAMPLE}.json cannot be used as it is:\n{reason}\n")
    return 1


def _silent(_: str) -> None:
    """Show no progress."""


if __name__ == "__main__":
    sys.exit(main())
