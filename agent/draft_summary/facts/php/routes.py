"""Routes of PHP's frameworks: Laravel's files of routes, Symfony's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from draft_summary.facts.frameworks.wiring import Route, Wiring
from draft_summary.facts.parsing import Source
from draft_summary.facts.php import laravel, symfony
from draft_summary.facts.reading import RouteReader

HINT = re.compile(r"\bRoute::|#\[\s*(\\?\w{1,40}\\){0,6}Route\(|@Route\(|\$router->")


def read(sources: Mapping[str, Source], _paths: frozenset[str]) -> Iterable[Wiring]:
    """The routes of all files; a file that another one includes is read there."""
    routes = (*laravel.read(sources), *_attributes(sources))
    yield Wiring((), (), routes)


def _attributes(sources: Mapping[str, Source]) -> Iterator[Route]:
    for source in sources.values():
        if "Route(" in source.text:
            yield from symfony.read(source)


def _wires(path: str) -> bool:
    return laravel.FILE.search(path) is not None or laravel.PROVIDER.search(path) is not None


ROUTES = RouteReader(HINT, read, re.compile(r"\bclass \w{1,80}Controller\b"), _wires, lambda path, _text: _wires(path))
