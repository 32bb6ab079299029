"""The docs say what the code does: settings, commands, map, glossary, decisions, packages."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CODE = ROOT / "maklumat"
STARTER_SETTINGS = {"PORT", "HOST"}  # read by ./run alone
ADRS = sorted(path for path in DOCS.glob("adr/*.md") if path.name != "README.md")


def settings_in_code() -> set[str]:
    text = "\n".join(path.read_text() for path in CODE.glob("settings*.py"))
    return set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z0-9_]+)\"""", text)) | STARTER_SETTINGS


def first_column(page: str) -> set[str]:
    """Return the words in code type that begin the rows of a page's tables."""
    return set(re.findall(r"^\| `([^`]+)`", (DOCS / page).read_text(), flags=re.MULTILINE))


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    assert first_column("settings.md") == settings_in_code()


def test_the_example_settings_are_complete() -> None:
    text = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"^#? ?([A-Z0-9_]+)=", text, flags=re.MULTILINE)) == settings_in_code()


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    files = CODE.glob("*/management/commands/*.py")
    commands = {path.stem for path in files if path.stem != "__init__"}

    assert {words.split()[0] for words in first_column("commands.md")} == commands


def test_the_map_is_current() -> None:
    made = subprocess.run(
        [sys.executable, str(DOCS / "make_map.py")], check=True, capture_output=True, text=True
    ).stdout

    assert (DOCS / "map.md").read_text() == made


def glossary_rows() -> Iterator[list[str]]:
    for line in (DOCS / "glossary.md").read_text().splitlines():
        if line.startswith("| ") and "`" in line:
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


@pytest.mark.parametrize("row", list(glossary_rows()), ids=lambda row: row[0].strip("| "))
def test_a_word_of_the_glossary_is_a_word_in_code(row: list[str]) -> None:
    code = "\n".join(
        path.read_text()
        for kind in ("*.py", "*.js")
        for path in CODE.rglob(kind)
        if "tests" not in path.parts
    )

    for word in re.findall(r"`(\w+)`", row[1]):
        assert re.search(rf"\b{word}\b", code), word


def test_every_decision_is_in_the_index() -> None:
    index = (DOCS / "adr" / "README.md").read_text()

    assert set(re.findall(r"\(([\w-]+\.md)\)", index)) == {path.name for path in ADRS}


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_with_four_parts(path: Path) -> None:
    text = path.read_text()
    parts = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)

    assert parts == ["Context", "Decision", "Consequences", "Alternatives"]
    assert len(text.splitlines()) <= 60


def links() -> Iterator[tuple[Path, str]]:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text()):
            yield page, target


def test_links_between_pages_lead_somewhere() -> None:
    assert [
        (page.name, target) for page, target in links() if not (page.parent / target).exists()
    ] == []


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_locked_packages_are_those_of_the_only_list(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"]
    wanted += project["dependency-groups"]["dev"] if name == "test" else []
    versions = locked(name)

    for line in wanted:
        package = Requirement(line)
        version = versions.get(re.sub(r"[-_.]+", "-", package.name).lower())
        assert version, f"{package.name}: run requirements/compile"
        assert package.specifier.contains(version, prereleases=True)


def test_the_locked_packages_name_no_address() -> None:
    text = "".join((ROOT / "requirements" / f"{name}.txt").read_text() for name in ("run", "test"))

    assert re.search(r"https?:|file:|--index|--extra|--find-links", text) is None
    assert all(version == locked("test")[package] for package, version in locked("run").items())
