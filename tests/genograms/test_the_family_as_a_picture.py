"""The family of a case as a genogram and an ecomap, on the page, on paper, as a sheet and for programs."""

from io import BytesIO
from typing import Any

import openpyxl
from pypdf import PdfReader

from kooperacja.access.actions.vetoes import hide_from
from kooperacja.access.snapshot import snapshot
from kooperacja.cases.actions import add_member
from kooperacja.cases.models import Case
from kooperacja.genograms.picture import ecomap, genogram
from kooperacja.genograms.queries.page import FamilyPage, family_page
from kooperacja.genograms.queries.relatives import Bond, Sex
from kooperacja.genograms.queries.ties import Strength, Tie
from kooperacja.people.actions import add_detail
from kooperacja.people.actions.details import DetailText
from kooperacja.people.kinds import DetailKind, Kinship
from kooperacja.people.models import Person
from kooperacja.people.queries import who_may_consent_for
from tests.api.conftest import Program
from tests.cases.conftest import case, family  # noqa: F401 - fixtures.
from tests.cast import MONDAY, Town

DAY = MONDAY.date()
Family = dict[str, Person]


def known(cast: Town, person: Person, kind: str, text: str = "", other: Person | None = None) -> None:
    add_detail(actor=cast.anna.actor, person=person, typed=DetailText(kind, DAY, text, other=other))


def drawn(cast: Town, case: Case, worker: Any = None) -> FamilyPage:  # noqa: F811
    with snapshot():
        return family_page((worker or cast.anna).actor, case.ref, "", "joint_help", DAY)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()  # type: ignore[no-any-return]


def test_parents_stand_side_by_side_above_their_children_and_nothing_is_guessed(
    cast: Town,
    case: Case,  # noqa: F811
    family: Family,  # noqa: F811
) -> None:
    page = drawn(cast, case)
    assert {(link.one, link.two) for link in page.tree.links} == {
        (family[parent].pk, family[child].pk) for parent in ("Marta", "Adam") for child in ("Ola", "Kuba")
    }
    assert not page.tree.couples()
    at = {node.who.name.split()[0]: node for node in genogram(page.tree).nodes}
    assert list(at) == ["Adam", "Marta", "Ola", "Kuba"]
    assert at["Marta"].y == at["Adam"].y < at["Ola"].y == at["Kuba"].y
    assert [at[name].who.sex for name in at] == [Sex.MAN, Sex.WOMAN, Sex.WOMAN, Sex.MAN]
    assert [line.kind for line in genogram(page.tree).lines] == [Bond.COUPLE, Bond.PARENT]


def test_cards_say_who_separated_who_died_and_whose_child_it_is(
    cast: Town,
    case: Case,  # noqa: F811
    family: Family,  # noqa: F811
    as_worker: Any,
) -> None:
    facts: dict[str, Any] = {"actor": cast.anna.actor, "case": case, "last_name": "Modrzewska"}
    zofia = add_member(**facts, first_name="Zofia", kinship=Kinship.GRANDMOTHER)
    jan = add_member(**facts, first_name="Jan", kinship=Kinship.STEPFATHER)
    known(cast, family["Marta"], DetailKind.PARENT, other=zofia)
    known(cast, family["Marta"], DetailKind.SEPARATED, other=family["Adam"])
    known(cast, family["Marta"], DetailKind.PARTNER, other=jan)
    known(cast, family["Kuba"], DetailKind.NOT_PARENT, other=family["Adam"])
    known(cast, family["Kuba"], DetailKind.PARENT, other=jan)
    known(cast, family["Adam"], DetailKind.DIED)
    page = drawn(cast, case)
    nodes = {node.who.name.split()[0]: node for node in genogram(page.tree).nodes}
    assert list(nodes) == ["Zofia", "Adam", "Marta", "Jan", "Ola", "Kuba"]
    assert bool(nodes["Adam"].cross)
    assert nodes["Adam"].who.age is None
    assert [line.kind for line in genogram(page.tree).lines if line.cut] == [Bond.SEPARATED]
    shown = text_of(as_worker(cast.anna).get(f"/rodziny/{case.ref}/rodzina/?osoba={family['Ola'].ref}"))
    for told in (
        "Adam Malinowski, nie żyje, ojciec, w rozłączeniu z: Marta Malinowska, dzieci: Ola Malinowska",
        "Kuba Malinowski, 8 lat, syn, rodzice: Marta Malinowska, Jan Modrzewska",
        "zaznaczona",
    ):
        assert told in shown, told
    assert [one.name.split()[0] for one in who_may_consent_for(cast.anna.actor, family["Ola"], DAY)] == ["Marta"]
    assert who_may_consent_for(cast.anna.actor, family["Adam"], DAY) == ()


