"""A small branch that summaries are written about by hand, and `check` run over them."""

from __future__ import annotations

from pathlib import Path

from draft_summary import pipeline
from draft_summary.settings import Settings
from draft_summary.values.findings import Finding
from support.features import SUMMARY
from support.repositories import Sample, build

BASE = {
    "README.md": "# Shop\n\nRuns on its own. Only accept coupons from\npeople you trust.\n",
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.2.3"\ndependencies = ["httpx>=0.27"]\n',
    "src/shop/cart.py": "class Cart:\n    def grand_total(self):\n        return 0\n",
    "src/shop/legacy.py": "def old_price():\n    return 1\n",
    "src/shop/unchanged.py": "KEEP_ME = 1\n\n\ndef helper_of_all():\n    print('prices/made-at-run-time.json')\n",
    "tests/test_cart.py": "def test_total_of_nothing():\n    assert True\n",
    "uv.lock": "version = 1\n",
}
CHANGE = {
    "src/shop/cart.py": "class Cart:\n    def grand_total(self, coupon=None):\n        return 0\n",
    "src/shop/coupons.py": (
        "import os\nimport logging\n\nLIMIT = os.environ.get('SHOP_COUPON_LIMIT', '3')\n"
        "logger = logging.getLogger()\n\n\n"
        "def apply_coupon(cart, code):\n    logger.info(f'applied the coupon {code}')\n    return code\n"
    ),
    "src/shop/legacy.py": None,
    "tests/test_coupons.py": (
        "def test_coupon_is_applied():\n    assert True\n\n\ndef test_coupon_twice():\n    assert True\n"
    ),
    "directive/specs/thing/spec.md": (
        "# Coupons\n\n## Acceptance Criteria\n"
        "- Given a cart, when a coupon is entered, then the total is lower\n"
        "- Given a used coupon, when it is entered again, then it is refused with `coupon_refused_error`\n"
    ),
}


def shop(path: Path) -> Sample:
    """The branch, its commits `feat: coupons` and `chore: lock`."""
    lock = ("chore: lock", {"uv.lock": "version = 2\n"})
    return build(path, BASE, ("feat: coupons", CHANGE), lock)


def checked(sample: Sample, text: str) -> tuple[Finding, ...]:
    """What `check` finds in a summary with that text."""
    sample.write({SUMMARY: text})
    return pipeline.check(Settings(repo=sample.path), lambda _: None).findings
