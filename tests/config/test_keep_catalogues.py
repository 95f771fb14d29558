from pathlib import Path

import pytest

from tools import messages

TEMPLATE = """
<h1>{{ _("Cases") }}</h1>
{% trans count=count %}
    One case of {{ name }}
{% pluralize %}
    {{ count }} cases
{% endtrans %}
"""
PLURAL = ("Jedna sprawa: %(name)s", "%(count)s sprawy", "%(count)s spraw")


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small packages in place of ours."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGES", tmp_path)
    for package in ("cases", "people"):
        (tmp_path / package / "templates" / package).mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "cases" / "templates" / "cases" / "list.html").write_text(TEMPLATE)
    (tmp_path / "people" / "views.py").write_text(
        'TITLE = _("Cases")\nVERB = pgettext_lazy("verb", "Open")\nWHO = gettext("Hello {name}")\n'
    )
    return tmp_path


def translate(package: str, translated: dict[str, str | tuple[str, ...]]) -> None:
    catalogue = messages.extract(package)
    messages.merge(catalogue, messages.read(package), {})
    for message in catalogue.messages():
        message.string = translated.get(messages.key_of(message)[1], message.string)
    messages.write_if_changed(messages.po_path(package), messages.po_text(catalogue))


def update(*packages: str) -> list[str]:
    known = messages.translations(messages.all_packages())
    return [fault for package in packages for fault in messages.update(package, known)]


def check() -> str:
    packages = messages.all_packages()
    faults = [fault for package in packages for fault in messages.check(package)]
    return "\n".join([*faults, *messages.conflicts(messages.translations(packages))])


def complete() -> None:
    translate("cases", {"Cases": "Sprawy", "One case of %(name)s": PLURAL})
    translate("people", {"Cases": "Sprawy", "Open": "Otwórz", "Hello {name}": "Cześć, {name}"})
    assert update("cases", "people") == []


def test_a_complete_house_has_no_fault_and_a_rerun_changes_nothing(house: Path) -> None:
    complete()
    assert check() == ""
    before = {path: path.read_bytes() for path in house.rglob("django.*")}
    assert len(before) == 4
    update("cases", "people")
    assert before == {path: path.read_bytes() for path in house.rglob("django.*")}


def test_new_strings_are_added_blank_and_named_as_untranslated() -> None:
    faults = update("cases")
    assert len(faults) == 2
    assert all("untranslated" in fault for fault in faults)
    assert "cases/templates/cases/list.html" in messages.po_path("cases").read_text()


def test_a_string_known_in_another_package_takes_its_translation() -> None:
    complete()
    messages.po_path("people").unlink()
    faults = update("people")
    assert "'Cases'" not in "".join(faults)


def test_two_translations_of_one_string_are_refused() -> None:
    complete()
    translate("people", {"Cases": "Przypadki"})
    update("people")
    assert "'Cases' is translated in 2 ways: Sprawy (cases); Przypadki (people)" in check()


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("", "untranslated"),
        ("Cześć, {imie}", "braces"),
    ],
)
def test_a_bad_translation_is_named(translation: str, fault: str) -> None:
    complete()
    translate("people", {"Hello {name}": translation})
    assert fault in "".join(update("people"))


def test_a_wrong_placeholder_is_named() -> None:
    complete()
    translate("cases", {"One case of %(name)s": ("Sprawa %(osoba)s", *PLURAL[1:])})
    assert "unknown named placeholder 'osoba'" in "".join(update("cases"))


def test_a_bare_percent_sign_in_a_template_is_named(house: Path) -> None:
    (house / "cases" / "templates" / "cases" / "list.html").write_text('{{ _("Up to 100%") }}')
    translate("cases", {"Up to 100%": "Do 100%"})
    assert "write a percent sign as %%" in "".join(update("cases"))


def test_missing_obsolete_and_stale_are_named(house: Path) -> None:
    complete()
    (house / "people" / "views.py").write_text('TITLE = _("Cases")\nNEW = _("New")\n')
    found = check()
    assert "'New': missing from the catalogue" in found
    assert "'Open': no longer used" in found
    assert "the compiled catalogue is stale" in found


def test_a_broken_template_is_named_and_loses_no_translation(house: Path) -> None:
    complete()
    (house / "cases" / "templates" / "cases" / "list.html").write_text("{% if %}")
    with pytest.raises(SystemExit, match=r"cases/templates/cases/list\.html"):
        update("cases")
    assert "Sprawy" in messages.po_path("cases").read_text()