def test_parents_in_a_circle_are_drawn_all_the_same(cast: Town, case: Case, family: Family) -> None:  # noqa: F811
    known(cast, family["Marta"], DetailKind.PARENT, other=family["Ola"])
    assert len(genogram(drawn(cast, case).tree).nodes) == 4


def test_who_is_hidden_leaves_no_symbol_no_line_and_no_gap(
    cast: Town,
    case: Case,  # noqa: F811
    family: Family,  # noqa: F811
    as_worker: Any,
) -> None:
    """The picture is that of a family to which the hidden person never belonged."""
    before = genogram(drawn(cast, case).tree)
    facts: dict[str, Any] = {"actor": cast.anna.actor, "case": case, "first_name": "Hipolit", "last_name": "Zawierucha"}
    hidden = add_member(**facts, kinship=Kinship.STEPFATHER, occupation="huta Zawieja", occupation_kind="employment")
    known(cast, family["Marta"], DetailKind.PARTNER, other=hidden)
    known(cast, family["Kuba"], DetailKind.PARENT, other=hidden)
    known(cast, hidden, DetailKind.TIE_STRONG, "brat Ksawery")
    assert "Ksawery" in text_of(as_worker(cast.anna).get(f"/rodziny/{case.ref}/rodzina/"))
    hide_from(cast.anna.actor, anchor_id=hidden.anchor_id, user_id=cast.anna.user.pk)
    assert genogram(drawn(cast, case).tree) == before
    anna = as_worker(cast.anna)
    shown = text_of(anna.get(f"/rodziny/{case.ref}/rodzina/?osoba={hidden.ref}"))
    for told in ("Hipolit", "Zawierucha", "Zawieja", "Ksawery", "zaznaczona"):
        assert told not in shown, told
    assert hidden.ref not in text_of(anna.get(f"/rodziny/{case.ref}/rodzina/"))
    assert "osób: 4" in shown
    told = Program(cast.anna).get(f"/cases/{case.ref}/family-picture").json()
    assert len(told["people"]) == 4
    assert {link["bond"] for link in told["links"]} == {"parent"}


def test_ties_differ_by_their_line_and_stand_in_a_table_a_sheet_and_on_paper(
    cast: Town,
    case: Case,  # noqa: F811
    family: Family,  # noqa: F811
    as_worker: Any,
    django_assert_max_num_queries: Any,
) -> None:
    known(cast, family["Marta"], DetailKind.TIE_STRONG, "babcia <b>Zofia</b>")
    known(cast, family["Adam"], DetailKind.TIE_WEAK, "koledzy")
    known(cast, family["Ola"], DetailKind.TIE_STRAINED, "klasa 6")
    anna = as_worker(cast.anna)
    here = f"/rodziny/{case.ref}/rodzina/"
    assert here in text_of(anna.get(f"/rodziny/{case.ref}/"))
    with django_assert_max_num_queries(12):
        shown = text_of(anna.get(here))
    for told in ('class="strong"', 'class="weak"', 'class="strained"', "babcia &lt;b&gt;Zofia", "silna więź", "GOPS"):
        assert told in shown, told
    sheet = openpyxl.load_workbook(BytesIO(anna.get(f"{here}xlsx/").content)).active
    assert ("klasa 6", "Ola", "napięta więź") in [row[:3] for row in sheet.values]  # type: ignore[union-attr]
    paper = PdfReader(BytesIO(anna.get(f"{here}pdf/").content))
    words = " ".join(page.extract_text() for page in paper.pages)
    assert "napięta więź" in words
    assert "Malinowska" in words
    jan = as_worker(cast.jan)
    for address in (here, f"{here}pdf/", f"{here}xlsx/"):
        assert jan.get(address).status_code == 404, address
    assert Program(cast.jan).get(f"/cases/{case.ref}/family-picture").status_code == 404


def test_boxes_of_an_ecomap_do_not_cover_one_another() -> None:
    ties = [Tie(f"ktoś {number}", "", strength, None, "") for number in range(4) for strength in Strength]
    boxes = ecomap(ties).boxes
    assert len({(box.x, box.y // 78) for box in boxes}) == len(ties)
    assert all(0 <= box.y <= ecomap(ties).height - 62 for box in boxes)
