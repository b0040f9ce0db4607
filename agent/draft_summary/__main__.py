"""`python -m draft_summary`, the same as the `draft-summary` command."""

from draft_summary.cli import main

main()
