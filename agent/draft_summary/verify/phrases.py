"""What only a person or a report may say, whatever the evidence: attestations, measurements, praise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Shown(Enum):
    """What a report for this head can show."""

    TESTS_PASS = auto()
    ALL_TESTS_PASS = auto()  # none was skipped either
    COVERAGE = auto()
    TIMES = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording that no claim may have, but for one that cites a report which shows what it `needs`."""

    code: str
    reason: str
    pattern: re.Pattern[str]
    needs: Shown | None = None


def _phrase(code: str, reason: str, *patterns: str, needs: Shown | None = None) -> Phrase:
    return Phrase(code, reason, re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE), needs)


def _one_of(words: str) -> str:
    """Return a pattern for any of the words; `_` stands for a blank or a hyphen in them."""
    return rf"(?:{'|'.join(word.replace('_', '[- ]') for word in words.split())})"


_BE = r"(?:is|are|was|were|has been|have been|stays?|remains?|keeps?)"
_TESTS = _one_of("tests? test_suites? suites? all_checks ci the_build pipelines?")
_PASS = _one_of("pass passes passed succeed succeeds succeeded")
# After `pass`: anything else is what the tests hand over (`tests pass a fake clock`).
_STOP = _one_of(
    "and but now together alongside on in at with locally again as after before since under for cleanly successfully"
)
_MET = _one_of("met satisfied fulfilled implemented covered completed? verified tested done addressed")
_CRITERIA = r"(?:\w+ ){0,2}?(?:criteria|criterion|requirements?|acs?|user stories)"
_EVERY = r"(?:all|every|each)(?: of)?(?: the)?"
_CONDUCT = _one_of("functionality behaviou?rs? semantics api interface")
_NONE = r"(?:no|without|zero)(?: any)?"
_FAILURES = _one_of("failures? failed_tests? failing_tests? errors? warnings? complaints? problems? findings?")
_CHECKERS = _one_of("tests? test_runs? test_suites? suites? pytest linters? type_checkers? mypy ruff eslint ci builds?")
_PEOPLE = _one_of("customers users stakeholders the_team our_team reviewers colleagues everyone")
_MANY = _one_of("dozens hundreds thousands tens_of_thousands millions")
_SECRETS = _one_of("secrets? credentials? passwords? tokens? personal_data pii sensitive_data")
_FASTER = _one_of("faster slower quicker smaller cheaper less fewer more better lower")
_PICTOGRAM = re.compile("[\u2600-\u26ff\u2705\u2713-\u2728\u274c\u2757\u2764\U0001f300-\U0001faff]")

# A verdict on what was run: what ran, words that only link, and how it ended, in one clause.
_RAN = _one_of(
    "tests? test_suites? test_runs? test_cases? test_results? suites? testing pytest linters? mypy ci pipelines? "
    "builds? checks? checkers? assertions?"
)
_LINKING = (
    r"(?:(?:has|have|had|is|are|was|were|be|been|being|all|both|now|still|also|again|came|comes?|back|turned|out|ran|runs?"
    r"|run|running|executed|finish(?:es|ed)?|complet(?:es|ed)|ended?|ends|went|goes|through|up|to|look|looks|found|stays?"
    r"|remain(?:s|ed)?|reports?|reported|shows?|showed) ){0,5}?"
)
_ENDED = (
    r"(?:pass(?:es|ed|ing)?(?=\s*(?:$|[.,;:!)]|and\b|but\b|on\b|in\b|at\b|with\b|for\b|after\b|again\b))"
    r"|green\b|succeed(?:s|ed)?\b"
    r"|successful(?:ly)?\b|clean(?:ly)?\b|fine\b|positive\b|okay\b|nothing\b|through\s*(?:$|[.,;])|holds?\s*(?:$|[.,;])"
    r"|(?:no|zero|without)(?: any)? (?:\w+ )?(?:errors?|failures?|issues?|problems?|warnings?))"
)

