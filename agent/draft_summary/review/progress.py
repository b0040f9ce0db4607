"""What a run is doing, for whoever waits: nothing for a run that is over at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

PATIENCE = 1.0  # seconds in which a run says nothing


class Progress:
    """Tells the latest step once a run has taken `after` seconds, and from then on each step as it begins."""

    def __init__(self, tell: Callable[[str], None], after: float = PATIENCE) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._latest = ""
        self._due = False
        self._timer = threading.Timer(after, self._begin)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, step: str) -> None:
        """A step begins."""
        with self._lock:
            self._latest = step
            if self._due:
                self._tell(step)

    def close(self) -> None:
        """The run is over: nothing more is told."""
        self._timer.cancel()

    def _begin(self) -> None:
        with self._lock:
            self._due = True
            if self._latest:
                self._tell(self._latest)
