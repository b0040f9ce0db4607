"""Dependencies of Maven, Gradle and NuGet, with the versions that stand elsewhere."""

from __future__ import annotations

import pytest

from draft_summary.values.facts import Change, Facts
from facts.changes import facts_of

POM = """<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.x</groupId><artifactId>parent</artifactId><version>1</version></parent>
  <artifactId>app</artifactId>
  <properties><lib.version>1.0</lib.version></properties>
  <dependencies>
    <dependency><groupId>org.a</groupId><artifactId>lib</artifactId><version>${lib.version}</version></dependency>
    <dependency><groupId>org.b</groupId><artifactId>shared</artifactId><version>${shared.version}</version></dependency>
    <dependency><groupId>org.c</groupId><artifactId>gone</artifactId></dependency>
    <dependency><groupId>org.d</groupId><artifactId>junit</artifactId><version>4</version><scope>test</scope></dependency>
  </dependencies>
</project>
"""
PARENT = """<project><groupId>org.x</groupId><artifactId>parent</artifactId><version>1</version>
<properties><shared.version>7</shared.version></properties>
<dependencyManagement><dependencies>
<dependency><groupId>org.m</groupId><artifactId>bom</artifactId><version>2</version></dependency>
</dependencies></dependencyManagement></project>
"""
GRADLE = """
plugins {
    id("org.springframework.boot") version "3.1.0"
    kotlin("jvm") version "1.9.0"
}

val shedlock = "5.7.0"

dependencies {
    implementation("net.x:shedlock-spring:$shedlock")
    implementation("net.x:gone:1.0")
    implementation(platform("org.bom:bom:2.0"))
    implementation(project(":other"))
    implementation(libs.catalogued.one)
    testImplementation("org.junit:junit:5")
    // implementation("net.x:comment:1")
}
"""
GROOVY = """
ext.versions = [
    flyway: '9.0.0',
]
dependencies {
    implementation group: 'org.flywaydb', name: 'flyway-core', version: versions.flyway
    compileOnly 'org.projectlombok:lombok:1.18'
    testImplementation("org.a:b:1") { exclude group: 'x' }
}
"""
CATALOG = """
[versions]
one = "1.0"

[libraries]
catalogued-one = { module = "org.cat:one", version.ref = "one" }
two = "org.cat:two:2.0"

[plugins]
spotless = { id = "com.diffplug.spotless", version = "6.0" }
"""
PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><EfVersion>8.0.0</EfVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Serilog" Version="3.0.0" />
    <PackageReference Include="Microsoft.EntityFrameworkCore" Version="$(EfVersion)" />
    <PackageReference Include="Central" />
    <PackageReference Include="Analyzer"><Version>1.0</Version><PrivateAssets>all</PrivateAssets></PackageReference>
    <ProjectReference Include="../Core/Core.csproj" />
  </ItemGroup>
</Project>
"""
PROPS = '<Project><ItemGroup><PackageVersion Include="Central" Version="1.0" /></ItemGroup></Project>\n'
Row = tuple[str, str, str | None, str | None, str]


def _rows(facts: Facts) -> set[Row]:
    return {(one.change.value, one.name, one.old, one.new, one.scope) for one in facts.dependencies}


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param(
            {"pom.xml": PARENT, "app/pom.xml": POM},
            {
                "pom.xml": PARENT,
                "app/pom.xml": POM.replace("<lib.version>1.0", "<lib.version>1.1").replace("org.c", "org.e"),
            },
            {
                ("modified", "org.a:lib", "1.0", "1.1", ""),
                ("removed", "org.c:gone", None, None, ""),
                ("added", "org.e:gone", None, None, ""),
            },
            id="properties of a pom",
        ),
        pytest.param(
            {"pom.xml": PARENT},
            {"pom.xml": PARENT.replace("<version>2", "<version>3")},
            {("modified", "org.m:bom", "2", "3", "managed")},
            id="dependencyManagement",
        ),
        pytest.param(
            {},
            {"pom.xml": PARENT, "app/pom.xml": POM},
            {
                ("added", "org.m:bom", None, "2", "managed"),
                ("added", "org.a:lib", None, "1.0", ""),
                ("added", "org.b:shared", None, "7", ""),
                ("added", "org.c:gone", None, None, ""),
                ("added", "org.d:junit", None, "4", "test"),
            },
            id="properties of a parent",
        ),
        pytest.param(
            {"app/build.gradle.kts": GRADLE, "gradle/libs.versions.toml": CATALOG},
            {
                "app/build.gradle.kts": GRADLE.replace('"5.7.0"', '"5.9.1"')
                .replace('    implementation("net.x:gone:1.0")\n', "")
                .replace('"3.1.0"', '"3.2.0"')
                .replace("libs.catalogued.one", "libs.two"),
                "gradle/libs.versions.toml": CATALOG,
            },
            {
                ("modified", "net.x:shedlock-spring", "5.7.0", "5.9.1", ""),
                ("removed", "net.x:gone", "1.0", None, ""),
                ("modified", "org.springframework.boot", "3.1.0", "3.2.0", "plugin"),
                ("removed", "org.cat:one", None, None, ""),
                ("added", "org.cat:two", None, None, ""),
            },
            id="Gradle in Kotlin",
        ),
        pytest.param(
            {"build.gradle": GROOVY},
            {"build.gradle": GROOVY.replace("9.0.0", "9.1.0").replace("lombok:1.18", "lombok:1.20")},
            {
                ("modified", "org.flywaydb:flyway-core", "9.0.0", "9.1.0", ""),
                ("modified", "org.projectlombok:lombok", "1.18", "1.20", ""),
            },
            id="Gradle in Groovy",
        ),
        pytest.param(
            {"gradle/libs.versions.toml": CATALOG},
            {"gradle/libs.versions.toml": CATALOG.replace('one = "1.0"', 'one = "1.1"').replace('"6.0"', '"6.1"')},
            {
                ("modified", "org.cat:one", "1.0", "1.1", ""),
                ("modified", "com.diffplug.spotless", "6.0", "6.1", "plugin"),
            },
            id="version catalog",
        ),
        pytest.param(
            {"src/App/App.csproj": PROJECT, "Directory.Packages.props": PROPS},
            {
                "src/App/App.csproj": PROJECT.replace("8.0.0", "9.0.0").replace('"Serilog" Version="3.0.0"', '"NLog"'),
                "Directory.Packages.props": PROPS.replace("1.0", "2.0"),
            },
            {
                ("modified", "Central", "1.0", "2.0", "managed"),
                ("modified", "Microsoft.EntityFrameworkCore", "8.0.0", "9.0.0", ""),
                ("removed", "Serilog", "3.0.0", None, ""),
                ("added", "NLog", None, None, ""),
            },
            id="NuGet",
        ),
    ],
)
def test_manifests(base: dict[str, str], head: dict[str, str], expected: set[Row]) -> None:
    assert _rows(facts_of(base, head)) == expected


def test_a_manifest_with_entities_is_not_read() -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]><Project><ItemGroup/></Project>'
    facts = facts_of({}, {"A.csproj": text})
    assert facts.dependencies == ()
    coverage = facts.examined("dependencies")
    assert coverage is not None
    assert coverage.not_examined == (("A.csproj", 1),)


def test_a_new_manifest_says_where_each_stands() -> None:
    facts = facts_of({}, {"build.gradle": GROOVY})
    assert [(one.name, one.line) for one in facts.dependencies if one.change is Change.ADDED] == [
        ("org.flywaydb:flyway-core", 6),
        ("org.projectlombok:lombok", 7),
        ("org.a:b", 8),
    ]
