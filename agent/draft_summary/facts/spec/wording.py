"""The words by which a spec names its criteria: headings, Gherkin's keywords and labels, in the languages met so far.

Gherkin's keywords are those of its own language table (cucumber, gherkin-languages.json).
"""

from __future__ import annotations

import re
from enum import IntEnum

ACCEPTANCE = re.compile(
    r"\b(?:acceptance (?:criteri(?:a|on)|scenarios?|tests?|conditions?)|crit[eè]res? d['\u2019]acceptation"
    r"|akzeptanzkriterien|abnahmekriterien|criterios? de aceptaci[oó]n|crit[eé]rios? de aceita[cç][aã]o"
    r"|criteri di accettazione|acceptatiecriteria|критерии при[её]мки)\b"
    r"|受け?入れ?(?:基準|条件)|验收(?:标准|条件)|驗收(?:標準|條件)|인수 ?(?:조건|기준)|수용 ?기준"
    r"|^[\W\d]*(?:acceptance|ACs?)\W*$",
    re.IGNORECASE,
)
SUCCESS = re.compile(
    r"\b(?:success (?:criteri(?:a|on)|metrics)|crit[eè]res de (?:succès|réussite)|erfolgskriterien"
    r"|criterios de éxito|critérios de sucesso|definition of done)\b|成功(?:基準|标准)",
    re.IGNORECASE,
)
# A heading that only names the criteria of another list, or the tests of these.
NOT_CRITERIA = re.compile(r"\b(?:mapping|coverage|non[-\u2011 ]?goals?|out of scope)\b", re.IGNORECASE)
SCENARIO = re.compile(
    r"^(?:scenario(?: outline| template)?|example|scénario|szenario|beispiel|escenario|ejemplo|cenário|exemplo"
    r"|シナリオ|场景|場景)\s*(?:\d{1,4}\s*)?[:\uff1a]",
    re.IGNORECASE,
)


class Clause(IntEnum):
    """The clauses of a Given/When/Then criterion, in their order; AND continues whichever came before."""

    NONE = 0
    GIVEN = 1
    WHEN = 2
    THEN = 3
    AND = 4


