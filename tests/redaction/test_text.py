"""Redaction of one text: credentials by their place and name, keys over several lines, and what must survive."""

import base64
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft_summary.redaction import redact_text

# Put together here, so that no scanner takes this file for a leak.
PASSWORD = "Tr0ub4" + "dor&3x"
TOKEN = "q7Zk2" + "mVx9Rb4" + "TnW8sLp3"
HEX = "9f86d0" + "81884c7d659a2feaa0c55ad015"

ASSIGNED = [
    f'password = "{PASSWORD}"',
    f"PASSWORD = '{PASSWORD}'",
    f'password: str = "{PASSWORD}"',
    f'  "password": "{PASSWORD}",',
    f'db_password="{PASSWORD}"',
    f'dbPassword := "{PASSWORD}"',
    f"'password' => '{PASSWORD}',",
    f'config["password"] = "{PASSWORD}"',
    f'os.environ.setdefault("DB_PASSWORD", "{PASSWORD}")',
    f"define('DB_PASSWORD', '{PASSWORD}');",
    f"DB_PASSWORD={PASSWORD}",
    f"export DB_PASSWD='{PASSWORD}'",
    f"  password: {PASSWORD}",
    f"<password>{TOKEN}</password>",
    f'<add key="Password" value="x" password="{PASSWORD}"/>',
    f"Server=db;User Id=app;Password={PASSWORD};Encrypt=true",
    f'"{{\\"password\\":\\"{TOKEN}\\"}}"',
    f"CREATE USER app WITH PASSWORD '{PASSWORD}';",
    f"IDENTIFIED BY PASSWORD '{PASSWORD}'",
    f'if password == "{PASSWORD}":',
    f'passphrase = "{"correct" + "horsebatterystaple"}"',
    f'api_key = "{TOKEN}"',
    f'apiKey: "{TOKEN}",',
    f"API_KEY={TOKEN}",
    f"--api-key {TOKEN}",
    f"--token={TOKEN}",
    f'client_secret = "{TOKEN}"',
    f'SECRET_KEY = b"{TOKEN}"',
    f"secret_key_base: {HEX}",
    f'access_token: "{HEX}"',
    f'private const string SigningKey = "{TOKEN}";',
    f'const token: string = "{TOKEN}"',
    f"//registry.npmjs.org/:_authToken={TOKEN}",
    f"DATADOG_KEY={HEX}",
    f'"encryption-key": "{TOKEN}"',
]
PLACED = [
    f"postgres://app:{TOKEN}@db.internal:5432/app",
    f"url = 'https://deploy:{PASSWORD.replace('&', '-')}@git.internal/x.git'",
    f"git clone https://{TOKEN}@git.internal/x.git",
    f"GET /v1/items?access_token={TOKEN}&page=2",
    f"Authorization: Bearer {TOKEN}",
    f'headers = {{"Authorization": "Bearer {TOKEN}"}}',
    f'"authorization": "token {TOKEN}"',
    "Authorization: Basic " + base64.b64encode(b"app:" + TOKEN.encode()).decode(),
    f"curl -u app:{TOKEN} https://git.internal/",
    f"Cookie: session={TOKEN}; theme=dark",
    f"machine git.internal login app password {TOKEN}",
    f"https://{HEX}@sentry.internal/42",
]
SPOKEN = [
    f"the access token is {TOKEN} for now",
    f"acmeSECRET {HEX}",
    f"acme-key-{TOKEN}",
    f"acme private key {TOKEN}",
    f"rotate the API key {HEX} first",
    "token: KDB2199-PQX4711-ZZM8203-LWE5540",
    "acme TOKEN 7b0f2c1e-93ad-4e6b-a2d1-0c5f8e9b3a77",
    "echo \"The password is 'Tr0ub4dor&3x'\"",
    f'ACME_PAT = "{HEX}"',
    'acme_token = "QWE7RTY1UIO2PAS9DFG3"',
    "root:$6$q0aLm2xT$" + "kP3vNn81" * 10 + ".:19000",
    "hash = '$2b$12$" + "R9hcIPz0giURNNX3kh2OPST9PgBkqquziSs7KIUgO2t0jWMUW" + "'",
]


