"""What the files of this package promise, read from the files themselves."""

import json
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from kooperacja.ui.kit import COMPONENTS

UI = Path(__file__).resolve().parents[2] / "src" / "kooperacja" / "ui"
STATIC = UI / "static" / "ui"
TEMPLATES = sorted(UI.glob("templates/**/*.html"))
SHEETS = sorted(STATIC.glob("css/*.css"))
TESTED = Path(__file__).resolve().parents[1] / "vendor"


@pytest.mark.parametrize("folder", [STATIC / "vendor", TESTED], ids=["shipped", "tested"])
def test_what_others_wrote_is_what_the_manifest_says(folder: Path) -> None:
    entries = json.loads((folder / "manifest.json").read_text())
    for entry in entries:
        assert sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["licence"] in {"0BSD", "ISC", "MPL-2.0"}
    named = {entry["file"] for entry in entries} | {"manifest.json"}
    others = {file.name for file in folder.iterdir()} - named
    assert all("LICENSE" in name for name in others)


def test_htmx_is_of_the_second_line() -> None:
    entries = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    assert {e["version"].split(".")[0] for e in entries if e["name"] == "htmx.org"} == {"2"}


def test_styles_and_script_stay_within_their_budgets() -> None:
    assert sum(len(sheet.read_text().splitlines()) for sheet in SHEETS) <= 1500
    assert len((STATIC / "app.js").read_text().splitlines()) <= 200
    assert len(COMPONENTS) <= 15


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_styles_use_layers_and_no_force(sheet: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert "@layer" in css
    assert "!important" not in css
    assert "@import" not in css
    assert "url(" not in css
    selectors = re.sub(r"\{[^{}]*\}", "{}", css)
    assert not re.search(r"(^|[\s,>+~])#[a-zA-Z]", selectors)


def test_colours_are_named_only_among_the_tokens() -> None:
    for sheet in SHEETS:
        css = re.sub(r"@layer tokens \{.*?\n\}", "", sheet.read_text(), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", css), sheet.name


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: str(t.relative_to(UI / "templates")))
def test_templates_hold_no_style_no_script_and_no_outside_address(template: Path) -> None:
    source = template.read_text()
    html = re.sub(r"\{[#%{].*?[#%}]\}", "", source, flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", html)
    assert not re.search(r"\son[a-z]+\s*=", html)
    assert "<style" not in html
    assert "//" not in html
    for script in re.findall(r"<script[^>]*>", source):
        assert "src=" in script
        assert "nonce=" in script
    assert len(source.splitlines()) <= 150


def test_every_component_has_one_file_and_every_file_is_a_component() -> None:
    files = {file.stem for file in (UI / "templates" / "ui" / "components").glob("*.html")}
    assert files == set(COMPONENTS)


def test_the_gallery_shows_every_macro(client: Client) -> None:
    folder = UI / "templates" / "ui"
    macros = {
        name
        for file in folder.glob("components/*.html")
        for name in re.findall(r"\{% macro ([a-z]\w+)\(", file.read_text())
    }
    sources = [*folder.glob("gallery/*.html"), *folder.glob("*.html"), *folder.glob("components/*")]
    uses = "".join(file.read_text() for file in sources)
    called = set(re.findall(r"(?:ui\.|\{\{ ?|\{% call |else )([a-z]\w+)\(", uses))
    assert macros - called == set()


def test_every_icon_that_is_named_exists(client: Client) -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    html = client.get("/gallery/").content.decode()
    used = set(re.findall(r"icons\.svg\?v=[0-9a-f]{12}#([\w-]+)", html))
    assert used
    assert used <= drawn
    assert 40 <= len(drawn) <= 60


def test_the_gallery_is_valid_where_a_parser_would_not_complain(client: Client) -> None:
    html = client.get("/gallery/").content.decode()
    identities = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [name for name, times in identities.items() if times > 1] == []
    targets = set(re.findall(r'(?:for|aria-labelledby)="([^"]+)"', html))
    assert targets <= set(identities)


def test_the_policy_lets_in_only_scripts_with_its_mark(client: Client) -> None:
    response = client.get("/gallery/")
    policy = response.headers["Content-Security-Policy"]
    mark = re.findall(r"'nonce-([^']+)'", policy)[0]
    html = response.content.decode()
    assert html.count(f'nonce="{mark}"') == html.count("<script") == 2
    assert "unsafe" not in policy


def test_a_page_is_light(client: Client) -> None:
    assert len(client.get("/gallery/").content) < 100_000