PHRASES: tuple[Phrase, ...] = (
    _phrase(
        "attestation",
        "whether tests pass is for a test report or a person to say",
        rf"{_RAN} {_LINKING}{_ENDED}",
        rf"{_RAN}[^.;]{{0,20}} and (?:they|it|all) (?:all )?(?:pass|passed|succeeded|worked)\b",
        rf"(?:nothing|none|no|never)\b[^.;:]{{0,30}}\bfail(?:s|ed|ing|ure|ures)?\b[^.;:]{{0,24}}\b{_RAN}\b",
        rf"(?:no|zero|none of the) {_RAN} (?:fail|failed|fails|failures?)\b",
        rf"pass(?:es|ed) (?:all |the |our |every )*{_RAN}\b",
        r"everything (?:now )?(?:passes|passed|works|succeeds)\b",
        rf"(?:verified|confirmed|validated|proven) (?:with|by|through|against|in) (?:the |our |a )?(?:\w+ )?{_RAN}\b",
        rf"{_TESTS} (?:all |now |still |also )?{_PASS}(?=\s*(?:$|[.,;:!)]|{_STOP}\b))",
        rf"{_TESTS} {_BE} (?:all |now |still )?(?:green|passing|successful)\b",
        rf"passing {_TESTS}\b",
        rf"{_CHECKERS} (?:\w+ ){{0,4}}?{_NONE} {_FAILURES}\b",
        rf"{_NONE} {_FAILURES} (?:\w+ ){{0,3}}?{_CHECKERS}\b",
        rf"(?:no|zero) (?:\w+ )?tests? (?:{_BE} )?(?:broken|breaks?|broke|failing|fails?|failed)\b",
        r"there (?:are|were) (?:no|zero) (?:failing|failed|broken) tests\b",
        rf"{_TESTS} (?:runs? )?{_BE} (?:\w+ ){{0,2}}?(?:clean|successful(?:ly)?)\b",
        rf"{_TESTS} {_BE} (?:executed|run)\b[^.;]{{0,30}}\b(?:successful(?:ly)?|passed|green)\b",
        r"test runs? (?:is|are|was|were) (?:clean|green|successful)\b",
        r"(?:confirms?|proves?|shows?|verif(?:y|ies)|ensures?|demonstrates?) that nothing (?:is |was )?brok(?:e|en)\b",
        needs=Shown.TESTS_PASS,
    ),
    _phrase(
        "attestation",
        "that all tests ran and passed is for a test report in which none is skipped to say",
        r"all (?:of )?(?:the )?(?:\w+ ){0,2}tests\b",
        needs=Shown.ALL_TESTS_PASS,
    ),
    _phrase(
        "attestation",
        "the state of a pipeline is for a person to say",
        r"green (?:build|pipeline|ci|suite)\b",
        r"(?:all|everything) (?:is |are |was )?green\b",
    ),
    _phrase(
        "attestation",
        "coverage is for a coverage report to say",
        r"coverage\b[^.;]{0,40}?\d+(?:\.\d+)?\s?(?:%|percent\b)",
        r"\d+(?:\.\d+)?\s?(?:%|percent) (?:\w+ )?coverage\b",
        needs=Shown.COVERAGE,
    ),
    _phrase(
        "attestation",
        "whether coverage suffices is for a person to say",
        r"(?:full|complete|total|high|excellent) (?:\w+ )?coverage\b",
        r"coverage (?:is|was) (?:now )?(?:full|complete|total|high|excellent)\b",
        r"fully covered\b",
    ),
    _phrase(
        "attestation",
        "that something is tested or works is for a person or a report to say",
        rf"{_one_of('fully thoroughly well extensively comprehensively rigorously carefully properly')}[- ]tested\b",
        rf"(?:manually|locally) {_one_of('tested verified checked confirmed validated')}\b",
        rf"{_one_of('tested verified confirmed validated')} (?:manually|locally|by hand|in production|in staging)\b",
        r"(?:verified|confirmed|tested|known) to work\b",
        rf"works? (?:as {_one_of('expected intended designed specified')}|correctly|perfectly|flawlessly)\b",
        rf"{_one_of('reviewed approved signed_off')} by\b",
        rf"{_BE} (?:fully |now |already )?{_one_of('approved reviewed signed_off')}\b",
        r"reviewed and approved\b",
        r"approved(?:\s*$|[.!;])",
        r"(?:merge|ship|deploy) (?:\w+ )?without\b",
        r"(?:no|without) (?:further|more) review\b",
        r"LGTM\b",
        r"(?:review|audit|scan|analysis) (?:found|shows?|reveal(?:s|ed)) no\b",
        r"sign(?:s|ed) (?:\w+ ){0,3}off\b",
    ),
    _phrase(
        "attestation",
        "whether anything breaks is for a person to say",
        rf"{_NONE} breaking[- ]changes?\b",
        r"non-breaking\b",
        r"(?:does not|doesn't|do not|don't|will not|won't|cannot|without) break(?:ing)?\b",
        r"nothing breaks\b",
        r"(?:backwards?|fully|forwards?)[- ]compatib(?:le|ility)\b",
        r"drop-in replacement\b",
        r"compatible with (?:all |any |every )?(?:version|older|old|existing|previous|earlier|current)\b",
        r"(?:keeps?|continues?|continued) (?:to )?work(?:s|ing)?\b",
        rf"{_NONE} (?:\w+ )?(?:migration|action|changes|steps) (?:is|are) (?:required|needed|necessary)\b",
        r"works? (?:on|under|with|in) (?:all|any|every|each)\b",
        r"works? (?:on|under) (?:windows|mac ?os|linux|android|ios)\b",
        r"(?:does not|doesn't|do not|don't|will not|won't) (?:affect|impact)\b",
    ),
    _phrase(
        "attestation",
        "that something stays as it was is for a person to say",
        r"(?<!\()unchanged\b(?!\))(?! (?:callers?|files?|lines?|code)\b)",
        rf"{_NONE} (?:functional|behaviou?ral|user-visible|user-facing|visible) changes?\b",
        rf"{_CONDUCT} {_BE} (?:the same|identical|intact|as before|preserved|unaffected)\b",
        r"(?:performance|latency|memory|throughput|stability|users?|customers?|clients?|callers?|integrations?)"
        r" (?:\w+ )?(?:is|are|will|stays?|remains?|keeps?)(?: \w+)? "
        r"(?:not|unaffected|flat|stable|functioning|notice)\b",
        r"nothing else (?:\w+ ){0,3}(?:chang|break|affect|need)",
        rf"preserv(?:es|ing|ed) (?:the )?(?:existing |current |all )?{_CONDUCT}\b",
        rf"{_NONE} (?:impact|side[- ]effects?)\b",
        r"(?:works?|behaves?|runs?) (?:exactly |just |the same )?as (?:it did )?before\b",
    ),
    _phrase(
        "attestation",
        "readiness is for a person to say",
        r"(?:production|enterprise)[- ](?:ready|grade|quality)\b",
        r"battle[- ]tested\b",
        r"ready (?:for|to be|to) (?:production|merged?|released?|ship|shipped|deploy(?:ed|ment)?)\b",
        r"(?:feature|implementation) is (?:now )?(?:complete|finished)\b",
        rf"fully {_one_of('implements implemented functional operational complete compliant')}\b",
        r"zero[- ]downtime\b",
        r"safe to (?:deploy|release|merge|ship|roll out)\b",
        r"without (?:a |any )?(?:downtime|maintenance window)\b",
    ),
    _phrase(
        "attestation",
        "whether criteria are met is for a person to say",
        rf"{_EVERY} {_CRITERIA} {_BE} (?:now |all |fully )?{_MET}\b",
        rf"{_one_of('meets? satisfies fulfill?s? covers? implements? addresses')} {_EVERY} {_CRITERIA}\b",
        rf"{_CRITERIA} {_BE} (?:all |fully |now )?(?:met|satisfied|fulfilled)\b",
        rf"{_EVERY} {_CRITERIA} (?:has|have) \w",
        rf"{_one_of('maps? links? ties?')} {_EVERY} {_CRITERIA}\b",
    ),
    _phrase(
        "attestation",
        "the absence of faults is for a person to say",
        rf"{_NONE}(?: known| new| open| security)? {_one_of('regressions? bugs? issues? problems? defects? risks?')}\b",
        rf"{_NONE}(?: known)? vulnerabilit(?:y|ies)\b",
        r"(?:bug|regression|error|risk)-free\b",
        rf"{_one_of('completely fully perfectly guaranteed')} {_one_of('safe secure correct stable reliable')}\b",
        r"secure by (?:design|default)\b",
        r"(?:it|this|that|which) (?:can )?never (?:fails?|breaks?|crash(?:es)?|loses?)\b",
        rf"{_one_of('eliminates? prevents? fixes solves resolves')} (?:all|any|every) (?:\w+ )?"
        r"(?:race conditions?|bugs?|errors?|issues?|problems?|leaks?|crashes|failures?|vulnerabilit(?:y|ies))\b",
        r"(?:more|highly|fully|very|completely|extremely) "
        rf"{_one_of('reliable robust stable maintainable scalable secure')}\b",
        r"attackers? can(?:not| no longer)\b",
        r"guarantee(?:s|d)?\b",
        rf"{_SECRETS} (?:\w+ )?(?:is|are) never\b",
        r"(?:all|every|each) (?:\w+ )?(?:endpoints?|routes?|requests?) (?:now )?(?:requires?|is|are)\b",
    ),
    _phrase(
        "attestation",
        "what people said, asked for or decided is for a person to say",
        rf"{_PEOPLE} (?:have |has |had )?"
        rf"{_one_of('reported asked requested complained wanted compared agreed discussed')}\b",
    ),
    _phrase(
        "needs-report",
        "how fast or small something is needs a benchmark report",
        rf"\d+(?:\.\d+)?\s?(?:x|\u00d7|times|%|percent) (?:{_FASTER}|reduction|improvement|speed-?up|increase)\b",
        needs=Shown.TIMES,
    ),
    _phrase(
        "needs-report",
        "that something is faster or smaller than before is for a comparison to say, which no report of one head is",
        rf"{_one_of('improves? improved boosts? increases? optimi[sz]es?')} (?:the |overall )?"
        rf"{_one_of('performance throughput latency speed efficiency')}\b",
        rf"{_one_of('reduces? reduced cuts? lowers? halves? halved')} (?:the )?"
        rf"{_one_of('response_times? latency load_times? memory_usage memory_footprint cpu_usage')}\b",
        rf"{_one_of('much significantly dramatically considerably noticeably far')} {_FASTER}\b",
        r"no performance (?:impact|degradation|regressions?|overhead)\b",
        r"negligible (?:overhead|impact|cost)\b",
        rf"(?:twice|half|\w+ times) as {_one_of('fast quick slow long much many')}\b",
        r"in (?:well )?(?:under|less than|below) (?:a|one) (?:second|millisecond|minute)\b",
        rf"(?:handles|serves|supports|processes|scales to) {_MANY} of\b",
        r"scales? (?:well|to|linearly|horizontally)\b",
        r"(?:performance )?bottlenecks?\b",
        r"(?:maintenance|operating|infrastructure) costs?\b",
        r"downtime (?:is|was) (?:avoided|eliminated|reduced)\b",
        r"memory (?:use|usage|footprint|consumption) (?:\w+ ){0,4}?(?:low|small|constant|minimal)\b",
    ),
    _phrase(
        "praise",
        "it praises; say what changed",
        rf"{_one_of('comprehensive robust seamless elegant flawless effortless')}(?:ly|ness)?\b",
        rf"{_one_of('cutting_edge best_in_class world_class next_level rock_solid bullet_?proof lightning_fast')}\b",
        r"state[- ]of[- ]the[- ]art\b",
        rf"{_one_of('amazing awesome beautiful brilliant delightful excellent fantastic great superb')}(?:ly)?\b",
        rf"{_one_of('powerful perfect blazing')}(?:ly)?\b",
        rf"{_one_of('user-friendly intuitive revolutionary sophisticated game_changer game_changing')}\b",
        r"(?:clean|readable|maintainable)(?:,| and) (?:\w+ and )?"
        r"(?:clean|readable|maintainable|modular|testable|tested)\b",
        rf"well[- ]{_one_of('designed crafted structured engineered documented architected')}\b",
        r"(?:high|highest|superior|exceptional)[- ](?:quality|performance)\b",
        r"best practices\b",
        rf"{_one_of('greatly significantly dramatically vastly drastically')} "
        r"(?:improv|enhanc|simplif|increas|reduc)\w*",
        rf"(?:improv|enhanc|simplif|increas|reduc)\w* {_one_of('greatly significantly dramatically vastly')}\b",
    ),
    Phrase(
        "praise",
        "it has a pictogram",
        re.compile("[\u2600-\u26ff\u2705\u2713-\u2728\u274c\u2757\u2764\U0001f300-\U0001faff]"),
    ),
)


def found(words: str, shown: Collection[Shown]) -> Iterator[tuple[Phrase, str]]:
    """Yield the phrases that a text has, each once, with the words; what a cited report shows may be said."""
    for phrase in PHRASES:
        if phrase.needs not in shown and (match := phrase.pattern.search(words)):
            yield phrase, match.group()
