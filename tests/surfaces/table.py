"""Each route with what it shows. A route without an entry fails, and so does an entry without a route."""

from collections.abc import Callable
from dataclasses import dataclass

from kooperacja.meetings.workflow import MEETING_FLOW
from tests.surfaces import agreed, cards, diagnosed, disclosed, handed, inquired, meetings, pages, planned, shared
from tests.surfaces.pages import Page
from tests.surfaces.programs import (
    card,
    card_line,
    case,
    cases,
    family,
    file,
    files,
    number,
    person,
    referral,
    referrals,
)
from tests.surfaces.world import BY_LAW

Shows = Callable[[Page], None]
NO = frozenset[int]()


@dataclass(frozen=True)
class Entry:
    """`of` is the kind of row that the address names; `shows` fills a page. `other` are the answers, besides
    200, that somebody may get who does see the row: it is not his to change, or not in this state. `closed`
    narrows who finds the row there at all. `queries` are asked as well.
    """

    of: str
    shows: Shows = pages.nothing
    other: frozenset[int] = NO
    opens: Callable[[Page], bool] = lambda page: page.at is None or page.seen.sees(page.at)
    queries: tuple[str, ...] = ("",)


def owners(page: Page) -> bool:
    """Whom the owner keeps out is told to nobody outside of it."""
    return page.seen.sees(page.at) and bool(page.at.owner_id == page.actor.institution_id)


def of_joint_help(page: Page) -> bool:
    """Pages that ask for joint help say of a statutory procedure that there is no such row, to its own team too."""
    return page.seen.sees(page.at) and page.at._meta.model_name not in BY_LAW


def owners_paper(page: Page) -> bool:
    return owners(page) and with_case(page)


def with_family(page: Page) -> bool:
    return page.seen.sees(page.at) and pages.household(page, page.at) is not None


def with_letter(page: Page) -> bool:
    return any(pages.letters(page, side) for side in pages.sides_of(page, page.at))


def with_case(page: Page) -> bool:
    return page.seen.sees(page.at) and page.seen.one("case", pk=page.at.case_id) is not None


def with_its_case(page: Page) -> bool:
    return page.seen.sees(page.at) and page.seen.one("case", anchor_id=page.at.anchor_id) is not None


def of_a_case(page: Page) -> bool:
    return page.seen.sees(page.at) and bool(page.seen.of("case", subject_id=page.at.anchor_id))


def his_own(page: Page) -> bool:
    return (page.at.user_id, page.at.institution_id) == (page.actor.user_id, page.actor.institution_id)


def concerned(page: Page) -> bool:
    return page.at in shared.concerning(page.actor)


# Whoever sees a row may still be refused its form, or be sent back to its page.
FORM = frozenset({303, 403, 409})
OF_A_CARD = (
    *(f"api:bluecard_{move}" for move in ("hand_over", "receive", "accept", "meet", "end")),
    *(f"api:blue_card_{act}" for act in ("group", "entries", "absent_told", "officer")),
)
PLAIN = Entry("")


def _plain(*names: str, of: str = "") -> dict[str, Entry]:
    """Pages on which no word about a family has any business."""
    return dict.fromkeys(names, Entry(of, other=FORM | {302, 404, 422}, opens=lambda _page: True))


def _moves(start: str, names: str, of: str, shows: Shows) -> dict[str, Entry]:
    return {f"api:{start}_{name}": Entry(of, shows) for name in names.split()}