_KEYWORDS = {
    Clause.GIVEN: "given|étant donnée?s?|soit|angenommen|gegeben(?: sei(?:en)?)?|dad[oa]s?|gegeven"
    "|dat[oaie] (?:che|un|una|il|la|lo)",
    Clause.WHEN: "when|quand|lorsqu[e'\u2019]|wenn|cuando|quando|als|wanneer",
    Clause.THEN: "then|alors|dann|entonces|então|allora|dan",
    Clause.AND: "and|but|et|mais|und|aber|y|pero|e|mas|ma|en|maar",
}
_UNSPACED = {
    Clause.GIVEN: "前提|假如|假设|假設|먼저",
    Clause.WHEN: "もし|当|當|만일",
    Clause.THEN: "ならば|那么|那麼|그러면",
    Clause.AND: "かつ|并且|而且|그리고",
}
# Before the keyword there may be a short lead such as `Negative case:`.
_CLAUSE = re.compile(
    r"^(?:[\w \t/-]{1,30}:\s*)??(?:"
    + "|".join(f"(?P<{kind.name}>(?:{words})(?=[\\s:,]|$)|(?:{_UNSPACED[kind]}))" for kind, words in _KEYWORDS.items())
    + ")",
    re.IGNORECASE,
)
# Inside a text a clause begins after punctuation, or with its keyword written large.
_INNER = {
    kind: re.compile(rf"[,;.\n]\s*(?:and\s+)?(?i:{_KEYWORDS[kind]})\b|\s(?-i:{large})\b|(?:{_UNSPACED[kind]})")
    for kind, large in ((Clause.WHEN, "When|WHEN"), (Clause.THEN, "Then|THEN|SHALL|shall"))
}
_EARS_TRIGGERS = "W(?:HEN|hen|HILE|hile|HERE|here)|I[Ff]"
# EARS in the languages that cc-sdd writes specs in: what begins the condition, and the modal verb of the response.
_EARS_LOCAL = (
    (r"Cuando|Si|Mientras|Donde", r"deber[áa]n?|debe[n]?"),
    (r"Quando|Se|Enquanto|Onde", r"dever[áa]|deve"),
    (r"Wenn|Falls|Während|Solange|Sofern|Wo", r"muss|müssen|soll(?:en)?"),
    (r"Quand|Lorsque|Lorsqu['\u2019]\w+|Si|Tant que|Pendant que|Là où|Où", r"doit|doivent|devra"),
    (r"Когда|Если|Пока|Где|При", r"долж(?:ен|на|но|ны)"),
    (r"Quando|Se|Mentre|Dove|Finché", r"deve|dovrà"),
    (r"عندما|إذا|بينما|حيث", r"يجب"),
    (r"Όταν|Αν|Εάν|Ενώ|Όσο|Όπου", r"πρέπει|οφείλει"),  # noqa: RUF001 — Greek
)
_EARS_UNSPACED = (
    r".{1,200}?(?:時|とき|場合|間|限り)[、,\s].{1,300}?(?:こと|ものとする|なければならない|する)[。.]?$",
    r"(?:当|當|如果|若|在).{1,300}?(?:应|應|必须|必須|须|須)",
    r".{1,200}?(?:때|경우|동안|면)[,、\s].{1,300}?(?:해야|하여야|한다)",
)
EARS = re.compile(
    "^(?:"
    + "|".join(
        (
            rf"(?:{_EARS_TRIGGERS})\b.{{1,400}}?\b(?:SHALL|shall)\b|T(?:HE|he) .{{1,200}}? (?:SHALL|shall)\b",
            *(rf"(?:{triggers})\s.{{1,400}}?\b(?:{modals})\b" for triggers, modals in _EARS_LOCAL),
            *_EARS_UNSPACED,
        )
    )
    + ")",
    re.DOTALL,
)
# What must fail or must not happen: the group says so, or what leads the text; in EARS it begins with `If`.
NEGATIVE = re.compile(
    r"^\W{0,6}negative\b|\b(?:negative|unhappy|unwanted|failure|error)[ -]"
    r"(?:cases?|paths?|scenarios?|tests?|behaviou?r|handling)\b",
    re.IGNORECASE,
)
UNWANTED = re.compile(r"^(?:(?:I[Ff]|Si|Se|Falls|Если|إذا|Αν|Εάν)\s|如果|若)")  # noqa: RUF001 — Greek

_CRITERION_LABELS = r"AC|A\.C\.|Acceptance Criteri(?:on|a)|Criterion|Scenario|SC|TC|AT|Rule|Example"
_GROUP_LABELS = r"US|User Story|Story|Requirement|REQ|R|FR|NFR|Feature|Epic|Use Case|UC"
_NUMBER = r"\d{1,5}(?:[.\-]\d{1,4}){0,2}[a-z]?"
_LABELLED = re.compile(
    r"^[*_\[(]{0,4}(?P<label>(?P<kind>"
    rf"(?:{_CRITERION_LABELS}|{_GROUP_LABELS})(?=[\s#_.\-\u2011\d])|[A-Z][A-Z0-9]{{1,9}}(?=[-\u2011]))"
    rf"[\s#_.\-\u2011]{{0,2}}{_NUMBER})"
    r"(?P<end>[*_\])]{0,4}\s*[:.)\u2014\u2013-]+|[*_\])]{1,4}|\s*$)"
)
_GROUPS = re.compile(rf"^(?:{_GROUP_LABELS})$")


def clause_of(text: str) -> Clause:
    """The clause that plain text begins, NONE if it begins none."""
    found = _CLAUSE.match(text)
    return Clause[found.lastgroup] if found and found.lastgroup else Clause.NONE


def furthest(text: str, first: Clause) -> Clause:
    """The furthest clause that a text beginning with `first` gets to."""
    reached = first if first is not Clause.AND else Clause.NONE
    return max([reached, *(kind for kind, pattern in _INNER.items() if pattern.search(text))])


def label_of(text: str) -> tuple[str, str, bool] | None:
    """`(label, the rest, whether the label is one of a group of criteria)` of text that begins with a label."""
    found = _LABELLED.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    # `**AC-1: title**`: the emphasis opened before the label closes after the title.
    opened = text[: found.start("label")]
    if opened.startswith("**") and "**" not in found["end"]:
        rest = rest.replace("**", "", 1)
    return found["label"], rest.strip(), bool(_GROUPS.match(found["kind"]))
