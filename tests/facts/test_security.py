"""Code that touches security: a topic where it is, and none where it is not."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from facts.changes import facts_of

HARMLESS = {
    "src/A.cs": 'using System;\nusing System.Linq;\nnamespace A.B;\npublic class A\n{\n    [Obsolete("x")]\n'
    "    public int Sum(List<int> of) => new Adder(of).Run(x => x.Id);\n}\n",
    "src/A.java": 'package a;\nimport java.util.List;\n@Deprecated\nclass A {\n  @SuppressWarnings("x")\n'
    "  int sum(List<Integer> of) { return new Adder(of).add(1).total(); }\n}\n",
    "src/A.kt": 'package a\nimport java.util.UUID\n@Deprecated("x")\nclass A {\n'
    "  fun sum(of: List<Int>) = Adder(of).add(1).total { it.id }\n}\n",
    "src/a.rs": "use std::collections::HashMap;\npub fn sum(of: &[i32]) -> i32 {\n"
    "    let a = Adder::new(of);\n    a.add(1).total::<i32>()\n}\n",
    "src/a.php": "<?php\nnamespace A;\nuse Illuminate\\Support\\Collection;\nclass A {\n  #[Override]\n"
    "  public function sum(array $of): int { return Adder::make(count($of))->add(['a' => 'b'])->total(); }\n}\n",
    "app/a.rb": "require 'set'\nclass A\n  before_action :load\n  def sum(of)\n"
    "    Adder.new(of, verify: true).add(1).total { |one| one.id }\n  end\nend\n",
    "a/a.go": 'package a\n\nimport "fmt"\n\nfunc Sum(of []int) error {\n\ta := Adder{Of: of}\n'
    '\treturn fmt.Errorf("a: %w", a.Add(1).Total())\n}\n',
    "src/a.js": "import a from './a.js'\nconst b = require('./b')\n"
    "export const sum = (of) => new Adder({ of }).add(1).total(b)\n",
    "src/a.ts": "import { a } from './a'\n@Injectable()\n"
    "export class A { sum(of: number[]): number { return a.get(of) } }\n",
    "src/a.py": "import json\n\n\n@decorated\ndef total(of: list[int]) -> int:\n"
    "    return Adder(of).add(1).total(verify=True)\n",
}


@pytest.mark.parametrize("path", HARMLESS)
def test_code_that_has_nothing_to_do_with_security_has_no_topic(path: str) -> None:
    assert facts_of({}, {path: HARMLESS[path]}).security == ()


@pytest.mark.parametrize(
    ("path", "text", "topic"),
    [
        ("a.cs", "class A { void B() { x.ServerCertificateCustomValidationCallback = y; } }\n", "TLS verification"),
        ("a.rs", "fn a() { r.layer(CorsLayer::new()); }\n", "CORS"),
    ],
)
def test_a_name_that_is_telling_by_itself_is_found(path: str, text: str, topic: str) -> None:
    assert [one.topic for one in facts_of({}, {path: text}).security] == [topic]


def test_each_condition_of_a_query_stands_within_a_pattern() -> None:
    """Outside of one it holds for nothing, and the pattern before it matches everything."""
    for path in sorted(Path(str(files("draft_summary.facts"))).glob("queries/*/*.scm")):
        text = re.sub(r'"(\\.|[^"\\])*"|;[^\n]*', "", path.read_text(encoding="utf-8"))
        depth = 0
        for mark in re.findall(r"\(#|[(\[\])]", text):
            assert mark != "(#" or depth, path
            depth += 1 if mark in ("(#", "(", "[") else -1
        assert depth == 0, path