@pytest.mark.parametrize("line", [*ASSIGNED, *PLACED, *SPOKEN])
def test_a_credential_is_replaced_by_its_name_or_place(line: str) -> None:
    text, count = redact_text(f"before\n{line}\nafter")

    assert count == 1
    assert re.search("<redacted:[a-z-]+>", text)
    for secret in (PASSWORD, TOKEN, HEX, "horsebatterystaple"):
        assert secret not in text
    assert text.startswith("before\n")
    assert text.endswith("\nafter")


def test_what_stands_around_a_credential_stays() -> None:
    assert redact_text(f'  password = "{PASSWORD}"  # for the tests')[0] == (
        '  password = "<redacted:password>"  # for the tests'
    )
    assert redact_text(f"postgres://app:{TOKEN}@db/app")[0] == "postgres://app:<redacted:url-password>@db/app"


INNOCENT = [
    "password: str = Field(min_length=8)",
    "def login(username: str, password: str | None = None) -> Token:",
    'password = "changeme"',
    'password = "example"',
    'api_key = "your-api-key-here"',
    'api_key="test-key-123"',
    'API_KEY = "sk-xxxxxxxxxxxxxxxxxxxxxxxx"',
    'password = os.environ["DB_PASSWORD"]',
    'password = getpass.getpass("Password: ")',
    "const token = process.env.API_TOKEN;",
    "api_key = settings.openai_api_key",
    "token = create_access_token(subject=user.id)",
    "DB_PASSWORD=${DB_PASSWORD}",
    'password: "{{ vault_db_password }}"',
    'password: "Password is required"',
    'placeholder="Enter your password"',
    'type="password" name="new_password2"',
    'secret_name = "projects/app/secrets/db-password"',
    'token_url = "https://auth.internal/oauth/token"',
    'secret = "my-secret"',
    '"token": "accessTokenV2",',
    'max_tokens=4096, token_count=128, "tokens": 1234567890',
    'primary_key = "a1b2c3d4e5f6a7b8"',
    'cache_key = "9f86d081884c7d659a2feaa0c55ad015"',
    'SECRET_KEY = "APP_SECRET_KEY_V2"',
    'password: "********"',
    "postgres://user:password@localhost/db",
    "https://docs.internal/guide?token=<token>",
    "Authorization: Bearer <token>",
    "Basic understanding of the bearer of this letter",
    "import { tokenize } from '@app/secret-santa/tokens';",
    "from app.auth.tokens import create_token",
    '"token": "Bearer",',
    "key: value",
    "keyboard = monkey",
    "the token bucket refills 100 requests a minute",
    "access to modules/v2/payment_gateway is private",
    "git cherry-pick needs no login 4f5c2e1",
    "cache key 9f86d081884c7d659a2feaa0c55ad015 is stale",
    "key-value-store-2024-11-22",
    "private-beta-2024-release-v3-candidate",
    "costs $5 or $10 per seat",
]
DECOYS = [
    "commit 4f5c2e1d9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d",
    "base = 'decae160717a893163c15df02e0660e33553717b'",
    "id: 123e4567-e89b-12d3-a456-426614174000",
    '"integrity": "sha512-' + base64.b64encode(bytes(range(64))).decode() + '",',
    "  resolved sha384-" + base64.b64encode(bytes(range(7, 55))).decode(),
    "    --hash=sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015",
    "github.com/pkg/errors v0.9.1 h1:" + base64.b64encode(bytes(range(32))).decode(),
    "image: app@sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015",
    '<img src="data:image/png;base64,' + base64.b64encode(bytes(i * 7 % 256 for i in range(3000))).decode() + '">',
    "import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;",
    "assets/index-BX3kd9Qa.js",
    'ETag: W/"5d8c72a5edda8d6a4f5c2e1d9a8b7c6d"',
]


@pytest.mark.parametrize("line", [*INNOCENT, *DECOYS])
def test_what_is_no_secret_stays(line: str) -> None:
    assert redact_text(line) == (line, 0)


def pem(kind: str, lines: int = 6) -> list[str]:
    body = base64.b64encode(bytes((i * 37 + 11) % 256 for i in range(lines * 48 - 9))).decode()
    rows = [body[i : i + 64] for i in range(0, len(body), 64)]
    return [f"-----BEGIN {kind}-----", *rows, f"-----END {kind}-----"]


