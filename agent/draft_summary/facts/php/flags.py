"""Questions for feature flags in PHP: Laravel's Pennant, Unleash, LaunchDarkly, OpenFeature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source
from draft_summary.facts.php.calls import every_chain
from draft_summary.values.facts import Flag

# Method -> what the file must speak of.
ASKED = {
    **dict.fromkeys(("active", "inactive", "value", "when", "unless"), re.compile(r"Laravel\\Pennant")),
    "isEnabled": re.compile(r"Unleash", re.IGNORECASE),
    "isFeatureEnabled": re.compile(r"."),
    **dict.fromkeys(("variation", "boolVariation", "variationDetail"), re.compile(r"LaunchDarkly")),
    **dict.fromkeys(("getBooleanValue", "getStringValue", "getIntegerValue"), re.compile(r"OpenFeature")),
}
HINT = re.compile(r"feature|unleash|launchdarkly", re.IGNORECASE)


def read(source: Source) -> Iterator[Flag]:
    """Every question whose flag is named by a string."""
    if not HINT.search(source.text):
        return
    for chain in every_chain(source):
        last = chain.links[-1]
        asked = ASKED.get(last.name)
        is_pennant = asked is None or "Pennant" not in asked.pattern or chain.root == "Feature"
        if asked and is_pennant and asked.search(source.text) and (name := last.text(0)):
            yield Flag(path=source.path, line=chain.line, name=name)
