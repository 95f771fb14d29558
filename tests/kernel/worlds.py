"""The one-row worlds of the proof of the access decision ("Proof, not samples", DESIGN.md 4).

`one_row_worlds` is the full product of families of atoms: each atom is one fact, or one link of
it, right or broken. Every ground and every veto has a family in which it decides. The chains of
`chains.py` keep all facts live and break single links.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.kernel.model import (
    Appointment,
    Authorisation,
    Basis,
    Emergency,
    Membership,
    Part,
    Party,
    Share,
)
from tests.kernel.scenes import (
    AGREEMENT,
    ANNA,
    BARTEK,
    BASIS,
    CARE,
    CHILD,
    DOSSIER,
    FAMILY,
    HEALTH,
    LIVE,
    NEIGHBOUR,
    OPS,
    OTHER_AGREEMENT,
    OTHER_BASIS,
    OTHER_PERSON,
    PCPR,
    PERSON,
    REPORT,
    SCHOOL,
    WORKER,
    Change,
    Scene,
    absent,
    add_veto,
    change,
    ended,
    not_begun,
    scene,
    shared_town,
    stop_account,
    town,
    veto,
    with_facts,
)

VETOES = ("conflict", "restriction", "protected_address", "reporter", "sealed", "do_not_show_to")


@dataclass(frozen=True)
class Atom:
    """Something that speaks for access while it is true; `broken` makes it false."""

    family: str
    name: str
    broken: Change


def becomes(table: str, where: Mapping[str, object] | None = None, **values: Any) -> Change:
    """Every fact of the table that agrees on the keys says something else."""
    return change(table, lambda fact: (replace(fact, **values),), **(where or {}))


def owned_by(owner: int) -> Change:
    """The row and all its anchors belong to another institution."""

    def moved(scene: Scene) -> Scene:
        anchors = tuple(replace(anchor, owner=owner) for anchor in scene.world.anchors)
        return with_facts(scene, anchors=anchors)._replace(row=replace(scene.row, owner=owner))

    return moved


def asked(**values: Any) -> Change:
    return lambda scene: scene._replace(row=replace(scene.row, **values))


def pre(**ways: Change) -> dict[str, Change]:
    """The facts that every ground rests on, each broken in the way that a family chooses."""
    usual = {
        "role right": change("role_rights", absent),
        "account active": stop_account,
        "membership": change("memberships", ended),
        "authorisation": change("authorisations", not_begun),
        "declaration": change("declarations", ended),
    }
    return usual | ways


OWN = scene(
    town(
        OPS,
        memberships=(Membership(ANNA, OPS, WORKER, True, **LIVE),),
        appointments=(
            Appointment(ANNA, OPS, PERSON, "key_worker", **LIVE),
            Appointment(ANNA, OPS, DOSSIER, "key_worker", **LIVE),
        ),
        parts=(Part(DOSSIER, PERSON, CHILD, **LIVE),),
    ),
    OPS,
    PERSON,
    PERSON,
)
OWN_BREAKS: dict[str, Change] = {
    **pre(**{"role right": change("role_rights", not_begun), "declaration": change("declarations", absent)}),
    "kind has the purpose": change("kind_purposes", ended, kind="person"),
    "owner is the actor's": asked(owner=SCHOOL),
    "supervises": becomes("memberships", supervises=False),
    "appointed": change("appointments", ended, anchor=PERSON),
    "appointed to the dossier": change("appointments", not_begun, anchor=DOSSIER),
    "part in the dossier": change("parts", absent),
    "key worker": becomes("appointments", capacity="team"),
    "no conflict": add_veto(veto("conflict", PERSON)),
    "no restriction": add_veto(veto("restriction", PERSON, HEALTH)),
    "restriction elsewhere": becomes("vetoes", {"kind": "restriction"}, category=FAMILY),
}

SHARED = scene(
    shared_town(
        DOSSIER,
        PERSON,
        parties=tuple(
            Party(agreement, institution, **LIVE)
            for agreement in (AGREEMENT, OTHER_AGREEMENT)
            for institution in (SCHOOL, OPS)
        ),
        bases=tuple(Basis(number, PERSON, OPS, FAMILY, CARE, **LIVE) for number in (BASIS, OTHER_BASIS)),
        shares=tuple(
            Share(SCHOOL, OPS, DOSSIER, PERSON, FAMILY, CARE, agreement, basis, **LIVE)
            for agreement, basis in ((AGREEMENT, BASIS), (OTHER_AGREEMENT, OTHER_BASIS))
        ),
    ),
    SCHOOL,
    DOSSIER,
    PERSON,
)
SHARED_BREAKS: dict[str, Change] = {
    **pre(membership=change("memberships", not_begun), authorisation=change("authorisations", ended)),
    "appointed": change("appointments", absent),
    "share": change("shares", ended, agreement=AGREEMENT),
    "basis": change("bases", ended, id=BASIS),
    "in force": change("forces", not_begun, agreement=AGREEMENT),
    "owner is a party": change("parties", absent, agreement=AGREEMENT, institution=SCHOOL),
    "recipient is a party": change("parties", ended, agreement=AGREEMENT, institution=OPS),
    "clause": change("clauses", not_begun, agreement=AGREEMENT),
    "level within the clause": becomes("clauses", {"agreement": AGREEMENT}, max_level=1),
    "another share": change("shares", absent, agreement=OTHER_AGREEMENT),
    "no conflict": add_veto(veto("conflict", DOSSIER)),
    "no restriction": add_veto(veto("restriction", PERSON)),
}

STATUTORY = {
    "appointments": (Appointment(ANNA, OPS, DOSSIER, "statutory", **LIVE),),
    "parts": (Part(DOSSIER, PERSON, CHILD, **LIVE),),
}
STATUTORY_BREAKS: dict[str, Change] = {
    "line of the law": change("statutory_lines", ended),
    "owner is the actor's": owned_by(SCHOOL),
    "appointed": change("appointments", not_begun),
    "by law": becomes("appointments", capacity="intake"),
    "part": change("parts", ended),
    "part on the list": becomes("parts", part=NEIGHBOUR),
    "the file is a dossier": becomes("anchors", {"id": DOSSIER}, kind="household"),
    "not to be shown": add_veto(veto("do_not_show_to", PERSON)),
}
STATUTORY_FILE_BREAKS = {
    **pre(),
    "line about the category": becomes("statutory_lines", category=HEALTH),
    **STATUTORY_BREAKS,
}
STATUTORY_REGISTER_BREAKS = {
    "role right": pre()["role right"],
    "membership": pre()["membership"],
    "line for the purpose": becomes("statutory_lines", purpose=REPORT),
    **STATUTORY_BREAKS,
    "about the anchor itself": asked(subject=OTHER_PERSON),
    "dossier of the owner": becomes("anchors", {"id": DOSSIER}, owner=PCPR),
    "anchor of the owner": becomes("anchors", {"id": PERSON}, owner=PCPR),
}

EMERGENCY = scene(
    town(
        OPS,
        appointments=(Appointment(ANNA, OPS, DOSSIER, "team", **LIVE),),
        emergencies=(Emergency(ANNA, OPS, PERSON, **LIVE),),
    ),
    OPS,
    DOSSIER,
    PERSON,
)
EMERGENCY_BREAKS: dict[str, Change] = {
    "vital category": change("vital_categories", not_begun),
    **pre(declaration=change("declarations", not_begun)),
    "owner is the actor's": owned_by(SCHOOL),
    "appointed": change("appointments", absent),
    "emergency": change("emergencies", ended),
    "of this user": becomes("emergencies", user=BARTEK),
    "for this institution": becomes("emergencies", institution=PCPR),
    "about the subject": becomes("emergencies", subject=OTHER_PERSON),
    "anchor of the owner": becomes("anchors", {"id": DOSSIER}, owner=PCPR),
}

# The rows are closed to all, but one may be spared: as team, key worker or keeper, in both ways.
VETOED = scene(
    town(
        OPS,
        memberships=(Membership(ANNA, OPS, WORKER, True, **LIVE),),
        authorisations=(Authorisation(ANNA, OPS, FAMILY, **LIVE),),
        appointments=(
            Appointment(ANNA, OPS, DOSSIER, "key_worker", **LIVE),
            Appointment(ANNA, OPS, DOSSIER, "team", **LIVE),
            Appointment(ANNA, OPS, PERSON, "keeper", **LIVE),
        ),
        parts=(Part(DOSSIER, PERSON, NEIGHBOUR, **LIVE),),
        emergencies=(Emergency(ANNA, OPS, PERSON, **LIVE),),
    ),
    OPS,
    PERSON,
    PERSON,
)
VETOED_BREAKS: dict[str, Change] = {
    **{f"no {kind}": add_veto(veto(kind, PERSON, user=BARTEK, institution=PCPR)) for kind in VETOES},
    "they bind another user": becomes("vetoes", user=ANNA),
    "they bind another institution": becomes("vetoes", institution=OPS),
    "key worker": change("appointments", absent, capacity="key_worker"),
    "team": becomes("appointments", {"capacity": "team"}, capacity="statutory"),
    "keeper": change("appointments", ended, capacity="keeper"),
    "part in the dossier": change("parts", not_begun),
    "owner is the actor's": owned_by(SCHOOL),
    "supervises": becomes("memberships", supervises=False),
    "emergency": change("emergencies", absent),
}

FAMILIES: Mapping[str, tuple[Scene, Mapping[str, Change]]] = {
    "own": (OWN, OWN_BREAKS),
    "shared": (SHARED, SHARED_BREAKS),
    "statutory_file": (scene(town(OPS, **STATUTORY), OPS, DOSSIER, PERSON), STATUTORY_FILE_BREAKS),
    "statutory_register": (scene(town(OPS, **STATUTORY), OPS, PERSON, PERSON), STATUTORY_REGISTER_BREAKS),
    "emergency": (EMERGENCY, EMERGENCY_BREAKS),
    "vetoed": (VETOED, VETOED_BREAKS),
}


def atoms() -> list[Atom]:
    return [Atom(family, name, broken) for family, (_, breaks) in FAMILIES.items() for name, broken in breaks.items()]


def one_row_worlds(*families: str) -> Iterator[Scene]:
    """The full product of the atoms of each family (of all, unless some are named)."""
    for family in families or FAMILIES:
        whole = FAMILIES[family][0]
        yield from _product(whole, tuple(atom for atom in atoms() if atom.family == family))


def _product(scene: Scene, rest: tuple[Atom, ...]) -> Iterator[Scene]:
    if not rest:
        yield scene
        return
    for holds in (True, False):
        chosen = scene if holds else rest[0].broken(scene)
        known = {**scene.atoms, rest[0].name: holds}
        yield from _product(chosen._replace(atoms=known), rest[1:])
