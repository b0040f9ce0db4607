from __future__ import annotations

import pytest

from facts.changes import facts_of

PARENT = """
    <project>
      <artifactId>parent</artifactId><version>9</version>
      <properties><spring.version>6.1</spring.version></properties>
      <dependencyManagement><dependencies>
        <dependency><groupId>g</groupId><artifactId>managed</artifactId><version>2.0</version></dependency>
      </dependencies></dependencyManagement>
    </project>
"""
POM = """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <parent><groupId>p</groupId><artifactId>parent</artifactId><version>9</version></parent>
      <artifactId>child</artifactId>
      <properties><own>1.0</own></properties>
      <dependencies>
        <dependency><groupId>g</groupId><artifactId>a</artifactId><version>${own}</version></dependency>
        <dependency><groupId>g</groupId><artifactId>b</artifactId><version>${spring.version}</version></dependency>
        <dependency><groupId>g</groupId><artifactId>managed</artifactId><scope>test</scope></dependency>
        <dependency><groupId>g</groupId><artifactId>c</artifactId><version>${unknown}</version></dependency>
      </dependencies>
    </project>
"""


def told(base: dict[str, str], head: dict[str, str]) -> list[tuple[str, str, str | None, str | None, str]]:
    found = facts_of(base, head).dependencies
    return sorted((str(one.change), one.name, one.old, one.new, one.scope) for one in found)


def test_a_poms_versions_are_those_of_properties_and_parents() -> None:
    assert told({"pom.xml": PARENT}, {"pom.xml": PARENT, "child/pom.xml": POM}) == [
        ("added", "g:a", None, "1.0", ""),
        ("added", "g:b", None, "6.1", ""),
        ("added", "g:c", None, "${unknown}", ""),
        ("added", "g:managed", None, "2.0", "test"),
    ]


def test_a_property_that_changed_updates_what_refers_to_it() -> None:
    base = {"pom.xml": PARENT, "child/pom.xml": POM}
    head = {**base, "child/pom.xml": POM.replace("<own>1.0", "<own>1.1")}
    assert told(base, head) == [("modified", "g:a", "1.0", "1.1", "")]


def test_a_pom_with_a_document_type_is_not_read() -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]>\n<project/>\n'
    facts = facts_of({}, {"pom.xml": text})
    assert not facts.dependencies


CATALOG = """
    [versions]
    ktor = "2.0"
    [libraries]
    ktor-core = { module = "io.ktor:ktor-core", version.ref = "ktor" }
    plain = "g:plain:1"
    [plugins]
    boot = { id = "org.boot", version = "3" }
"""
GRADLE = {
    "Groovy": (
        "build.gradle",
        """
        def ver = '1.2'
        plugins {
            id 'org.boot' version '3.1'
        }
        dependencies {
            implementation 'g:a:1.0' // 'g:never:1'
            /* api 'g:gone:2' */
            testImplementation "g:b:$ver"
            compileOnly group: 'g', name: 'c', version: '3'
            implementation project(':core')
            implementation(platform("g:bom:4")) { exclude group: 'g', module: 'x' }
        }
        """,
        [
            ("g:a", "1.0", ""),
            ("g:b", "1.2", "test"),
            ("g:bom", "4", ""),
            ("g:c", "3", ""),
            ("org.boot", "3.1", "plugin"),
        ],
    ),
    "Kotlin": (
        "build.gradle.kts",
        """
        val ver by extra("1.2")
        plugins {
            id("org.boot") version "3.1"
            kotlin("jvm") version "2.0"
        }
        dependencies {
            implementation("g:a:${ver}") { because("g:why:1") }
            api(kotlin("reflect"))
            implementation(libs.ktor.core)
            testImplementation(project(":core"))
            runtimeOnly("g:url:1") // https://example.org
        }
        """,
        [
            ("g:a", "1.2", ""),
            ("g:url", "1", ""),
            ("io.ktor:ktor-core", None, ""),
            ("org.boot", "3.1", "plugin"),
            ("org.jetbrains.kotlin.jvm", "2.0", "plugin"),
            ("org.jetbrains.kotlin:kotlin-reflect", None, ""),
        ],
    ),
}


@pytest.mark.parametrize(("path", "text", "expected"), GRADLE.values(), ids=GRADLE)
def test_gradles_build_files_are_read_as_text(
    path: str, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    beside = {"gradle/libs.versions.toml": CATALOG}
    assert [(name, new, scope) for _, name, _, new, scope in told(beside, {**beside, path: text})] == expected


def test_a_version_of_the_catalog_updates_what_refers_to_it() -> None:
    path = "gradle/libs.versions.toml"
    assert told({path: CATALOG}, {path: CATALOG.replace('"2.0"', '"2.1"')}) == [
        ("modified", "io.ktor:ktor-core", "2.0", "2.1", "")
    ]
