"""A small branch of a web shop, by hand: its evidence, its facts, its asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from draft_summary.values.branch import Branch, ChangedFile, Commit, Feature, Hunk, Status, TextFile
from draft_summary.values.claims import Claim, Draft, Verified
from draft_summary.values.evidence import Catalogue, Dossier, Evidence, EvidenceKind, Snapshot
from draft_summary.values.facts import (
    Change,
    Dependency,
    Endpoint,
    EnvironmentVariable,
    Facts,
    FileFact,
    FileKind,
    LogCall,
    Migration,
    Symbol,
    Test,
)
from draft_summary.values.slots import Ask, Author, Slot
from draft_summary.values.spec import Criterion, Passage, PlanItem, PlannedDecision
from draft_summary.verify import verify

K = EvidenceKind
WORK = frozenset({K.FILE, K.HUNK, K.FACT, K.COMMIT})
REASONS = WORK | {K.PLAN, K.PASSAGE}

LINES = {
    "src/shop/cart.py": (
        "+class Cart:",
        '+    """The items that a visitor is about to buy."""',
        "+    def add_item(self, sku: str, quantity: int = 1) -> None:",
        "+        # counted once per SKU, computed at runtime",
        "+        if len(self.items) >= MAX_ITEMS:",
        '+            raise CartFullError(f"at most {MAX_ITEMS} items")',
        "+MAX_ITEMS = 50",
        "+TTL_SECONDS = 3_600",
    ),
    "src/shop/api.py": (
        " router = APIRouter(prefix=PREFIX)",
        "-TIMEOUT = 30",
        "+TIMEOUT = 60",
        '+@router.post("/{cart_id}/items", status_code=201)',
        "+async def add_cart_item(cart_id: str, item: ItemIn) -> CartOut:",
        '+    logger.info("item added to cart %s", cart_id)',
        "+    return await service.add(cart_id, item, timeout=5.0)",
        "-def legacy_checkout(request):",
        "-    return redirect(CHECKOUT_URL)",
        ' OpenAPI = build(app, title="Shop")',
    ),
    "src/shop/basket.py": ("-class Basket:", "-    pass"),
    "src/shop/money.py": (" import decimal", "-ROUND = 3", "+ROUND = 2"),
    "tests/test_cart.py": (
        "+class TestCart:",
        "+    def test_add_item(self): ...",
        "+    def test_full_cart(self): ...",
        "+class TestTotals:",
        "+    def test_total(self): ...",
    ),
    "pyproject.toml": (
        '-  "httpx==0.27.0",',
        '+  "httpx==0.28.1",',
        '+  "tenacity>=9.0",',
        '-  "requests",',
        ' fastapi = "*"',
    ),
    "migrations/0002_carts.sql": ("+CREATE TABLE carts (", "+  id UUID PRIMARY KEY,", "+  expires_at TIMESTAMP", "+);"),
    "src/shop/settings.py": ('+CART_TTL = int(os.environ.get("CART_TTL", "3600"))',),
}
STATUS = {
    "src/shop/cart.py": Status.ADDED,
    "src/shop/basket.py": Status.DELETED,
    "src/shop/money.py": Status.RENAMED,
    "tests/test_cart.py": Status.ADDED,
    "migrations/0002_carts.sql": Status.ADDED,
}
COMMITS = (
    Commit(
        "1a2b3c4d" * 5, "feat: keep carts across visits", "Carts now survive a closed browser.", "Ada", "2026-01-05"
    ),
    Commit(
        "9f8e7d6c" * 5, "fix: raise the timeout", "The warehouse answers slowly, so wait longer.", "Ada", "2026-01-06"
    ),
    Commit("0badcafe" * 5, "refactor: drop Basket", "All tests pass, fully backward compatible.", "Ada", "2026-01-07"),
    Commit("5d5d5d5d" * 5, "feat: add `redis_cache()` in src/shop/cache.py", "", "Ada", "2026-01-07"),
)
SPEC = (
    "# Carts\n\n## Acceptance criteria\n\n- Given an empty cart, when an item is added, then the total is its price\n"
    "- Given a full cart, when an item is added, then the answer is 409\n"
)
TDR = (
    "# Design\n\n## 5. Options\n\n### Option B: store carts in Postgres\n\n"
    "Cache them with `redis_cache()`, answer within 50 ms.\n"
)


def dossier() -> Dossier:
    """All that is known of the branch."""
    files = tuple(_file(number, path) for number, path in enumerate(LINES, start=1))
    facts = _facts(files)
    spec, tdr = TextFile("specs/carts/spec.md", SPEC), TextFile("specs/carts/tdr.md", TDR)
    branch = Branch(
        "feature/carts",
        "main",
        "b" * 40,
        "a" * 40,
        files=tuple(one.file for one in files),
        commits=COMMITS,
        feature=Feature("directive", "specs/carts", spec, tdr),
    )
    items = {item.id: item for item in _evidence(facts)}
    return Dossier(branch, facts, Catalogue(Snapshot("b" * 40, "a" * 40, "d" * 64), items))


def _file(number: int, path: str) -> FileFact:
    lines = LINES[path]
    status = STATUS.get(path, Status.MODIFIED)
    added, removed = sum(line[0] == "+" for line in lines), sum(line[0] == "-" for line in lines)
    hunk = Hunk(path, 10 * number, removed, 10 * number, added, "", lines)
    old = "src/shop/currency.py" if status is Status.RENAMED else None
    kind = FileKind.TEST if "test" in path else FileKind.CODE
    return FileFact(ChangedFile(path, status, old, added, removed, hunks=(hunk,)), kind, f"F{number}")


def _facts(files: tuple[FileFact, ...]) -> Facts:
    def test(name: str, number: int) -> Test:
        return Test(path="tests/test_cart.py", name=name, change=Change.ADDED, tier="unit", id=f"K{number}")

    return Facts(
        title="Carts",
        files=files,
        tests=(
            test("TestCart::test_add_item", 1),
            test("TestCart::test_full_cart", 2),
            test("TestTotals::test_total", 3),
        ),
        tests_at_head=(
            "tests/test_cart.py::TestCart::test_add_item",
            "tests/test_cart.py::TestCart::test_full_cart",
            "tests/test_cart.py::TestTotals::test_total",
            "tests/test_api.py::test_health",
        ),
        dependencies=(
            Dependency(
                path="pyproject.toml", name="httpx", change=Change.MODIFIED, old="==0.27.0", new="==0.28.1", id="K4"
            ),
            Dependency(path="pyproject.toml", name="tenacity", change=Change.ADDED, new=">=9.0", id="K5"),
            Dependency(path="pyproject.toml", name="requests", change=Change.REMOVED, id="K6"),
        ),
        endpoints=(
            Endpoint(
                path="src/shop/api.py", method="POST", route="/carts/{cart_id}/items", change=Change.ADDED, id="K7"
            ),
        ),
        environment=(EnvironmentVariable(path="src/shop/settings.py", name="CART_TTL", default="3600", id="K8"),),
        symbols=(
            Symbol(
                path="src/shop/cart.py", module="shop.cart", name="Cart", kind="class", change=Change.ADDED, id="K9"
            ),
            Symbol(
                path="src/shop/cart.py",
                module="shop.cart",
                name="Cart.add_item",
                kind="method",
                change=Change.ADDED,
                signature="(self, sku: str, quantity: int = 1)",
                id="K10",
            ),
            Symbol(
                path="src/shop/basket.py",
                module="shop.basket",
                name="Basket",
                kind="class",
                change=Change.REMOVED,
                id="K11",
            ),
        ),
        migrations=(Migration(path="migrations/0002_carts.sql", name="0002_carts.sql", id="K12"),),
        logging=(LogCall(path="src/shop/api.py", level="info", message="item added to cart %s", id="K13"),),
        criteria=(
            Criterion(
                text="Given an empty cart, when an item is added, then the total is its price",
                line=5,
                group="Happy Path",
                ordinal=1,
                id="A1",
            ),
            Criterion(
                text="Given a full cart, when an item is added, then the answer is 409",
                line=6,
                group="Edge Cases",
                ordinal=1,
                id="A2",
            ),
        ),
        plan=(PlanItem(text="redis_cache()", kind="function", line=7, found="not found", id="P1"),),
        decisions=(
            PlannedDecision(
                title="Option B: store carts in Postgres",
                line=5,
                choice="store carts in Postgres",
                rationale="one database to back up",
                hunks=("F7.1",),
                id="P2",
            ),
        ),
        passages=(
            Passage(
                document="spec",
                role="reason",
                text="Visitors lose their carts when they close the browser.",
                line=1,
                id="S1",
            ),
            Passage(document="TDR", role="expectation", text="answer within 50 ms", line=7, id="S2"),
        ),
    )


def _evidence(facts: Facts) -> Iterable[Evidence]:
    for number, commit in enumerate(COMMITS, start=1):
        yield Evidence(f"C{number}", K.COMMIT, f"{commit.short} {commit.subject}\n\n{commit.body}", f"commit:{number}")
    for fact in facts.files:
        file = fact.file
        name = f"{file.old_path} → {file.path}" if file.old_path else file.path
        text = f"{file.status} {name} (+{file.insertions} −{file.deletions}, {fact.kind})"  # noqa: RUF001 — as shown
        yield Evidence(fact.id, K.FILE, text, f"file:{fact.id}", file.path)
        yield Evidence(
            f"{fact.id}.1", K.HUNK, file.hunks[0].text, f"hunk:{fact.id}", file.path, file.hunks[0].new_start
        )
    for criterion in facts.criteria:
        yield Evidence(criterion.id, K.CRITERION, f"{criterion.display}: {criterion.text}", f"criterion:{criterion.id}")
    for item in facts.plan:
        yield Evidence(item.id, K.PLAN, f"planned {item.kind} {item.text}: {item.found}", "plan:1")
    for one in facts.decisions:
        yield Evidence(one.id, K.PLAN, f"decision: {one.title}\nrationale: {one.rationale}", "plan:2")
    for passage in facts.passages:
        text = f"{passage.document}, {passage.role}: “{passage.text}”"
        yield Evidence(passage.id, K.PASSAGE, text, f"passage:{passage.id}")
    for kind in (facts.tests, facts.dependencies, facts.endpoints, facts.environment, facts.symbols, facts.migrations):
        for known in kind:
            said = " ".join(str(value) for value in _values(known))
            yield Evidence(known.id, K.FACT, f"{said} ({known.path}:41)", f"fact:{known.id}", known.path, 41)


def _values(fact: Any) -> Iterable[object]:
    names = ("change", "method", "route", "name", "signature", "old", "new", "default")
    return (value for name in names if (value := getattr(fact, name, None)))


def _slot(key: str, *parts: str, keyed: str = "block", evidence: frozenset[EvidenceKind] = WORK, **more: Any) -> Slot:
    return Slot(key, key.partition(".")[0], parts=parts or ("text",), keyed=keyed, evidence=evidence, ask=key, **more)


SLOTS = {
    slot.key: slot
    for slot in (
        _slot("overview.text", evidence=WORK | {K.PASSAGE}, longest=900, limit=4),
        _slot("files.new", keyed="path"),
        _slot("files.modified", keyed="path"),
        _slot("files.deleted", keyed="path"),
        _slot(
            "decisions.list", "title", "context", "choice", "rationale", "differs", evidence=REASONS, work_done=False
        ),
        _slot("dependencies.updated", keyed="name", evidence=REASONS, work_done=False),
        _slot("api.new", keyed="route"),
        _slot("configuration.environment", keyed="name"),
        _slot("deviations.list", "what", "why", "impact", "updated", evidence=REASONS, work_done=False),
        _slot("performance.expected", evidence=frozenset({K.PASSAGE, K.PLAN}), work_done=False),
        _slot("testing.mapping", keyed="criterion", evidence=frozenset({K.CRITERION, K.FILE}), work_done=False),
    )
}
KEYS = {
    "files.new": ("src/shop/cart.py", "tests/test_cart.py", "migrations/0002_carts.sql"),
    "files.modified": ("src/shop/api.py", "src/shop/money.py", "pyproject.toml", "src/shop/settings.py"),
    "files.deleted": ("src/shop/basket.py",),
    "dependencies.updated": ("pyproject.toml:httpx",),
    "api.new": ("POST /carts/{cart_id}/items",),
    "configuration.environment": ("CART_TTL",),
    "testing.mapping": ("A1", "A2"),
}
EXISTING = {"overview.text": (("overview.text/1", "Carts are kept."),)}
ASKS = tuple(
    Ask(key, slot, KEYS.get(key, ()), ("F1", "F1.1", "S1"), EXISTING.get(key, ())) for key, slot in SLOTS.items()
)


def claim(slot: str, text: str, *evidence: str, key: str = "", part: str = "", **more: Any) -> Claim:
    """A claim of a model for a slot of the sample; the part is the slot's first unless given."""
    details = {"author": Author.MODEL, "where": "claims[0]", **more}
    return Claim(slot, text, evidence, key, part or SLOTS[slot].parts[0], **details)


def verified(*claims: Claim, **draft: Any) -> Verified:
    """What verification makes of these claims."""
    return verify(dossier(), Draft(Author.MODEL, claims=claims, **draft), ASKS)
