"""One row a vendor: the documented prefix, and an alphabet and length for a body that is made up when the test runs."""

import random
import string

import pytest

from draft_summary.redaction import redact_text

ALNUM = string.ascii_letters + string.digits
WORD = ALNUM + "_-"
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + string.digits
LOWER = string.ascii_lowercase + string.digits
BASE64 = ALNUM + "+/"

TOKENS = [
    ("anthropic", "sk-ant-api03-", WORD, 95),
    ("anthropic", "sk-ant-admin01-", WORD, 95),
    ("openai", "sk-proj-", WORD, 124),
    ("openai", "sk-svcacct-", WORD, 124),
    ("openai", "sk-admin-", WORD, 124),
    ("openai", "sk-", ALNUM, 48),
    ("openrouter", "sk-or-v1-", HEX, 64),
    ("helicone", "sk-helicone-", LOWER, 24),
    ("langfuse", "sk-lf-", HEX, 36),
    ("groq", "gsk_", ALNUM, 52),
    ("hugging-face", "hf_", string.ascii_letters, 34),
    ("hugging-face", "api_org_", string.ascii_letters, 34),
    ("replicate", "r8_", ALNUM, 37),
    ("perplexity", "pplx-", ALNUM, 48),
    ("xai", "xai-", ALNUM, 80),
    ("fireworks", "fw_", ALNUM, 22),
    ("cerebras", "csk-", LOWER, 48),
    ("nvidia", "nvapi-", WORD, 64),
    ("together", "tgp_v1_", WORD, 43),
    ("langsmith", "lsv2_pt_", HEX, 43),
    ("tavily", "tvly-", ALNUM, 32),
    ("pinecone", "pcsk_", ALNUM, 60),
    ("voyage", "pa-", WORD, 43),
    ("jina", "jina_", ALNUM, 60),
    ("firecrawl", "fc-", HEX, 32),
    ("llama-cloud", "llx-", ALNUM, 48),
    ("elevenlabs", "sk_", HEX, 48),
    ("apify", "apify_api_", ALNUM, 36),
    ("e2b", "e2b_", HEX, 40),
    ("runpod", "rpa_", ALNUM, 40),
    ("google-api", "AIza", WORD, 35),
    ("google-oauth", "GOCSPX-", WORD, 28),
    ("google-oauth", "ya29.", WORD, 60),
    ("google-oauth", "1//0", WORD, 60),
    ("aws", "AKIA", UPPER, 16),
    ("aws", "ASIA", UPPER, 16),
    ("aws-bedrock", "ABSK", BASE64, 128),
    ("aws-mws", "amzn.mws.", HEX, 32),
    ("amazon-oauth", "amzn1.oa2-cs.v1.", HEX, 64),
    ("azure-storage", "AccountKey=", BASE64, 86),
    ("alibaba", "LTAI", ALNUM, 20),
    ("tencent", "AKID", ALNUM, 32),
    ("yandex", "AQVN", WORD, 36),
    ("digitalocean", "dop_v1_", HEX, 64),
    ("digitalocean", "doo_v1_", HEX, 64),
    ("heroku", "HRKU-AA", WORD, 58),
    ("fly", "fo1_", WORD, 43),
    ("fly", "fm2_", BASE64, 120),
    ("render", "rnd_", ALNUM, 28),
    ("vercel", "vcp_", ALNUM, 56),
    ("netlify", "nfp_", ALNUM, 36),
    ("supabase", "sbp_", HEX, 40),
    ("supabase", "sb_secret_", WORD, 31),
    ("planetscale", "pscale_tkn_", WORD, 43),
    ("planetscale", "pscale_pw_", WORD, 43),
    ("neon", "napi_", LOWER, 64),
    ("neon", "npg_", ALNUM, 12),
    ("databricks", "dapi", HEX, 32),
    ("mongodb-atlas", "mdb_sa_sk_", WORD, 40),
    ("aiven", "AVNS_", WORD, 19),
    ("scaleway", "SCW", UPPER, 17),
    ("scalingo", "tk-us-", WORD, 48),
    ("clickhouse", "4b1d", ALNUM, 38),
    ("openshift", "sha256~", WORD, 43),
    ("github", "ghp_", ALNUM, 36),
    ("github", "gho_", ALNUM, 36),
    ("github", "ghu_", ALNUM, 36),
    ("github", "ghs_", ALNUM, 36),
    ("github", "ghr_", ALNUM, 76),
    ("github", "github_pat_11", ALNUM + "_", 80),
    ("gitlab", "glpat-", WORD, 20),
    ("gitlab", "gldt-", WORD, 20),
    ("gitlab", "glrt-", WORD, 20),
    ("gitlab", "glptt-", HEX, 40),
    ("gitlab", "gloas-", HEX, 64),
    ("gitlab", "GR1348941", WORD, 20),
    ("bitbucket", "ATBB", ALNUM, 32),
    ("atlassian", "ATATT3", WORD, 180),
    ("sourcegraph", "sgp_", HEX, 40),
    ("circleci", "CCIPAT_", ALNUM, 64),
    ("buildkite", "bkua_", HEX, 40),
    ("npm", "npm_", ALNUM, 36),
    ("pypi", "pypi-AgEIcHlwaS5vcmc", WORD, 120),
    ("rubygems", "rubygems_", HEX, 48),
    ("crates", "cio", ALNUM, 32),
    ("nuget", "oy2", LOWER, 43),
    ("docker", "dckr_pat_", WORD, 27),
    ("clojars", "CLOJARS_", LOWER, 60),
    ("packagist", "packagist_ack_", HEX, 64),
    ("jfrog", "AKCp", ALNUM, 69),
    ("sonar", "sqp_", HEX, 40),
    ("octopus", "API-", UPPER, 27),
    ("pulumi", "pul-", HEX, 40),
    ("infracost", "ico-", ALNUM, 32),
    ("prefect", "pnu_", ALNUM, 36),
    ("dbt", "dbtc_", WORD, 40),
    ("chromatic", "chpt_", HEX, 15),
    ("stripe", "sk_live_", ALNUM, 24),
    ("stripe", "sk_test_", ALNUM, 99),
    ("stripe", "rk_live_", ALNUM, 24),
    ("stripe", "whsec_", ALNUM, 32),
    ("square", "sq0atp-", WORD, 22),
    ("square", "sq0csp-", WORD, 43),
    ("paypal", "access_token$production$", LOWER, 49),
    ("flutterwave", "FLWSECK-", HEX, 32),
    ("razorpay", "rzp_live_", ALNUM, 14),
    ("shopify", "shpat_", HEX, 32),
    ("shopify", "shpss_", HEX, 32),
    ("shippo", "shippo_live_", HEX, 40),
    ("easypost", "EZAK", ALNUM, 54),
    ("duffel", "duffel_live_", WORD, 43),
    ("slack", "xoxb-", string.digits + "-", 50),
    ("slack", "xoxp-", HEX + "-", 60),
    ("slack", "xapp-1-", UPPER + "-", 60),
    ("slack-webhook", "https://hooks.slack.com/services/T", ALNUM + "/", 44),
    ("discord-webhook", "https://discord.com/api/webhooks/1", WORD, 88),
    ("teams-webhook", "https://acme.webhook.office.com/webhookb2/", HEX + "-@/", 120),
    ("sendgrid", "SG.", WORD + ".", 66),
    ("brevo", "xkeysib-", HEX, 81),
    ("mailgun", "key-", HEX, 32),
    ("twilio", "SK", HEX, 32),
    ("onesignal", "os_v2_app_", LOWER, 103),
    ("facebook", "EAAM", ALNUM, 160),
    ("dropbox", "sl.", WORD, 130),
    ("notion", "ntn_", ALNUM, 46),
    ("notion", "secret_", ALNUM, 43),
    ("linear", "lin_api_", ALNUM, 40),
    ("figma", "figd_", WORD, 40),
    ("typeform", "tfp_", WORD, 59),
    ("hubspot", "pat-na1-", HEX, 36),
    ("contentful", "CFPAT-", WORD, 43),
    ("readme", "rdme_", LOWER, 70),
    ("postman", "PMAK-", HEX, 59),
    ("frame-io", "fio-u-", WORD, 64),
    ("adobe", "p8e-", LOWER, 32),
    ("mapbox", "sk.eyJ1", ALNUM, 80),
    ("grafana", "glsa_", ALNUM, 41),
    ("grafana", "glc_", BASE64, 80),
    ("sentry", "sntryu_", HEX, 64),
    ("new-relic", "NRAK-", UPPER, 27),
    ("dynatrace", "dt0c01.", UPPER, 89),
    ("posthog", "phx_", ALNUM, 43),
    ("tailscale", "tskey-auth-", ALNUM, 40),
    ("vault", "hvs.", WORD, 95),
    ("doppler", "dp.pt.", ALNUM, 43),
    ("1password", "ops_eyJ", BASE64, 300),
    ("age", "AGE-SECRET-KEY-1", UPPER, 58),
    ("ory", "ory_at_", WORD, 87),
    ("trigger", "tr_prod_", ALNUM, 20),
    ("stytch", "secret-live-", WORD, 40),
    ("inngest", "signkey-prod-", HEX, 64),
    ("payment", "live_", WORD, 40),
    ("key", "newvendor_live_", ALNUM, 32),  # a vendor that no row knows
    ("key", "nv-api-", ALNUM, 40),
]


