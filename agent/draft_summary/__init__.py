"""draft-summary keeps a feature branch's Implementation Summary true."""

__version__ = "0.1.0"