KINDS = ["RSA " + "PRIVATE KEY", "PRIVATE " + "KEY", "OPENSSH " + "PRIVATE KEY", "PGP " + "PRIVATE KEY BLOCK"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("    ", ""), ('  "', '\\n" +'), ("# ", "")], ids=repr)
def test_every_line_of_a_key_is_replaced(kind: str, before: str, after: str) -> None:
    lines = [f"{before}{line}{after}" for line in pem(kind)]

    text, count = redact_text("\n".join(["head = 1", *lines, "tail = 2"]))

    shown = text.split("\n")
    assert count == 1
    assert shown[0] == "head = 1"
    assert shown[-1] == "tail = 2"
    assert shown[1:-1] == [f"{before}<redacted:private-key>{after}"] * len(lines)


def test_a_key_on_one_line_is_replaced() -> None:
    line = '{"private_key": "' + "\\n".join(pem(KINDS[1])) + '\\n", "type": "service_account"}'

    assert redact_text(line) == ('{"private_key": "<redacted:private-key>\\n", "type": "service_account"}', 1)


def test_a_key_without_its_begin_or_end_is_replaced() -> None:
    for part in (pem(KINDS[0])[:-1], pem(KINDS[0])[1:], pem(KINDS[0])[:3]):
        text, count = redact_text("\n".join(["x = 1", *part, "return x"]))
        assert text.split("\n") == ["x = 1", *["<redacted:private-key>"] * len(part), "return x"]
        assert count == 1


def test_a_key_with_headers_is_replaced() -> None:
    lines = pem(KINDS[0])
    lines[1:1] = ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00112233", ""]

    text, _ = redact_text("\n".join(lines))

    assert text.split("\n").count("<redacted:private-key>") == len(lines) - 1


@pytest.mark.parametrize(
    "text",
    [
        'if text.startswith("-----BEGIN ' + "PRIVATE" + ' KEY-----"):\n    return True\n\nelse:\n    x = 1',
        "\n".join(pem("CERTIFICATE")),
        "\n".join(pem("PUBLIC " + "KEY")),
    ],
    ids=["marker alone", "certificate", "public key"],
)
def test_what_is_no_private_key_stays(text: str) -> None:
    assert redact_text(text) == (text, 0)


def test_two_places_of_one_secret_count_once() -> None:
    assert redact_text(f'api_key = "{TOKEN}"\nAPI_KEY={TOKEN}\npassword = "{PASSWORD}"')[1] == 2


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_keeps_its_lines_and_is_redacted_once(text: str) -> None:
    once, _ = redact_text(text)

    assert once.count("\n") == text.count("\n")
    assert redact_text(once) == (once, 0)


@given(
    st.lists(st.sampled_from([*ASSIGNED, *PLACED, *INNOCENT, *pem(KINDS[0]), "", "x = 1"]), max_size=12).map("\n".join)
)
def test_redacting_again_changes_nothing(text: str) -> None:
    once, _ = redact_text(text)

    assert once.count("\n") == text.count("\n")
    assert redact_text(once)[0] == once


LINES = {
    "code": '    result = client.fetch(f"/items/{item_id}", timeout=30, headers={"Accept": "json"})  # the page\n',
    "lockfile": '      "integrity": "sha512-' + base64.b64encode(bytes(range(64))).decode() + '",\n',
}


@pytest.mark.parametrize("kind", LINES)
def test_two_megabytes_take_less_than_a_second(kind: str) -> None:
    text = LINES[kind] * (2_000_000 // len(LINES[kind]))
    began = time.process_time()
    redact_text(text)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "unit",
    [
        "://",
        "://a:",
        "password=",
        'password="',
        "password token secret_key api_key authorization cookie = get(password, token)",
        "'\"`",
        "a@",
        "-----BEGIN " + "PRIVATE" + " KEY-----\n",
        "eyJa.",
        "_live_",
        "&key=",
    ],
)
def test_a_hostile_line_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    redact_text(text)
    assert time.process_time() - began < 2.0
