"""The language table.

To add a language: its grammar and string nodes here, `reads` naming the kinds of facts that are read in it; a folder
`queries/<family>` with a file for each kind that a query finds; a package `<family>` whose `READER` holds a function
for each kind, and an entry in `readers.READERS`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comments:
    """Comment and string syntax, for the linear scanner: line markers, block pairs, quotes (longest first).

    `spaced`: a line marker counts only at the start of a word (`$#` in a shell is no comment). `multiline` are the
    quotes whose strings may span lines.
    """

    line: tuple[str, ...] = ()
    block: tuple[tuple[str, str], ...] = ()
    quotes: tuple[str, ...] = ('"', "'")
    multiline: tuple[str, ...] = ()
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class StringNodes:
    """How the grammar names string literals and their parts."""

    literals: frozenset[str]
    contents: frozenset[str]
    interpolations: frozenset[str] = frozenset()
    joined: str = ""  # literals side by side


@dataclass(frozen=True, slots=True)
class Language:
    """A language by the suffixes or names of its files.

    `program`: its files can hold facts about code, of the kinds `holds` where that is given, else of any kind.
    `shared` names what languages that are read alike share, the folder of their queries and their entry in the tables;
    where it is empty that is the language's own name. `grammar` is the module of the grammar's wheel, `function` what
    gives the grammar, for some suffixes another one (`dialects`). Up to `most_errors` nodes that did not parse are put
    up with. `newer` is syntax that the grammar does not know yet and an older one of the same length that it does, a
    linear pattern and its replacement: tried where a text does not parse.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    comments: Comments
    names: tuple[str, ...] = ()
    program: bool = True
    grammar: str = ""
    function: str = "language"
    dialects: tuple[tuple[str, str], ...] = ()
    strings: StringNodes | None = None
    reads: frozenset[str] = frozenset()
    holds: frozenset[str] | None = None
    shared: str = ""
    most_errors: int = 0
    newer: tuple[bytes, bytes] | None = None

    @property
    def family(self) -> str:
        """What languages that are read alike share."""
        return self.shared or self.name

    def grammar_of(self, path: str) -> tuple[str, str]:
        """`(module, function)` of the grammar for the file."""
        named = next((function for suffix, function in self.dialects if path.endswith(suffix)), self.function)
        return self.grammar, named


C_LIKE = Comments(line=("//",), block=(("/*", "*/"),))
SCRIPT = Comments(line=("//",), block=(("/*", "*/"),), quotes=('"', "'", "`"), multiline=("`",))
HASH = Comments(line=("#",), spaced=True)
MARKUP = Comments(block=(("<!--", "-->"),), quotes=())

DATA_SUFFIXES = (
    ".csv",
    ".tsv",
    ".svg",
    ".po",
    ".pot",
    ".rst",
    ".http",
    ".rest",
    ".j2",
    ".tpl",
    ".tmpl",
    ".hbs",
    ".ejs",
    ".njk",
    ".webmanifest",
)

SHELL_HOLDS = frozenset({"environment", "security"})
PYTHON_READS = frozenset(
    {"tests", "symbols", "migrations", "schema", "endpoints", "environment", "flags", "logging", "metrics", "security"}
) | {"breaking", "callers", "events"}

SCRIPT_READS = frozenset(
    {"tests", "symbols", "migrations", "schema", "endpoints", "environment", "flags", "logging", "metrics", "security"}
) | {"breaking", "callers", "events"}

