"""A file from the hand of who attached it to the disk and back, and who else reads it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import time_machine

from kooperacja.access import actions as facts
from kooperacja.access.permit import permit
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Category, Purpose
from kooperacja.audit.models import Entry, Kind
from kooperacja.cases.models import Case
from kooperacja.documents import actions, storage
from kooperacja.documents.actions import sweep, withdraw_file
from kooperacja.documents.law import MEGABYTE
from kooperacja.documents.models import StoredFile
from kooperacja.documents.queries import download, files_of, not_whole
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import Conflict, NotAllowed, NotFound, RuleBroken, Unavailable
from kooperacja.keys.actions import rotate_key
from kooperacja.people.models import Person
from tests.cast import MONDAY, Town, Worker
from tests.documents.conftest import pdf

HELP = Purpose.JOINT_HELP
Attach = Callable[..., StoredFile]
SWEEPER = Actor.system("files sweep")


def read(worker: Worker, file: StoredFile) -> bytes:
    with snapshot() as shot:
        shot.action = "export"
        return b"".join(download(worker.actor, file.ref, HELP).pieces)


def appoint(cast: Town, case: Case, worker: Worker) -> None:
    place = {"institution_id": case.owner_id, "anchor": case.anchor, "capacity": "team"}
    facts.appoint(cast.anna.actor, user_id=worker.user.pk, **place)


def on_disk() -> Iterator[bytes]:
    return (path.read_bytes() for path in sorted(storage.folder().glob("*/*")) if path.is_file())


def test_the_key_worker_attaches_and_reads(cast: Town, case: Case, attach: Attach) -> None:
    content = pdf(size=2 * MEGABYTE + 17)
    file = attach(cast.anna, content, name="zgoda.pdf")
    assert read(cast.anna, file) == content
    with snapshot():
        [row] = files_of(cast.anna.actor, case.anchor_id, HELP)
    assert (row.name, row.size, row.digest) == ("zgoda.pdf", len(content), sha256(content).hexdigest())
    [entry] = Entry.objects.filter(action="file.attach")
    assert (entry.user_id, entry.about_id) == (cast.anna.user.pk, file.pk)
    assert b"zgoda" not in bytes(entry.payload)


def test_on_the_disk_nothing_can_be_read_and_no_name_is_told(attach: Attach, cast: Town) -> None:
    content = pdf(size=3000)
    file = attach(cast.anna, content)
    [stored] = on_disk()
    assert b"x" * 50 not in stored
    assert b"PDF" not in stored
    [path] = storage.folder().glob("*/*")
    assert path.name == file.place.hex
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("who", ["iga", "filip", "piotr", "jan", "grazyna", "wanda"])
def test_who_does_not_see_the_case_finds_no_file(cast: Town, consent: StoredFile, who: str) -> None:
    with pytest.raises(NotFound):
        read(cast.workers[who], consent)


def test_a_colleague_without_the_authorisation_does_not_read_of_health(cast: Town, case: Case, attach: Attach) -> None:
    file = attach(cast.anna, category=Category.HEALTH)
    facts.appoint(
        cast.anna.actor, user_id=cast.ewa.user.pk, institution_id=case.owner_id, anchor=case.anchor, capacity="team"
    )
    facts.appoint(
        cast.anna.actor, user_id=cast.iga.user.pk, institution_id=case.owner_id, anchor=case.anchor, capacity="team"
    )
    assert file.level == 3
    sees = []
    for worker in (cast.ewa, cast.iga):
        with snapshot():
            sees += [bool(files_of(worker.actor, case.anchor_id, HELP))]
    with snapshot():
        assert files_of(cast.anna.actor, case.anchor_id, HELP)
    assert sees == [Category.HEALTH in _authorised(worker) for worker in (cast.ewa, cast.iga)]


def _authorised(worker: Worker) -> set[str]:
    from kooperacja.access.models import Authorisation

    return set(Authorisation.objects.filter(user=worker.user).values_list("category", flat=True))


def test_what_closes_while_it_is_handed_over_ends_there(cast: Town, case: Case, attach: Attach) -> None:
    file = attach(cast.anna, pdf(size=3 * MEGABYTE))
    with snapshot() as shot:
        shot.action = "export"
        pieces = download(cast.anna.actor, file.ref, HELP).pieces
    assert len(next(pieces)) == MEGABYTE
    assert len(next(pieces)) == MEGABYTE
    facts.hide_from(cast.halina.actor, anchor_id=case.anchor_id, user_id=cast.anna.user.pk)
    with pytest.raises(NotFound):
        next(pieces)


def test_bytes_of_another_file_are_not_shown(cast: Town, attach: Attach) -> None:
    mine, other = attach(cast.anna), attach(cast.anna, pdf(2))
    storage.path_of(mine.place).write_bytes(storage.path_of(other.place).read_bytes())
    with pytest.raises(Unavailable) as refusal:
        read(cast.anna, mine)
    assert refusal.value.code == "files.unreadable"
    storage.path_of(other.place).unlink()
    with pytest.raises(Unavailable):
        read(cast.anna, other)
    with permit():
        assert not_whole()[0] == 2


# ---- Withdrawing


def test_who_attached_withdraws_and_nobody_reads_it_then(cast: Town, consent: StoredFile) -> None:
    withdraw_file(actor=cast.anna.actor, file=consent, version=1, why="other_person")
    for worker in (cast.anna, cast.halina):
        with pytest.raises(NotFound):
            read(worker, consent)
    with permit():
        row = StoredFile._base_manager.get(pk=consent.pk)
    assert (row.why_withdrawn, row.withdrawn_at) == ("other_person", MONDAY)


def test_others_do_not_withdraw_it(cast: Town, case: Case, consent: StoredFile) -> None:
    facts.appoint(
        cast.anna.actor, user_id=cast.iga.user.pk, institution_id=case.owner_id, anchor=case.anchor, capacity="team"
    )
    with pytest.raises(NotAllowed) as refusal:
        withdraw_file(actor=cast.iga.actor, file=consent, version=1, why="mistake")
    assert refusal.value.code == "file.withdraw_by_others"
    with pytest.raises(RuleBroken):
        withdraw_file(actor=cast.anna.actor, file=consent, version=1, why="")
    with pytest.raises(Conflict):
        withdraw_file(actor=cast.anna.actor, file=consent, version=7, why="mistake")
    withdraw_file(actor=cast.halina.actor, file=consent, version=1, why="mistake")


def test_what_a_paper_stands_on_is_not_withdrawn(
    cast: Town, consent: StoredFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "IN_USE", [lambda pk: "Na tym pliku stoi zgoda." if pk == consent.pk else ""])
    with pytest.raises(RuleBroken) as refusal:
        withdraw_file(actor=cast.anna.actor, file=consent, version=1, why="mistake")
    assert (refusal.value.code, str(refusal.value)) == ("file.in_use", "Na tym pliku stoi zgoda.")


# ---- Erasing


def test_withdrawn_bytes_and_their_key_are_erased_after_thirty_days(cast: Town, attach: Attach) -> None:
    gone, kept = attach(cast.anna), attach(cast.anna, pdf(2))
    withdraw_file(actor=cast.anna.actor, file=gone, version=1, why="mistake")
    with time_machine.travel(MONDAY + timedelta(days=29), tick=False):
        assert sweep(actor=SWEEPER) == (0, 0)
    with time_machine.travel(MONDAY + timedelta(days=30), tick=False):
        assert sweep(actor=SWEEPER) == (1, 0)
        assert sweep(actor=SWEEPER) == (0, 0)
    with permit():
        row = StoredFile._base_manager.get(pk=gone.pk)
    assert (row.key_id, bytes(row.sealed), storage.path_of(gone.place).exists()) == (None, b"", False)
    assert read(cast.anna, kept) == pdf(2)
    assert Entry.objects.filter(action="file.erase", about_id=gone.pk, kind=Kind.CHANGE).exists()


def test_bytes_without_a_row_go_when_they_are_a_day_old(cast: Town, consent: StoredFile) -> None:
    orphan = consent.place.__class__(int=7)
    storage.write(orphan, b"k" * 32, b"content")
    half = storage.path_of(orphan).with_suffix(".part")
    half.write_bytes(b"half")
    now = half.stat().st_mtime
    with time_machine.travel(now + 3600, tick=False):
        assert sweep(actor=SWEEPER) == (0, 0)
    with time_machine.travel(now + 25 * 3600, tick=False):
        assert sweep(actor=SWEEPER) == (0, 2)
    assert storage.path_of(consent.place).exists()
    assert not half.exists()


# ---- Keys


def test_a_rotation_moves_the_key_and_leaves_the_bytes(cast: Town, attach: Attach) -> None:
    file = attach(cast.anna)
    before = list(on_disk())
    moved = sum(rotate_key(actor=SWEEPER, institution_id=cast.at("gops").pk))
    assert moved >= 1
    assert list(on_disk()) == before
    assert read(cast.anna, file) == pdf()
    with permit():
        assert StoredFile._base_manager.get(pk=file.pk).key_id != file.key_id


def test_the_sealed_key_of_one_file_opens_no_other(cast: Town, attach: Attach) -> None:
    mine, other = attach(cast.anna), attach(cast.anna, pdf(2))
    with permit():
        from kooperacja.access.writing import writing

        with writing(cast.anna.actor):
            StoredFile._base_manager.filter(pk=mine.pk).update(sealed=other.sealed)
    with pytest.raises(Unavailable) as refusal:
        read(cast.anna, mine)
    assert refusal.value.code == "keys.unopened"


def test_two_papers_of_two_people_may_be_alike(cast: Town, family: dict[str, Person], attach: Attach) -> None:
    files: list[Any] = [attach(cast.anna, subject_id=family[name].anchor_id) for name in ("Ola", "Kuba")]
    assert len({file.pk for file in files}) == 2
