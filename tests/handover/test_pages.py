"""The pages of handing over: what is asked by the address is previewed, what is sent is done or refused with words."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kooperacja.access.actions import declare_conflict
from kooperacja.access.queries import key_worker_of
from kooperacja.cases.models import Case
from kooperacja.notices.models import Notice
from tests.cast import Town
from tests.handover.conftest import arrange, standing

# What the engines answer is asked of the actions; the pages are the same on each.
pytestmark = pytest.mark.once

DAYS = {"since": "09.11.2026", "until": "13.11.2026"}
NEW, PASS_ON, LEFT = "/zastepstwa/nowe/", "/zastepstwa/przekazanie/", "/zastepstwa/bez-opiekuna/"
Family = Callable[..., Case]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def rows(case: Case, user: int) -> str:
    return f"{case.anchor_id}:{user}"


def test_a_leave_is_previewed_and_saved_once(cast: Town, case: Case, as_worker: Any) -> None:
    anna = as_worker(cast.anna)
    iga = cast.iga.user.pk
    asked = {"worker": cast.anna.user.pk, **DAYS, "to": iga}
    page = text(anna.get(NEW, asked))
    assert f'<option value="{rows(case, iga)}" selected>Iga Klon' in page
    assert "Lipa" in page
    for _twice in range(2):
        answer = anna.post(NEW, {**asked, "rows": [rows(case, iga)], "once": "raz"})
        assert answer.status_code == 303
        assert answer.headers["Location"] == "/zastepstwa/"
    assert standing() == 1
    listed = text(anna.get("/zastepstwa/"))
    assert "Iga Klon" in listed
    assert "09.11.2026–13.11.2026" in listed
    assert "Zastępstwo obejmuje 1 sprawę." in listed


def test_who_may_name_himself_for_a_colleague_is_warned_that_others_are_told(
    cast: Town, case: Case, as_worker: Any
) -> None:
    asked, warning = {"worker": cast.anna.user.pk, **DAYS, "to": ""}, "Możesz wskazać siebie"
    assert warning in text(as_worker(cast.halina).get(NEW, asked))
    assert warning not in text(as_worker(cast.anna).get(NEW, asked))


def test_why_somebody_cannot_take_a_file_stands_beside_it(cast: Town, case: Case, as_worker: Any) -> None:
    declare_conflict(cast.halina.actor, anchor_id=case.anchor_id, user_id=cast.iga.user.pk)
    asked = {"worker": cast.anna.user.pk, **DAYS, "to": cast.iga.user.pk}
    page = text(as_worker(cast.halina).get(NEW, asked))
    assert "konflikt interesów" in page
    assert rows(case, cast.iga.user.pk) not in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"since": ""}, "To pole jest wymagane"),
        ({"since": "01.11.2026"}, "Ten dzień już minął"),
        ({"until": "08.11.2026"}, "Ostatni dzień jest wcześniejszy"),
        ({"rows": []}, "Wskaż, kto przejmie choć jedną sprawę"),
        ({"rows": ["byle co"]}, "Wybierz osobę z listy"),
        ({"rows": ["1:2", "1:2"]}, "Ta sama sprawa przyszła dwa razy"),
        ({"rows": ["987654:2"]}, "Lista zmieniła się w międzyczasie"),
    ],
)
def test_bad_input_is_told_in_words_and_nothing_is_done(
    cast: Town, case: Case, as_worker: Any, sent: dict[str, Any], words: str
) -> None:
    good = {"worker": cast.anna.user.pk, **DAYS, "to": "", "rows": [rows(case, cast.iga.user.pk)]}
    answer = as_worker(cast.anna).post(NEW, good | sent)
    assert answer.status_code in {409, 422}
    assert words in text(answer)
    assert not standing()


def test_it_is_ended_in_a_dialog(cast: Town, case: Case, as_worker: Any) -> None:
    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk})
    anna = as_worker(cast.anna)
    link = text(anna.get("/zastepstwa/")).partition('href="/zastepstwa/')[2]
    assert link
    from kooperacja.access.models import Appointment

    pk = Appointment.objects.get(instead_of__isnull=False).pk
    assert "Iga Klon zastępuje osobę: Anna Lis" in text(anna.get(f"/zastepstwa/{pk}/zakoncz/"))
    assert as_worker(cast.iga).get(f"/zastepstwa/{pk}/zakoncz/").status_code == 404
    assert anna.post(f"/zastepstwa/{pk}/zakoncz/").status_code == 303
    assert "Nikt nikogo nie zastępuje" in text(anna.get("/zastepstwa/"))


def test_who_comes_from_a_notice_finds_the_list_and_the_notice_is_read(cast: Town, case: Case, as_worker: Any) -> None:
    from kooperacja.handover.queries.pages import page_of_handover

    arrange(cast.anna, cast.anna, {case.anchor_id: cast.iga.user.pk})
    notice = Notice.objects.get(user=cast.iga.user, about_kind="handover")
    assert page_of_handover(cast.iga.actor, notice.about_kind, notice.about_id) == "/zastepstwa/"
    assert page_of_handover(cast.piotr.actor, notice.about_kind, notice.about_id) == ""
    as_worker(cast.iga).get("/zastepstwa/")
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_a_leaver_is_handed_over_from_his_own_page(cast: Town, case: Case, as_worker: Any) -> None:
    halina, pk = as_worker(cast.halina), cast.anna.membership.pk
    refused = halina.post(f"/pracownicy/{pk}/koniec/", {"reason": "koniec umowy"})
    assert refused.status_code == 422
    assert "Najpierw ją przekaż" in text(refused)
    link = f"{PASS_ON}?worker={cast.anna.user.pk}&amp;reason=leaving"
    assert link in text(refused)
    page = text(halina.get(link.replace("&amp;", "&")))
    assert rows(case, cast.iga.user.pk) in page
    sent = {"worker": cast.anna.user.pk, "reason": "leaving", "rows": [rows(case, cast.iga.user.pk)]}
    assert halina.post(PASS_ON, sent).status_code == 303
    assert key_worker_of(case.anchor_id) == cast.iga.user.pk
    assert halina.post(f"/pracownicy/{pk}/koniec/", {"reason": "koniec umowy"}).status_code == 303


def test_what_nobody_leads_is_listed_given_and_taken_away_as_a_sheet(cast: Town, case: Case, as_worker: Any) -> None:
    halina = as_worker(cast.halina)
    assert "Każda sprawa ma opiekuna" in text(halina.get(LEFT))
    halina.post(f"/pracownicy/{cast.anna.membership.pk}/koniec/", {"reason": "nagle", "at_once": "on"})
    sheet = load_workbook(BytesIO(halina.get(f"{LEFT}xlsx/").content)).active
    assert [cell.value for cell in list(sheet.rows)[1]] == [case.number, "sprawa", "Lipa", "Anna Lis"]
    assert halina.post(LEFT, {"rows": [rows(case, cast.iga.user.pk)]}).status_code == 303
    assert halina.post(LEFT, {"rows": [rows(case, cast.ewa.user.pk)]}).status_code == 409
    assert key_worker_of(case.anchor_id) == cast.iga.user.pk
    assert as_worker(cast.iga).get(LEFT).status_code == 403
    listed = load_workbook(BytesIO(halina.get("/zastepstwa/xlsx/").content)).active
    assert listed.max_row == 1


def test_somebody_elses_files_are_refused_alike_whoever_it_is(cast: Town, case: Case, as_worker: Any) -> None:
    iga = as_worker(cast.iga)
    for user in (cast.anna.user.pk, cast.piotr.user.pk, 987654):
        for address in (NEW, PASS_ON):
            answer = iga.get(address, {"worker": user, **DAYS})
            assert answer.status_code == 422
            assert "Lipa" not in text(answer)
    assert as_worker(cast.filip).get("/zastepstwa/").status_code == 403