PYTHON_STRINGS = StringNodes(
    frozenset({"string"}), frozenset({"string_content"}), frozenset({"interpolation"}), "concatenated_string"
)
SCRIPT_STRINGS = StringNodes(
    frozenset({"string", "template_string"}),
    frozenset({"string_fragment", "escape_sequence"}),
    frozenset({"template_substitution"}),
)
GO_STRINGS = StringNodes(
    frozenset({"interpreted_string_literal", "raw_string_literal"}),
    frozenset({"interpreted_string_literal_content", "raw_string_literal_content", "escape_sequence"}),
)
RUBY_STRINGS = StringNodes(
    frozenset({"string", "string_array", "bare_string", "heredoc_body"}),
    frozenset({"string_content", "escape_sequence", "heredoc_content"}),
    frozenset({"interpolation"}),
    "chained_string",
)
PHP_STRINGS = StringNodes(
    frozenset({"string", "encapsed_string"}),
    frozenset({"string_content", "escape_sequence"}),
    frozenset({"variable_name", "member_access_expression"}),
)
WEB_READS = frozenset(
    {"tests", "migrations", "schema", "endpoints", "environment", "flags", "logging", "metrics", "security"}
)

GO_READS = PYTHON_READS - {"events"}
RUST_READS = frozenset({"tests", "symbols", "breaking", "endpoints", "environment", "logging", "metrics", "security"})

CLASS_READS = RUST_READS | {"flags"}
CSHARP_READS = CLASS_READS | {"migrations", "schema"}

