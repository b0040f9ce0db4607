"""Words that look like code and are none, units, and numbers in words."""

from __future__ import annotations

from collections.abc import Mapping

# Names of languages and platforms in their own spelling, which no change need contain.
ENGLISH_NAMES = frozenset(
    {"CamelCase", "DevOps", "GitHub", "GitLab", "JavaScript", "LaTeX", "PowerShell", "PyPI", "TypeScript", "YouTube"}
    | {"iOS", "macOS", "PhD", "pH", "README", "OAuth", "JSONs", "MVPs"}
)
# Terms of the trade with digits in them, and words of programming languages that stand in code spans as such.
TECHNICAL_WORDS = frozenset(
    {"2fa", "a11y", "b2b", "base64", "crc32", "e2e", "es5", "es6", "h2", "http2", "http3", "i18n", "ipv4", "ipv6"}
    | {"k8s", "l10n", "md5", "mp3", "mp4", "o(1)", "o(n)", "oauth1", "oauth2", "p2p", "s3", "sha1", "sha256", "sha512"}
    | {"utf-16", "utf-8", "utf8", "x86", "x86-64", "web3", "http/2", "http/1.1", "c++", "c#", "f#", ".net", "node.js"}
    | {"bool", "boolean", "dict", "false", "float", "get", "int", "integer", "list", "nil", "none", "null", "object"}
    | {"patch", "post", "put", "delete", "set", "str", "string", "true", "tuple", "undefined", "void", "yes", "no"}
)
# Every spelling of a unit, by the one that stands for it.
UNITS: Mapping[str, str] = {
    spelling: unit
    for unit, spellings in {
        "%": ("%", "percent"),
        "ms": ("ms", "msec", "millisecond", "milliseconds"),
        "µs": ("µs", "us", "microsecond", "microseconds"),
        "s": ("s", "sec", "secs", "second", "seconds"),
        "min": ("m", "min", "mins", "minute", "minutes"),
        "h": ("h", "hr", "hrs", "hour", "hours"),
        "d": ("d", "day", "days"),
        "w": ("week", "weeks"),
        "B": ("b", "byte", "bytes"),
        "KB": ("k", "kb", "kib", "kilobyte", "kilobytes"),
        "MB": ("mb", "mib", "megabyte", "megabytes"),
        "GB": ("gb", "gib", "gigabyte", "gigabytes"),
        "TB": ("tb", "tib", "terabyte", "terabytes"),
        "x": ("x", "times"),
        "px": ("px", "pixel", "pixels"),
    }.items()
    for spelling in spellings
}
# What a unit is in smaller ones, as source code writes it: `5 minutes` stands there as 300 or 300000.
SMALLER: Mapping[str, tuple[int, ...]] = {
    "s": (1000,),
    "min": (60, 60_000),
    "h": (60, 3600, 3_600_000),
    "d": (24, 1440, 86_400, 86_400_000),
    "w": (7, 168, 604_800),
    "KB": (1024, 1000),
    "MB": (1024, 1024**2, 1000**2),
    "GB": (1024, 1024**3, 1000**3),
    "TB": (1024**4, 1000**4),
}
_TO_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMERALS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_TO_TWENTY, start=1)},
    **dict(zip(_TENS, range(30, 100, 10), strict=True)),
}
COUNTED_AT_A_GLANCE = 12  # a larger number in words stands in the evidence, as one in digits does
# What a document's own numbers follow: `TDR 5`, `section 10`, `Option 2`.
LABELS = frozenset(
    {
        "ac",
        "appendix",
        "chapter",
        "criterion",
        "decision",
        "option",
        "part",
        "phase",
        "q",
        "section",
        "spec",
        "step",
        "tdr",
    }
    | {"§", "alternative", "question", "requirement", "risk", "scenario", "story"}
)