TABLE: dict[str, Entry] = {
    **_plain(
        *("desk:accessibility", "desk:dpo", "desk:help", "ui:gallery", "ui:gallery_dialog", "ui:gallery_who"),
        *("ui:language", "ui:theme", "machines:interface", "machines:livez", "machines:openapi", "machines:readyz"),
        *("account_change_password", "account_inactive", "account_login", "account_logout"),
        *("directory:act_as", "directory:keys", "directory:key_new", "directory:new", "directory:list_xlsx"),
        *("directory:keys_xlsx", "sharing:rules_xlsx"),
        *("mailing:choice", "api:mail_pace", "deadlines:calendar", "deadlines:calendar_revoke"),
        *("agreements:new", "agreements:list_xlsx", "sharing:rules", "sharing:kept"),
        *("sharing:kept_xlsx", "handover:list", "handover:list_xlsx", "api:substitutions"),
        *("income:check", "api:income_check", "search:find", "api:search"),
        *("desk:workers", "desk:workers_xlsx", "desk:worker_add", "desk:save_view"),
        *("consents:texts", "consents:text_new", "api:consent_texts"),
        *("teams:list_xlsx", "teams:new", "teams:variants", "teams:variant_try", "teams:variant_save"),
        *("api:teams", "api:variants"),
        *("diagnosis:questionnaires", "diagnosis:upload", "api:questionnaires"),
        *("disclosures:naming", "disclosures:naming_new", "api:naming_decisions"),
        *("api:rules", "api:received", "api:kept_locks", "api:workers"),
        *("api:me", "api:institutions", "api:agreements", "api:notices_seen", "api:referral_choices"),
    ),
    **_plain(
        *("consents:text", "consents:text_edit", "consents:text_approve", "api:consent_text_approve"),
        of="wording",
    ),
    **_plain(
        *("directory:show", "directory:edit", "directory:end", "directory:unit_add", "directory:unit_end"),
        *("api:institution", "api:institution_end", "api:unit_add", "api:unit_end", "api:leaflet"),
        *("referrals:leaflet", "referrals:leaflet_pdf"),
        of="institution",
    ),
    **_plain(
        *("agreements:show", "agreements:edit", "agreements:print", "agreements:move", "agreements:annex"),
        *("agreements:renewal", "agreements:opinion", "agreements:sign", "agreements:accession"),
        *("agreements:withdraw", "agreements:party_add", "agreements:party_remove", "agreements:clause_add"),
        *("agreements:clause_change", "agreements:clause_drop", "agreements:clause_end"),
        *("api:agreement", "api:accession", "api:annex", "api:clause_add", "api:clause_drop", "api:clause_end"),
        *("api:party_add", "api:party_remove", "api:agreement_back_to_draft", "api:agreement_discard"),
        *("api:agreement_end", "api:agreement_enforce", "api:agreement_negotiate", "api:agreement_resume"),
        *("api:agreement_review", "api:agreement_submit", "api:agreement_suspend", "api:agreement_opinion"),
        *("api:agreement_sign", "api:agreement_withdraw"),
        of="agreement",
    ),
    **_plain(
        *("teams:show", "teams:pdf", "teams:edit", "teams:move", "teams:act_add", "teams:act_remove"),
        *("teams:seat", "teams:seat_add", "teams:seat_worker", "teams:seat_substitute", "teams:seat_end"),
        "teams:statement",
        *("teams:paper_statement", "teams:conflict", "teams:conflict_end", "api:team", "api:team_acts"),
        *("api:team_act_remove", "api:team_seats", "api:team_seat_worker", "api:team_seat_substitute"),
        *("api:team_seat_statement", "api:team_seat_paper", "api:team_seat_end", "api:team_seat_conflicts"),
        *("api:team_conflict_end", "api:team_start", "api:team_end"),
        of="team",
    ),
    **_plain("diagnosis:questionnaire", "diagnosis:workbook", of="questionnaire"),
    **_plain("teams:variant", "teams:variant_file", "api:variant", of="variant"),
    **_plain(
        *("desk:worker", "desk:worker_authorise", "desk:worker_declare", "desk:worker_inbox"),
        *("desk:worker_leave", "desk:worker_revoke", "api:worker", "api:worker_authorise", "api:worker_inbox"),
        *("api:worker_leave", "api:worker_revoke", "api:worker_statement"),
        of="worker",
    ),
    **_plain("directory:key_revoke", of="key"),
    **_plain("handover:end", "api:substitution_end", of="substitution"),
    **dict.fromkeys(
        ("handover:arrange", "handover:hand_over", "api:handover_files"),
        Entry("handed", handed.files_of_worker, FORM | {404, 422}, opens=lambda _page: True),
    ),
    **dict.fromkeys(
        ("handover:unattended", "handover:unattended_xlsx", "api:handover_unattended"),
        Entry("", handed.unattended, FORM | {422}),
    ),
    **_plain("api:kept_lock_lift", "sharing:kept_lift", of="lock"),
    **_plain("api:reader_place", "api:reader_recall", of="window"),
    "directory:list": Entry("", pages.own_views),
    "agreements:list": Entry("", pages.own_views),
    "teams:list": Entry("", pages.own_views),
    **dict.fromkeys(
        ("sharing:what_if", "api:agreement_what_if"),
        Entry("agreement", other=FORM | {422}, opens=lambda _page: True, queries=("?act=suspend", "?act=withdraw")),
    ),
    "mailing:open": Entry("mail", pages.opened_mail, frozenset({302, 303}), opens=his_own),
    "desk:delete_view": Entry("view", pages.own_view, opens=his_own),
    "api:notices": Entry("", pages.of_notices),
    # ---- A worker's day
    "desk:home": Entry("", pages.home),
    "deadlines:list": Entry("", pages.deadlines),
    "deadlines:list_xlsx": Entry("", pages.deadlines),
    "deadlines:feed": Entry("feed"),
    "desk:inbox": Entry("", pages.inbox),
    "referrals:inbox_xlsx": Entry("", pages.inbox),
    "desk:new_note": Entry("", pages.choice_of_case),
    "desk:case_file": Entry("case", pages.case_file),
    "desk:case_journal": Entry("case", pages.case_journal),
    "cases:card_pdf": Entry("case", pages.card_on_paper, opens=owners),
    "cases:journal_xlsx": Entry("case", pages.notes_as_rows),
    "desk:case_history": Entry("case", pages.case_headed),
    "cases:history_xlsx": Entry("case"),
    "desk:why": Entry("row", pages.explained, opens=of_joint_help),
    "desk:who_sees": Entry("row", pages.explained, opens=of_joint_help),
    # ---- Cases
    "cases:list": Entry("", pages.cases, queries=("", "?state=all", "?state=all&sort=family")),
    "cases:list_xlsx": Entry("", pages.cases, queries=("", "?state=all")),
    "cases:open": Entry("", other=FORM),
    "sharing:of_household": Entry("household", pages.case_of_household, frozenset({303}), opens=of_a_case),
    "cases:of_household": Entry("household", pages.case_of_household, frozenset({303}), opens=of_a_case),
    "cases:family": Entry("case", pages.family_form, FORM, opens=with_family),
    "cases:member_add": Entry("case", pages.case_named, FORM),
    "cases:note_add": Entry("case", pages.note_form, FORM),
    "cases:note_correct": Entry("note", pages.note_to_correct, FORM, opens=with_case),
    "cases:appoint": Entry("case", pages.case_named, FORM),
    "cases:recall": Entry("case", pages.case_named, FORM | {404}),
    "cases:interview": Entry("case", pages.case_named, FORM),
    "cases:move": Entry("case", pages.case_named, FORM),
    # ---- Files
    "documents:of_case": Entry("case", pages.files_of, FORM),
    "documents:of_case_xlsx": Entry("case", pages.files_as_rows),
    "documents:withdraw": Entry("file", pages.file_to_withdraw, FORM, opens=with_its_case),
    "documents:download": Entry("storedfile", pages.content_of),
    "api:case_files": Entry("case", files),
    "api:file": Entry("storedfile", file),
    "api:file_content": Entry("storedfile", pages.content_of),
    "api:file_withdraw": Entry("storedfile", file, frozenset({403})),
    # ---- People
    "people:show": Entry("person", pages.person),
    "people:edit": Entry("person", pages.person_form, FORM),
    "people:reveal": Entry("person", pages.number_told),
    "people:detail_add": Entry("person", pages.card_kinds, FORM),
    "people:detail_correct": Entry("detail", pages.detail_form, FORM),
    "people:detail_end": Entry("detail", pages.detail_named, FORM),
    "people:detail_reveal": Entry("detail", pages.detail_told, frozenset({404})),
    # ---- Referrals
    "referrals:list": Entry("", pages.referrals, queries=("", "?tab=outgoing")),
    "referrals:list_xlsx": Entry("", pages.referrals, queries=("", "?tab=outgoing")),
    "referrals:new": Entry("prefill", pages.written_anew, FORM, opens=lambda page: page.at is None or prefills(page)),
    "referrals:show": Entry("referral", pages.referral_page),
    "referrals:print": Entry("referral", pages.referral_on_paper),
    "referrals:edit": Entry("referral", pages.letter_form, FORM | {404}),
    "referrals:move": Entry("referral", pages.referral_step, FORM | {404}),
    # ---- Consents and notices
    "consents:list": Entry("", agreed.listed, queries=("?status=all", "?status=all&sort=-recipient")),
    "consents:list_xlsx": Entry("", agreed.listed, queries=("?status=all",)),
    "consents:case": Entry("case", agreed.of_case, opens=owners),
    "consents:give": Entry("case", agreed.about_a_person, FORM | {404}, opens=owners),
    "consents:screen": Entry("case", agreed.about_a_person, FORM | {404}, opens=owners),
    "consents:sign": Entry("case", agreed.about_a_person, FORM | {404}, opens=owners),
    "consents:blank": Entry("case", agreed.about_a_person, frozenset({404}), opens=owners),
    "consents:show": Entry("consent", agreed.paper_with_scan, opens=owners_paper),
    "consents:show_pdf": Entry("consent", agreed.paper, opens=owners_paper),
    "consents:scan": Entry("consent", agreed.paper_with_scan, FORM, opens=owners_paper),
    "consents:withdraw": Entry("consent", agreed.paper, FORM, opens=owners_paper),
    "participation:case": Entry("case", agreed.taking_part, opens=owners),
    "api:case_papers": Entry("case", agreed.numbered, opens=owners),
    "papers:case": Entry("case", agreed.headed, opens=owners),
    "papers:pdf": Entry("case", agreed.on_papers, opens=owners),
    "participation:record": Entry("case", agreed.taking_part, FORM, opens=owners),
    "api:case_participation": Entry("case", agreed.answers, opens=owners),
    "consents:notice": Entry("case", agreed.telling_by_a_text, FORM, opens=owners),
    "consents:defer": Entry("case", agreed.telling, FORM, opens=owners),
    "consents:notice_show": Entry("privacynotice", agreed.paper, opens=owners_paper),
    "api:consents": Entry("", agreed.listed, queries=("?status=all",)),
    "api:case_consents": Entry("case", agreed.told_with_screens, frozenset({404}), opens=owners),
    "api:consent_withdraw": Entry("consent", agreed.withdrawn, opens=owners_paper),
    "api:consent_scan": Entry("consent", agreed.withdrawn, opens=owners_paper),
    "api:case_notices": Entry("case", agreed.told, frozenset({404}), opens=owners),
    "api:case_notices_deferred": Entry("case", agreed.told, frozenset({404}), opens=owners),
    # ---- Disclosures
    "disclosures:give": Entry("case", disclosed.matrix, FORM, opens=owners),
    "disclosures:list": Entry("", disclosed.given, queries=("", "?sort=-partner")),
    "disclosures:list_xlsx": Entry("", disclosed.given),
    "disclosures:received": Entry("", disclosed.received),
    "disclosures:received_xlsx": Entry("", disclosed.received),
    "disclosures:show": Entry("disclosure", disclosed.entry, opens=disclosed.is_party),
    "disclosures:move": Entry("disclosure", disclosed.named, FORM | {404}, opens=disclosed.is_party),
    "disclosures:take": Entry("disclosure", disclosed.named, FORM | {404}, opens=disclosed.is_party),
    "disclosures:let_in": Entry("disclosure", disclosed.named, opens=disclosed.is_party),
    "disclosures:let_out": Entry("disclosure", disclosed.named, opens=disclosed.is_party),
    "disclosures:defer": Entry("disclosure", disclosed.named, FORM, opens=disclosed.is_party),
    "disclosures:tell": Entry("disclosure", disclosed.named, FORM, opens=disclosed.is_party),
    "disclosures:told": Entry("person", disclosed.told, opens=owners),
    "disclosures:told_pdf": Entry("person", disclosed.told, opens=owners),
    "disclosures:told_xlsx": Entry("person", disclosed.told_as_rows, opens=owners),
    "api:case_disclosures": Entry("case", disclosed.named_people, opens=owners),
    "api:case_disclosure_draft": Entry("case", opens=owners),
    "api:disclosures": Entry("", disclosed.given, queries=("", "?party=giver&limit=1")),
    "api:disclosure": Entry("disclosure", disclosed.entry, opens=disclosed.is_party),
    **{
        f"api:disclosure_{name}": Entry("disclosure", disclosed.entry, opens=disclosed.is_party)
        for name in ("acknowledge", "approve", "close", "confirm", "corrected", "recall", "refuse")
    },
    "api:person_disclosures": Entry("person", disclosed.told_as_rows, opens=owners),
    # ---- Requests between institutions
    "meetings:list": Entry("", meetings.listed, queries=("", "?sort=team")),
    "meetings:list_xlsx": Entry("", meetings.listed),
    "meetings:plan": Entry("team", other=FORM, opens=meetings.knows_team),
    "meetings:show": Entry("meeting", meetings.agenda, opens=meetings.knows),
    "meetings:change": Entry("meeting", other=FORM, opens=meetings.knows),
    "meetings:move": Entry("meeting", other=FORM | {404}, opens=meetings.knows),
    "meetings:answer": Entry("meeting", other=FORM, opens=meetings.knows),
    "meetings:calendar": Entry("meeting", opens=meetings.knows),
    "meetings:reply": Entry("meeting", other=FORM, opens=meetings.knows),
    "meetings:add_item": Entry("meeting", other=FORM, opens=meetings.knows),
    "meetings:add_case": Entry("meeting", meetings.choice, FORM, opens=meetings.knows),
    "meetings:presence": Entry("meeting", other=FORM, opens=meetings.knows),
    "meetings:screen": Entry("meeting", meetings.wall, FORM, opens=meetings.knows),
    "meetings:pdf": Entry("meeting", meetings.minutes, opens=meetings.knows),
    "meetings:decisions_xlsx": Entry("meeting", meetings.decisions, opens=meetings.knows),
    "meetings:item": Entry("caseitem", meetings.point, opens=meetings.sees_point),
    "meetings:write": Entry("caseitem", meetings.point, FORM, opens=meetings.sees_point),
    "meetings:decide": Entry("caseitem", meetings.point, FORM, opens=meetings.sees_point),
    "meetings:recuse": Entry("caseitem", meetings.named, FORM | {404}, opens=meetings.sees_point),
    "meetings:arrange": Entry("caseitem", meetings.named, FORM | {404}, opens=meetings.sees_point),
    "meetings:done": Entry("caseitem", meetings.named, FORM | {404}, opens=meetings.sees_point),
    "api:meetings": Entry("", meetings.listed, queries=("", "?limit=1")),
    "api:team_meetings": Entry("team", other=FORM, opens=meetings.knows_team),
    "api:meeting": Entry("meeting", meetings.told, opens=meetings.knows),
    **{
        f"api:meeting_{name}": Entry("meeting", meetings.told, FORM, opens=meetings.knows)
        for name in ("change", "answer", "reply", "points", "cases", "present")
    },
    **{
        f"api:meeting_{move.name}": Entry("meeting", meetings.told, FORM, opens=meetings.knows)
        for move in MEETING_FLOW.moves
    },
    **{
        f"api:meeting_point_{name}": Entry("caseitem", meetings.told, FORM | {404}, opens=meetings.sees_point)
        for name in ("text", "decision", "recuse", "done")
    },
    # ---- Blue Cards
    "blue_cards:fill_of_case": Entry("case", cards.owners_form, FORM),
    "blue_cards:fill": Entry("", other=FORM),
    "blue_cards:list": Entry("", cards.listed, FORM | {404}, queries=("", "?sort=state")),
    "blue_cards:list_xlsx": Entry("", cards.listed, FORM | {404}),
    "blue_cards:show": Entry("bluecard", cards.card),
    "blue_cards:pdf": Entry("bluecard", cards.paper),
    **dict.fromkeys(
        ("blue_cards:entry", "blue_cards:tell_absent", "blue_cards:pass_request", "blue_cards:move"),
        Entry("bluecard", cards.named, FORM | {404}),
    ),
    "blue_cards:requests": Entry("", other=FORM | {404}),
    "blue_cards:answer_request": Entry("passedrequest", other=FORM | {404}),
    "api:blue_cards": Entry("", cards.listed, FORM | {404}, queries=("", "?limit=1")),
    **dict.fromkeys(("api:blue_card", *OF_A_CARD), Entry("bluecard", cards.card, FORM | {404})),
    "inquiries:information": Entry("case", inquired.form, FORM, opens=owners),
    "inquiries:access": Entry("case", inquired.form, FORM, opens=owners),
    "inquiries:again": Entry("disclosure", inquired.again, FORM, opens=disclosed.is_party),
    "inquiries:list": Entry("", inquired.asked, queries=("", "?sort=-partner")),
    "inquiries:list_xlsx": Entry("", inquired.asked),
    "inquiries:to_us": Entry("", inquired.to_us),
    "inquiries:to_us_xlsx": Entry("", inquired.to_us),
    "inquiries:show": Entry("inquiry", inquired.inquiry, opens=inquired.is_party),
    "inquiries:pdf": Entry("inquiry", inquired.on_paper, frozenset({404}), opens=inquired.is_party),
    "inquiries:put_off": Entry("inquiry", inquired.named, FORM, opens=inquired.is_party),
    "inquiries:attach": Entry("inquiry", inquired.attach, FORM | {404}, opens=inquired.is_party),
    "inquiries:move": Entry("inquiry", inquired.named, FORM | {404}, opens=inquired.is_party),
    "api:case_access_requests": Entry("case", opens=owners),
    "api:case_questions": Entry("case", opens=owners),
    "api:disclosure_access_requests": Entry("disclosure", opens=disclosed.is_party),
    "api:inquiries": Entry("", inquired.asked, queries=("", "?party=asker&limit=1")),
    "api:inquiry_file": Entry("inquiry", inquired.told, opens=inquired.is_party),
    "api:inquiry": Entry("inquiry", inquired.told, opens=inquired.is_party),
    **{
        f"api:inquiry_{name}": Entry("inquiry", inquired.told, opens=inquired.is_party)
        for name in ("answer", "put_off", "refuse", "withdraw", "write_down", "write_refusal_down")
    },
    # ---- Actions and plans
    "tasks:list": Entry("", planned.taken, queries=("", "?sort=-due")),
    "tasks:list_xlsx": Entry("", planned.taken),
    "tasks:given": Entry("", planned.given, queries=("", "?sort=partner")),
    "tasks:given_xlsx": Entry("", planned.given),
    "tasks:show": Entry("task", planned.task, opens=planned.is_party),
    **dict.fromkeys(
        ("tasks:note", "tasks:help", "tasks:move"),
        Entry("task", planned.named, FORM | {404}, opens=planned.is_party),
    ),
    "api:tasks": Entry("", planned.taken_as_rows, queries=("", "?whose=taken&limit=1")),
    "api:task": Entry("task", planned.task, opens=planned.is_party),
    **{
        f"api:task_{name}": Entry("task", planned.named, opens=planned.is_party)
        for name in ["accept", "cancel", "confirm", "fail", "help", "notes", "reject", "report", "send_back", "start"]
    },
    "genograms:case": Entry("case", pages.family_drawn),
    "genograms:pdf": Entry("case", pages.family_drawn),
    "genograms:xlsx": Entry("case", pages.ties_as_rows),
    "api:case_family_picture": Entry("case", pages.family_as_rows),
    "diagnosis:case": Entry("case", diagnosed.of_case, FORM),
    "diagnosis:workshop_add": Entry("case", diagnosed.named, FORM, opens=owners),
    "diagnosis:show": Entry("diagnosis", diagnosed.diagnosis),
    "diagnosis:pdf": Entry("diagnosis", diagnosed.paper),
    "diagnosis:xlsx": Entry("diagnosis", diagnosed.sheet),
    "diagnosis:rate": Entry("diagnosis", diagnosed.form, FORM | {404}, opens=diagnosed.rates),
    "diagnosis:move": Entry("diagnosis", diagnosed.form, FORM, opens=diagnosed.owners),
    "diagnosis:workshop_move": Entry("workshop", diagnosed.form, FORM, opens=diagnosed.owners),
    "api:case_diagnosis": Entry("case", diagnosed.of_case_as_rows),
    "api:case_diagnoses": Entry("case", diagnosed.of_case_as_rows, opens=owners),
    "api:case_workshops": Entry("case", diagnosed.of_case_as_rows, opens=owners),
    "api:diagnosis": Entry("diagnosis", diagnosed.diagnosis_as_rows),
    "api:workshop": Entry("workshop", diagnosed.workshop),
    **{
        f"api:{name}": Entry(name.partition("_")[0], diagnosed.form, opens=diagnosed.owners)
        for name in ["diagnosis_area", "diagnosis_finish", "diagnosis_abandon", "workshop_hold", "workshop_cancel"]
    },
    "plans:case": Entry("case", planned.of_case, FORM),
    "plans:show": Entry("plan", planned.plan),
    "plans:board": Entry("plan", planned.board),
    "plans:differences": Entry("plan", planned.form, frozenset({404})),
    "plans:pdf": Entry("plan", planned.paper),
    "plans:xlsx": Entry("plan", planned.sheet),
    **{
        f"plans:{name}": Entry("plan", planned.form, FORM | {404}, opens=planned.owners)
        for name in ["goal_add", "goal_edit", "action_add", "action_edit", "remark", "sign", "scan", "move"]
    },
    "api:case_first_plan": Entry("case", planned.first_of_case),
    "api:case_plans": Entry("case", planned.first_of_case, opens=owners),
    "api:plan": Entry("plan", planned.plan_as_rows),
    **{
        f"api:plan_{name}": Entry("plan", planned.form, opens=planned.owners)
        for name in (
            *("actions", "decision", "complete", "consult", "enforce", "goal", "goals", "remarks", "resume"),
            *("return", "review", "rewrite", "scan", "signatures", "submit", "terminate"),
        )
    },
    # ---- Lawful sharing
    "sharing:vetoes": Entry("case", shared.locks, opens=owners),
    "sharing:vetoes_xlsx": Entry("case", shared.locks_as_rows, opens=owners),
    "sharing:veto_set": Entry("case", shared.lock_form, FORM, opens=owners),
    "sharing:veto_lift": Entry("case", shared.lock_to_lift, FORM | {404}, opens=owners),
    "sharing:break_glass": PLAIN,
    "sharing:emergency": Entry("emergency", shared.vital, opens=his_own),
    "sharing:emergency_end": Entry("emergency", other=FORM, opens=concerned),
    "sharing:reviews": Entry("", shared.reasons),
    "sharing:reviews_xlsx": Entry("", shared.reasons),
    "sharing:review": Entry("emergency", shared.reason_to_review, opens=concerned),
    # ---- For programs
    "api:cases": Entry("", cases, queries=("", "?state=all", "?state=all&sort=family&limit=1")),
    "api:case": Entry("case", case),
    "api:case_family": Entry("case", family, opens=with_family),
    "api:case_interview": Entry("case", case),
    "api:case_notes": Entry("case", case),
    "api:note_correct": Entry("note", case, opens=with_case),
    "api:case_people": Entry("case", case),
    "api:case_join": Entry("case", case),
    "api:case_appoint": Entry("case", case),
    "api:case_recall": Entry("case", case, frozenset({404})),
    **_moves(
        "case",
        "archive assess begin close go_on inform keep_open plan propose_closing qualify refuse reopen resume review"
        " suspend transfer",
        "case",
        case,
    ),
    "api:case_conflict": Entry("case", shared.places),
    "api:locks": Entry("case", shared.places, opens=owners),
    "api:lock_lift": Entry("case", shared.places, opens=owners),
    "api:bases": Entry("case", shared.bases, opens=owners),
    "api:basis_end": Entry("case", shared.bases, opens=owners),
    "api:basis_what_if": Entry("case", pages.nothing, frozenset({403, 404}), opens=owners),
    "api:windows": Entry("case", shared.places, opens=owners),
    "api:window_close": Entry("case", shared.places, opens=owners),
    "api:emergencies": Entry("", shared.own_reasons),
    "api:emergencies_waiting": Entry("", shared.reasons_waiting, frozenset({403})),
    "api:emergency": Entry("emergency", shared.vital, opens=his_own),
    "api:emergency_end": Entry("emergency", shared.reason_to_review, opens=concerned),
    "api:emergency_review": Entry("emergency", shared.reason_to_review, opens=concerned),
    "api:person": Entry("person", person),
    "api:person_details": Entry("person", card),
    **dict.fromkeys(("api:detail_correct", "api:detail_end"), Entry("detail", card_line, FORM | {422})),
    "api:detail_reveal": Entry("detail", pages.detail_told, other=frozenset({404})),
    "api:person_pesel": Entry("person", number),
    "api:referrals": Entry("", referrals, queries=("", "?tab=outgoing", "?tab=outgoing&limit=1&sort=number")),
    "api:referral": Entry("referral", referral),
    **_moves(
        "referral",
        "accept assign confirm decline link_case not_done open_case reassign receive redirect report_done resend"
        " return send withdraw",
        "referral",
        referral,
    ),
    "api:explain": Entry("row", pages.explained, opens=of_joint_help),
    "api:who_can_see": Entry("row", pages.explained, opens=of_joint_help),
}


def prefills(page: Page) -> bool:
    return with_letter(page) if page.at._meta.model_name == "referral" else page.seen.sees(page.at)
