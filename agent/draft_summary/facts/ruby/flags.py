"""Questions for feature flags in Ruby: Flipper, Unleash, LaunchDarkly, OpenFeature, and a program's own modules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draft_summary.facts.parsing import Source, descendants, line_of, written
from draft_summary.facts.ruby.calls import call_of, every_call, name_of
from draft_summary.values.facts import Flag

# Method -> what it is called on.
ASKED = {
    "enabled?": re.compile(r"^(::)?(Flipper|Feature|Features|FeatureFlags?|Feature::\w{1,40}|Unleash|UNLEASH)$"),
    "enabled_for?": re.compile(r"^(Flipper|Features?|FeatureFlags?)$"),
    "is_enabled?": re.compile(r"unleash", re.IGNORECASE),
    "variation": re.compile(r"(ld|launch_?darkly|client)", re.IGNORECASE),
    "bool_variation": re.compile(r""),
    "fetch_boolean_value": re.compile(r""),
    "fetch_string_value": re.compile(r""),
    "feature_enabled?": re.compile(r""),
    "feature_flag_enabled?": re.compile(r""),
    "active?": re.compile(r"rollout", re.IGNORECASE),
}
HINT = re.compile(r"flipper|feature|unleash|launch_?darkly|openfeature|rollout", re.IGNORECASE)


def read(source: Source) -> Iterator[Flag]:
    """Every question whose flag is named by a string or a symbol."""
    if not HINT.search(source.text):
        return
    for call in every_call(source):
        if (asked := ASKED.get(call.method)) and asked.search(call.receiver) and (name := call.text(0)):
            yield Flag(path=source.path, line=call.line, name=name)
    for node in descendants(source.root, "element_reference"):
        asked_of = call_of(source, node.parent)
        is_flag = (
            written(node.child_by_field_name("object")) == "Flipper" and asked_of and asked_of.method == "enabled?"
        )
        if is_flag and node.named_child_count > 1 and (name := name_of(source, node.named_children[1])):
            yield Flag(path=source.path, line=line_of(node), name=name)