LANGUAGES: tuple[Language, ...] = (
    Language(
        "python",
        "Python",
        (".py", ".pyi", ".pyw"),
        Comments(line=("#",), quotes=('"""', "'''", '"', "'"), multiline=('"""', "'''")),
        grammar="tree_sitter_python",
        strings=PYTHON_STRINGS,
        reads=PYTHON_READS,
    ),
    Language(
        "javascript",
        "JavaScript",
        (".js", ".jsx", ".mjs", ".cjs"),
        SCRIPT,
        grammar="tree_sitter_javascript",
        strings=SCRIPT_STRINGS,
        reads=SCRIPT_READS,
    ),
    Language(
        "typescript",
        "TypeScript",
        (".ts", ".tsx", ".mts", ".cts"),
        SCRIPT,
        grammar="tree_sitter_typescript",
        function="language_typescript",
        dialects=((".tsx", "language_tsx"),),
        strings=SCRIPT_STRINGS,
        reads=SCRIPT_READS,
        shared="javascript",
    ),
    Language("vue", "Vue", (".vue",), SCRIPT),
    Language("svelte", "Svelte", (".svelte",), SCRIPT),
    Language(
        "go",
        "Go",
        (".go",),
        SCRIPT,
        grammar="tree_sitter_go",
        strings=GO_STRINGS,
        reads=GO_READS,
        most_errors=3,
        newer=(rb"\bnew\((?=[\"`\d&!-]|true\b|false\b|[\w.]{1,80}[({])", b"New("),  # Go 1.26: new("x")
    ),
    Language("java", "Java", (".java",), C_LIKE, grammar="tree_sitter_java", reads=CLASS_READS, most_errors=3),
    Language(
        "kotlin", "Kotlin", (".kt", ".kts"), C_LIKE, grammar="tree_sitter_kotlin", reads=CLASS_READS, most_errors=10
    ),
    Language("scala", "Scala", (".scala",), C_LIKE),
    Language("groovy", "Groovy", (".groovy", ".gradle"), C_LIKE),
    Language("csharp", "C#", (".cs",), C_LIKE, grammar="tree_sitter_c_sharp", reads=CSHARP_READS, most_errors=10),
    Language("fsharp", "F#", (".fs", ".fsx"), Comments(line=("//",), block=(("(*", "*)"),))),
    Language(
        "ruby",
        "Ruby",
        (".rb", ".rake"),
        HASH,
        names=("Rakefile",),
        grammar="tree_sitter_ruby",
        strings=RUBY_STRINGS,
        reads=WEB_READS,
    ),
    Language("erb", "ERB", (".erb",), Comments(block=(("<%#", "%>"), ("<!--", "-->")), quotes=())),
    Language(
        "php",
        "PHP",
        (".php",),
        Comments(line=("//", "#"), block=(("/*", "*/"),)),
        grammar="tree_sitter_php",
        function="language_php",
        strings=PHP_STRINGS,
        reads=WEB_READS,
    ),
    Language(
        "rust",
        "Rust",
        (".rs",),
        Comments(line=("//",), block=(("/*", "*/"),), quotes=('"',), multiline=('"',)),
        grammar="tree_sitter_rust",
        reads=RUST_READS,
        most_errors=20,  # attributes of parameters
    ),
    Language("swift", "Swift", (".swift",), C_LIKE),
    Language("c", "C", (".c", ".h"), C_LIKE),
    Language("cpp", "C++", (".cc", ".cpp", ".cxx", ".hh", ".hpp"), C_LIKE),
    Language("objective-c", "Objective-C", (".m", ".mm"), C_LIKE),
    Language("dart", "Dart", (".dart",), C_LIKE),
    Language("elixir", "Elixir", (".ex", ".exs"), HASH),
    Language("erlang", "Erlang", (".erl", ".hrl"), Comments(line=("%",))),
    Language("clojure", "Clojure", (".clj", ".cljs", ".cljc"), Comments(line=(";",), quotes=('"',))),
    Language("haskell", "Haskell", (".hs",), Comments(line=("--",), block=(("{-", "-}"),), quotes=('"',))),
    Language("lua", "Lua", (".lua",), Comments(line=("--",))),
    Language("perl", "Perl", (".pl", ".pm"), HASH),
    Language("r", "R", (".r", ".R"), HASH),
    Language("julia", "Julia", (".jl",), HASH),
    Language("shell", "Shell", (".sh", ".bash", ".zsh", ".fish"), HASH, holds=SHELL_HOLDS),
    Language("powershell", "PowerShell", (".ps1", ".psm1"), Comments(line=("#",), block=(("<#", "#>"),))),
    Language("sql", "SQL", (".sql",), Comments(line=("--",), block=(("/*", "*/"),)), program=False),
    Language("mdx", "MDX", (".mdx",), MARKUP),
    Language("notebook", "Jupyter", (".ipynb",), Comments(quotes=())),
    Language("data", "Data", DATA_SUFFIXES, Comments(), program=False),
    Language("prisma", "Prisma", (".prisma",), C_LIKE, program=False),
    Language("protobuf", "Protocol Buffers", (".proto",), C_LIKE, program=False),
    Language("graphql", "GraphQL", (".graphql", ".gql"), HASH, program=False),
    Language("html", "HTML", (".html", ".htm", ".xml"), MARKUP, program=False),
    Language("css", "CSS", (".css", ".scss", ".less"), C_LIKE, program=False),
    Language("markdown", "Markdown", (".md", ".markdown"), MARKUP, program=False),
    Language("yaml", "YAML", (".yml", ".yaml"), HASH, program=False),
    Language("toml", "TOML", (".toml",), HASH, program=False),
    Language("terraform", "Terraform", (".tf", ".hcl"), HASH, program=False),
    Language("dockerfile", "Dockerfile", (".dockerfile",), HASH, names=("Dockerfile", "Containerfile"), program=False),
    Language("make", "Make", (".mk",), HASH, names=("Makefile", "GNUmakefile"), program=False),
)


@functools.lru_cache(maxsize=32768)  # every detector asks for every changed file
def language_of(path: str) -> Language | None:
    """The language of a file by its name, None where the table has none."""
    name = path.rpartition("/")[2]
    stem, dot, last = name.rpartition(".")
    known = _by_name()
    if (stem and (found := known.get(dot + last))) or (found := known.get(name)):
        return found
    return known["Dockerfile"] if name.split(".", 1)[0] in ("Dockerfile", "Containerfile") else None


@functools.cache
def _by_name() -> dict[str, Language]:
    """The languages by suffix and by name; of two with the same one the first."""
    every = [(key, language) for language in LANGUAGES for key in (*language.suffixes, *language.names)]
    return dict(reversed(every))


def named(name: str) -> Language | None:
    """The language of that name."""
    return next((language for language in LANGUAGES if language.name == name), None)