def body(alphabet: str, length: int, seed: object) -> str:
    pick = random.Random(str(seed))  # noqa: S311 — the same fakes in every run
    return "".join(pick.choice(alphabet) for _ in range(length - 1)) + "7"


@pytest.mark.parametrize(("family", "prefix", "alphabet", "length"), TOKENS, ids=[row[1] for row in TOKENS])
@pytest.mark.parametrize("around", ["KEY=%s", 'client = Client("%s")', "see %s.", '{"a":"x\\n%s"}'])
def test_a_vendor_token_is_replaced_wherever_it_stands(
    family: str, prefix: str, alphabet: str, length: int, around: str
) -> None:
    secret = body(alphabet, length, prefix)
    text, count = redact_text(f"one\n{around % (prefix + secret)}\nthree")

    assert secret not in text
    assert f"<redacted:{family}>" in text
    assert count == 1
    assert text.split("\n")[::2] == ["one", "three"]


MIDDLE = [
    ("azure", body(ALNUM, 3, 1) + "8Q" + "~", ALNUM, 34, ""),
    ("terraform", body(ALNUM, 14, 2) + ".atlasv1" + ".", ALNUM, 67, ""),
    ("telegram", "123456789" + ":AA", ALNUM, 33, ""),
    ("mailchimp", "", HEX, 32, "-us" + "12"),
    ("maxmind", body(ALNUM, 6, 3) + "_", ALNUM, 29, "_mmk"),
    ("discord", "M" + body(ALNUM, 23, 4) + "." + body(ALNUM, 6, 5) + ".", ALNUM, 38, ""),
    ("airtable", "pat" + body(ALNUM, 14, 6) + ".", HEX, 64, ""),
    ("jwt", "eyJ" + body(ALNUM, 30, 7) + "." + body(ALNUM, 60, 8) + ".", WORD, 43, ""),
    ("facebook", "123456789012345" + "|", WORD, 27, ""),
    ("1password", "A3-" + "-".join(body(UPPER, n, n) for n in (6, 11, 5, 5)) + "-", UPPER, 5, ""),
    ("new-relic", "", HEX, 36, "NRAL"),
    ("private-key", "LS0tLS1CRUdJTi" + "BSU0EgUFJJVkFURSBLRVkt", BASE64, 200, "="),
]


@pytest.mark.parametrize(("family", "before", "alphabet", "length", "after"), MIDDLE, ids=[row[0] for row in MIDDLE])
def test_a_token_known_by_its_middle_or_end_is_replaced(
    family: str, before: str, alphabet: str, length: int, after: str
) -> None:
    secret = body(alphabet, length, before)

    text, count = redact_text(f'value = "{before}{secret}{after}"')

    assert secret not in text
    assert f"<redacted:{family}>" in text
    assert count == 1


@pytest.mark.parametrize(
    "text",
    [
        "ghp_" + "x" * 36,
        "sk_live_" + "*" * 24,
        "sk-ant-your-api-key-here-please-replace-it",
        "export OPENAI_API_KEY=sk-...",
        "the prefix ghp_ stands for a personal token",
        "task-" + "manager" * 5,
        "hf_hub_download_with_retries_and_progress",
        "npm_config_registry_https_registry_npmjs_org",
    ],
)
def test_what_only_begins_like_a_token_stays(text: str) -> None:
    assert redact_text(text) == (text, 0)
