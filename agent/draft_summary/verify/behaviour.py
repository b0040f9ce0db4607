"""What a change is said to do in words that name no code: `retries with backoff`, `encrypts`, `is cached`.

No reference can be looked up in such a sentence, and it is what commit messages boast of. Each row has the words that
claim a behaviour and the stems of which one stands in any code that has it; the cited change must show one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Words that claim a behaviour, and what shows it: parts of identifiers and literals, in any case."""

    said: re.Pattern[str]
    shown: re.Pattern[str]


def _row(said: str, shown: str) -> Behaviour:
    return Behaviour(re.compile(rf"\b(?:{said})", re.IGNORECASE), re.compile(shown, re.IGNORECASE))


# Each shows itself by its name alone.
_TECHNOLOGIES = (
    *("redis", "kafka", "rabbitmq", "celery", "postgres", "mysql", "sqlite", "mongodb", "elasticsearch", "memcached"),
    *("nginx", "docker", "kubernetes", "helm", "terraform", "ansible", "sentry", "datadog", "grafana", "prometheus"),
    *("stripe", "paypal", "twilio", "sendgrid", "slack", "discord", "oauth", "saml", "ldap", "jwt", "totp", "graphql"),
    *("grpc", "webpack", "vite", "tailwind", "airflow", "dynamodb", "bigquery", "snowflake", "opensearch"),
)

