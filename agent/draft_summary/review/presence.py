"""Whether what a summary names is anywhere: in the change, in its messages and documents, in either whole tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from draft_summary.review.paths import Paths
from draft_summary.values.branch import Occurrences
from draft_summary.values.evidence import Dossier, EvidenceKind
from draft_summary.verify.occurrence import name_at

Search = Callable[[Collection[str], Collection[str]], Occurrences]
_DOCUMENT = re.compile(r"\.(?:md|mdx|markdown|rst|txt|adoc|org)\Z", re.IGNORECASE)


class Presence:
    """What is known of the texts that a summary names. `search` is asked once, for all that nothing nearer has."""

    def __init__(self, dossier: Dossier, paths: Paths) -> None:
        self.dossier = dossier
        self.paths = paths
        self._found = Occurrences()
        self._near_ones: dict[str, bool] = {}

    @cached_property
    def _near(self) -> str:
        """The texts of the change, both sides, and its hunks' lines, but for what only plans it."""
        trees, branch = self.paths.trees, self.dossier.branch
        read = {**trees.base.texts, **trees.head.texts}
        texts = [text for tree in (trees.base, trees.head) for path, text in tree.texts.items() if self._shows(path)]
        unread = (file for file in branch.files if file.path not in read and self._shows(file.path))
        texts += [line for file in unread for hunk in file.hunks for line in hunk.lines]
        # What facts compose, such as a route with its prefixes, need not stand anywhere as a whole.
        texts += [item.text for item in self.dossier.catalogue.of_kind(EvidenceKind.FACT)]
        return "\n".join((*texts, *sorted(self.paths.known)))

    @cached_property
    def _said(self) -> str:
        """What commits and the feature's documents say, and the names that the branch itself goes by."""
        branch, trees = self.dossier.branch, self.paths.trees
        texts = [text for tree in (trees.base, trees.head) for path, text in tree.texts.items() if self._plans(path)]
        feature = branch.feature
        texts += [one.text for one in (feature.spec, feature.design, *feature.others) if one]
        texts += [f"{commit.subject}\n{commit.body}\n{commit.author}" for commit in branch.commits]
        return "\n".join((*texts, branch.name, branch.base))

    def _plans(self, path: str) -> bool:
        folder = self.dossier.branch.feature.directory
        return bool(folder) and path.startswith(f"{folder}/") and path != self.dossier.branch.summary_path

    def _shows(self, path: str) -> bool:
        return not self._plans(path) and path != self.dossier.branch.summary_path

    def near(self, text: str) -> bool:
        """Whether the text stands in the change as a whole word, its plans aside."""
        if text not in self._near_ones:
            self._near_ones[text] = name_at(text, self._near) >= 0
        return self._near_ones[text]

    def is_said(self, text: str) -> bool:
        """Whether a commit or one of the feature's documents says it."""
        return name_at(text, self._said) >= 0

    def is_message(self, text: str) -> bool:
        """Whether the text is a part of a commit's message, as one quotes it."""
        said = " ".join(text.split())
        return any(said in " ".join((commit.subject, *commit.body.split())) for commit in self.dossier.branch.commits)

    def look(self, texts: Iterable[str], hashes: Iterable[str], search: Search) -> None:
        """Look in the whole trees for what is not near."""
        far = tuple(dict.fromkeys(one for one in texts if not self.near(one)))
        unknown = tuple(dict.fromkeys(one for one in hashes if not self.is_commit(one)))
        if far or unknown:
            self._found = search(far, unknown)

    def is_there(self, text: str) -> bool:
        """Whether a tree has the text, its plans aside, or may have: what could not be looked for is not absent."""
        far = any(map(self._shows, self._found.paths.get(text, ())))
        return far or not self._found.complete or self.near(text)

    def is_commit(self, short: str) -> bool:
        """Whether a commit of the branch, or as far as was looked any of the repository, has that hash."""
        branch = self.dossier.branch
        ours = (branch.head, branch.merge_base, branch.base, *(commit.sha for commit in branch.commits))
        known = any(one.startswith(short) for one in ours) or short in self._found.commits
        return known or not self._found.complete

    def in_code(self, text: str) -> bool:
        """Whether the text stands in a file at head that is no document: a helper, say, that is named like a test."""
        head = self.paths.trees.head
        read = (path for path, content in head.texts.items() if name_at(text, content) >= 0)
        found = (*read, *self._found.paths.get(text, ()))
        return any(not _DOCUMENT.search(path) and path in self._at_head for path in found) or not self._found.complete

    @cached_property
    def _at_head(self) -> frozenset[str]:
        return frozenset(self.paths.trees.head.paths)

    @cached_property
    def tests(self) -> Mapping[str, frozenset[str]]:
        """The paths of the tests at head by each name of their chain: a test's own, its class's."""
        found: dict[str, set[str]] = {}
        for test in self.dossier.facts.tests_at_head:
            path, *names = test.split("::")
            for name in names:
                found.setdefault(name, set()).add(path)
        return {name: frozenset(paths) for name, paths in found.items()}
