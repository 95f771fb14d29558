"""Variants of the model are files: shipped, exported, defined by a regional centre, refused with sentences."""

from pathlib import Path
from typing import Any

import pytest

from kooperacja.config import cli
from kooperacja.directory.kinds import Role
from kooperacja.directory.models import Membership
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotAllowed, RuleBroken
from kooperacja.teams import actions
from kooperacja.teams.law import shipped
from kooperacja.teams.models import ModelVariant, Team
from kooperacja.teams.queries import offered
from kooperacja.teams.shape import to_toml, variant_of_bytes, variant_of_text
from tests.cast import Town, enrol

RURAL = to_toml(shipped()["rural"])
OWN = RURAL.replace('code = "rural"', 'code = "podkarpackie"', 1)


@pytest.fixture
def regional(cast: Town) -> Actor:
    """Tomasz, who coordinates a regional centre for this test."""
    return enrol(cast.tomasz.user, cast.at("pcpr"), Role.ROPS_COORDINATOR, title="koordynator").actor


def fault(raw: bytes | str) -> tuple[str, str]:
    with pytest.raises(RuleBroken) as refusal:
        variant_of_bytes(raw.encode() if isinstance(raw, str) else raw)
    return refusal.value.code, str(refusal.value.message)


def test_three_variants_and_the_statutory_teams_are_shipped() -> None:
    assert set(shipped()) == {"rural", "urban_rural", "urban", "statutory"}
    statutory = shipped()["statutory"].kinds
    assert all(kind.is_statutory and kind.cadence_days == 0 for kind in statutory)
    others = [kind for code, variant in shipped().items() if code != "statutory" for kind in variant.kinds]
    assert all("cadence_days" in kind.proposed and not kind.is_statutory for kind in others)


@pytest.mark.parametrize("code", sorted(shipped()))
def test_an_exported_variant_reads_back_as_the_same(code: str) -> None:
    assert variant_of_text(to_toml(shipped()[code])) == shipped()[code]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('level = "commune"', 'level = "galaxy"', "kinds[1].level"),
        ('name = "Partnerski Zespół Kooperacji"', "", "kinds[1].name"),
        ("cadence_days = 30", "cadence_days = -30", "kinds[1].cadence_days"),
        ("cadence_days = 30", "cadence_days = true", "kinds[1].cadence_days"),
        ('code = "wzk"', 'code = "pzk"', "kinds.code"),
        ('"secretary", "member"', '"king", "member"', "kinds[1].functions"),
        ('basis_article = ""', 'basis_article = "art. 9a"', "kinds[1].basis_article"),
        ("[[kinds]]", "[[kinds]]\nbribe = 1", "kinds[1].bribe"),
        ("[[kinds]]", "[kinds]", "kinds"),
    ],
)
def test_a_wrong_file_is_told_where_it_is_wrong(old: str, new: str, where: str) -> None:
    assert old in RURAL
    changed = RURAL.replace(old, new, 1)
    if new == "[kinds]":
        changed = RURAL.partition("[[kinds]]")[0] + "[kinds]\n"
    code, told = fault(changed)
    assert code == "variant.faults"
    assert f"\n{where}: " in told


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"#" * 5_000_000, "variant.large"),
        (RURAL.encode("cp1250", "replace"), "variant.encoding"),
        (b"PK\x03\x04 = <xml>", "variant.not_toml"),
        (b"a = " + b"[" * 100_000, "variant.not_toml"),
        (b"", "variant.faults"),
    ],
)
def test_what_is_no_variant_at_all_is_refused(raw: bytes, code: str) -> None:
    assert fault(raw)[0] == code


def test_a_regional_centre_defines_its_own_and_twice_is_once(regional: Actor, at_monday: Any) -> None:
    own = variant_of_text(OWN)
    assert actions.define_variant(actor=regional, variant=own, dry_run=True).new == 1
    assert not ModelVariant.objects.exists()
    assert actions.define_variant(actor=regional, variant=own).new == 1
    assert actions.define_variant(actor=regional, variant=own).same == 1
    assert offered()["podkarpackie"] == own
    assert ModelVariant.objects.count() == 1


def test_a_team_keeps_the_version_under_which_it_was_founded(cast: Town, regional: Actor, at_monday: Any) -> None:
    actions.define_variant(actor=regional, variant=variant_of_text(OWN))
    found: dict[str, Any] = {"actor": cast.ewa.actor, "variant": "podkarpackie", "kind": "pzk"}
    before = actions.found_team(name="PZK Stary", **found)
    changed = variant_of_text(OWN.replace("cadence_days = 30", "cadence_days = 14", 1))
    assert actions.define_variant(actor=regional, variant=changed).changed == 1
    after = actions.found_team(name="PZK Nowy", **found)
    cadences = [Team.objects.select_related("variant").get(pk=row.pk).says().cadence_days for row in (before, after)]
    assert cadences == [30, 14]


def test_nobody_changes_a_shipped_variant_or_that_of_another_centre(
    cast: Town, regional: Actor, at_monday: Any
) -> None:
    with pytest.raises(RuleBroken) as shipped_one:
        actions.define_variant(actor=regional, variant=variant_of_text(RURAL.replace("30", "7", 1)))
    actions.define_variant(actor=regional, variant=variant_of_text(OWN))
    other = enrol(cast.jan.user, cast.at("police"), Role.ROPS_COORDINATOR, title="koordynator").actor
    with pytest.raises(RuleBroken) as foreign:
        actions.define_variant(actor=other, variant=variant_of_text(OWN))
    assert [shipped_one.value.code, foreign.value.code] == ["variant.taken", "variant.taken"]


def test_a_coordinator_of_a_team_defines_none(cast: Town, at_monday: Any) -> None:
    assert Membership.objects.filter(user=cast.ewa.user, role=Role.TEAM_COORDINATOR).exists()
    with pytest.raises(NotAllowed) as refusal:
        actions.define_variant(actor=cast.ewa.actor, variant=variant_of_text(OWN))
    assert refusal.value.code == "variant.not_regional"


def test_a_variant_is_exported_changed_and_imported_on_the_command_line(
    cast: Town, at_monday: Any, tmp_path: Path, capsys: Any
) -> None:
    assert cli.main(["teams", "variant-export", "rural"]) == 0
    path = tmp_path / "wlasny.toml"
    path.write_text(capsys.readouterr().out.replace('code = "rural"', 'code = "podkarpackie"', 1), encoding="utf-8")
    line = ["import", "model-variant", str(path), "--institution"]
    owner = str(cast.at("pcpr").pk)
    codes = [cli.main([*line, *rest]) for rest in ((owner, "--dry-run"), (owner,), (owner,), ("0",))]
    assert codes == [0, 0, 0, 2]
    assert ModelVariant.objects.get().says().name == "Model wiejski"