BEHAVIOURS: tuple[Behaviour, ...] = (
    _row(r"retr(?:y|ies|ied|ying)\b|tries again\b", r"retr|attempt|tries|again|tenacity|repeat"),
    _row(r"(?:exponential )?back[- ]?offs?\b|jitter", r"backoff|back_off|exponential|jitter|wait|sleep|delay"),
    _row(r"circuit[- ]?break", r"circuit|breaker"),
    _row(r"cach(?:e|es|ed|ing)\b|memoi[sz]", r"cache|caching|memo|lru|etag|redis"),
    _row(r"(?:en|de)?queue[sd]?\b|queueing\b", r"queue|celery|delay\(|task|job|enqueue|push|worker|spool"),
    _row(
        r"in the background\b|background (?:job|task|worker|thread)s?\b|asynchronous(?:ly)?\b",
        r"background|async|await|celery|thread|worker|task|job|queue|goroutine|go func|executor|spawn|promise|future",
    ),
    _row(r"(?:en|de)crypt", r"crypt|cipher|fernet|aes|kms|secretbox|tls"),
    _row(r"hash(?:es|ed|ing)\b", r"hash|sha\d|bcrypt|argon|digest|md5|scrypt"),
    _row(
        r"hmac\b|cryptographic|signature (?:is|are|check|header|verif)"
        r"|(?:verif|check|valid|digital|payload|request|webhook|token)\w* (?:\w+ ){0,2}?signatures?\b",
        r"sign|hmac|crypt|verify|digest",
    ),
    _row(r"rate[- ]limit|throttl", r"rate|limit|throttl|quota"),
    _row(r"times? out\b|timed out\b|timeouts?\b", r"time_?out|deadline|timedelta|expire|time limit|max_wait"),
    _row(r"transaction|atomic(?:ally)?\b", r"transact|atomic|commit|begin|savepoint|rename|replace|session"),
    _row(r"(?:row[- ]level |optimistic |pessimistic )?lock(?:s|ed|ing)?\b|mutex", r"lock|mutex|for_update|for update"),
    _row(r"thread[- ]safe|race conditions?\b|concurren", r"lock|mutex|thread|concurr|atomic|async|race|parallel|sync"),
    _row(r"parallel|multi-?thread|concurrently\b", r"parallel|thread|pool|gather|concurr|async|worker|all\(|go func"),
    _row(r"idempoten", r"idempot|conflict|exists|already|upsert|unique|dedup|once"),
    _row(r"paginat|cursor-based", r"pag(?:e|inat)|limit|offset|cursor|next_"),
    _row(r"dedup(?:licat|e)", r"dedup|unique|distinct|set\(|seen|duplicate|exists|already|conflict|fromkeys"),
    _row(r"batch(?:es|ed|ing)?\b|in bulk\b", r"batch|bulk|chunk|many|executemany"),
    _row(r"stream(?:s|ed|ing)\b", r"stream|yield|chunk|iter|generator|sse|pipe"),
    _row(r"compress|gzip", r"gzip|compress|zip|deflate|zstd|brotli"),
    _row(
        r"expir(?:e|es|ed|y|ation|ing)\b|TTL\b", r"expir|ttl|timedelta|max_?age|until|deadline|valid|hours|minutes|days"
    ),
    _row(r"sends? (?:an? |the )?e-?mails?\b|e-?mails? (?:is|are) sent\b|by e-?mail\b", r"mail|smtp|postmark|ses\b"),
    _row(r"notif(?:y|ies|ied|ication)", r"notif|mail|send|webhook|message|push|alert|publish|emit"),
    _row(r"webhooks?\b", r"hook|callback|post\(|requests|httpx|fetch"),
    _row(
        r"cron\b|nightly\b|hourly\b|periodic|scheduled (?:job|task)s?\b",
        r"schedul|cron|beat|interval|daily|timer|every|periodic|night|hour",
    ),
    _row(r"poll(?:s|ed|ing)\b", r"poll|interval|sleep|while|loop"),
    _row(r"feature[- ]flag|behind a (?:flag|toggle)|kill[- ]switch", r"flag|toggle|feature|enabled|switch"),
    _row(
        r"authenticat|authori[sz]|permissions?\b|role-based|access control|logged[- ]in\b|only admins?\b",
        r"auth|permission|login|token|user|role|session|principal|credential|require|allow|forbid|40[13]|policy|admin"
        r"|owner|member|grant|scope",
    ),
    _row(r"csrf\b|xsrf\b", r"[cx]srf"),
    _row(r"cors\b|cross-origin", r"cors|origin"),
    _row(r"SQL injection|parameteri[sz]ed", r"%s|\?|param|bind|execute|:\w+"),
    _row(r"XSS\b|sanitiz|escap(?:es|ed|ing)\b", r"escape|saniti|xss|quote|strip|clean|bleach|markup"),
    _row(
        r"SSRF\b|server-side request forger",
        r"ssrf|is_private|is_loopback|private_?(?:ip|addr|net)|allow_?list|deny_?list",
    ),
    _row(
        r"(?:private|loopback|internal) (?:IPs?|IP addresses|addresses|networks?|ranges?)\b|loopback\b",
        r"is_private|is_loopback|ipaddress|127\.0|10\.0|192\.168|private_?(?:ip|addr|net|range)|loopback",
    ),
    _row(r"replay", r"replay|nonce|timestamp|jti|once|seen"),
    _row(r"(?:path|directory) traversal", r"traversal|resolve\(|relative_to|realpath|normpath|abspath|\.\."),
    _row(r"sandbox", r"sandbox|seccomp|chroot|isolat|jail|wasm|vm2|container"),
    _row(r"trusted (?:sources?|hosts?|origins?|users?)\b", r"trust|allow_?list|allowed"),
    _row(r"telemetry|personal data\b|PII\b", r"telemetr|personal|pii|gdpr|anonymi|consent"),
    _row(
        r"permission errors?\b|(?:because of|lack of|without) permissions?\b",
        r"permission|eacces|oserror|access_?denied|os\.access",
    ),
    _row(r"redact|mask(?:s|ed|ing)\b", r"redact|mask|\*\*\*|hide|strip|secret"),
    _row(r"audit(?:s|ed|ing)?\b", r"audit|log|history|record|trail"),
    _row(r"backfill", r"backfill|update|insert|runpython|execute|bulk|fill"),
    _row(r"soft[- ]delet", r"deleted|archiv|soft|is_active"),
    _row(r"cascad", r"cascade"),
    _row(r"deprecat", r"deprecat"),
    _row(r"(?:database |composite |unique |partial )index(?:es|ed)?\b", r"index|unique"),
    _row(r"distributed trac|trac(?:es|ed|ing)\b|OpenTelemetry\b", r"trac|span|otel|telemetry"),
    _row(r"metrics?\b|histograms?\b|gauges?\b", r"metric|histogram|gauge|counter|prometheus|statsd|observe|measure"),
    _row(r"dashboards?\b", r"dashboard|panel|grafana"),
    _row(r"alert(?:s|ed|ing)?\b", r"alert|notif|warn|page"),
    _row(r"logs\b|logged\b|logging\b", r"log|warn|print|console|echo"),
    _row(r"fall(?:s|ing)? back\b|fallback", r"fall|else|except|default|\bor\b|\?\?|\|\||catch|none|get\("),
    _row(r"health[- ]?check", r"health|ready|live|ping"),
    _row(r"load[- ]balanc", r"balanc|upstream|replica"),
    _row(r"shard", r"shard|partition"),
    _row(r"internationali[sz]|i18n\b|translat(?:es|ed|ion)|locali[sz]", r"i18n|locale|gettext|transl|_\(|lang|l10n"),
    _row(r"real[- ]time\b|websockets?\b", r"websocket|socket|channel|sse|real_?time|live|push|subscribe"),
    _row(r"immutable\b|frozen\b", r"frozen|immutab|read_?only|const|final|tuple|freeze"),
    _row(r"lazy\b|lazily\b|lazy-load", r"lazy|cached_property|import|getattr|once|defer|memo|on_?demand"),
    _row(r"dependency injection\b", r"depends|inject|provide|container"),
    _row(r"dry[- ]run\b", r"dry"),
    _row(r"checksum|integrity check", r"checksum|sha|digest|hash|crc|integrity"),
    *(_row(rf"{name}\w*", name) for name in _TECHNOLOGIES),
)
_DENIED = re.compile(
    r"(?:\b(?:no|not|nothing|none|never|without|instead of|rather than|nor|neither|un)\b|n't)[\s\w-]{0,24}$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:remov|delet|drop|no longer|stop|instead|replac|was|were|used to|old|former|previous|from|until now|before"
    r"|gone|renam|mov|retir|deprecat|lower|rais|increas|decreas|reduc|than)",
    re.IGNORECASE,
)


def claimed(words: str) -> Iterator[tuple[Behaviour, re.Match[str]]]:
    """Yield each behaviour that a text claims, with the words; what it denies it does not claim."""
    for behaviour in BEHAVIOURS:
        if (match := behaviour.said.search(words)) and not _DENIED.search(words[: match.start()]):
            yield behaviour, match


def speaks_of_what_went(words: str) -> bool:
    """Whether a text tells of an earlier state, so that removed lines show what it says."""
    return bool(_GONE.search(words))


def without_removed(text: str) -> str:
    """Return a hunk's text without its removed lines: what the change leaves."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("-"))
