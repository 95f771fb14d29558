"""What surrounds every page for this reader: menu by role, the acting role, the footer, saved views."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from kooperacja.access import hooks
from kooperacja.access.snapshot import snapshot
from kooperacja.agreements.labels import Purpose
from kooperacja.blue_cards.queries.rows import is_member
from kooperacja.desk.queries.saved import saved_views_of
from kooperacja.directory.kinds import Role
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.routes import TABLE
from kooperacja.referrals.queries import inbox_count as inbox_count_of
from kooperacja.sharing.queries.emergencies import waiting
from kooperacja.ui.pages import is_fragment
from kooperacja.ui.shell import Acting, Link, MenuItem, Shell, chosen_theme
from kooperacja.ui.views_of_lists import ViewTab, filter_query


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the main menu; it is shown when its package serves the address."""

    name: str
    label: Promise
    icon: str
    purpose: Promise | str = ""


HOME = Entry("desk:home", pgettext_lazy("menu", "Home"), "house")
INBOX = Entry("desk:inbox", pgettext_lazy("menu", "Inbox"), "inbox")
FAMILIES = Entry("cases:list", pgettext_lazy("menu", "Families"), "users")
REFERRALS = Entry("referrals:list", pgettext_lazy("menu", "Referrals"), "send")
DEADLINES = Entry("deadlines:list", pgettext_lazy("menu", "Deadlines"), "cal")
MEETINGS = Entry("meetings:list", pgettext_lazy("menu", "Meetings"), "users")
SHOWN = gettext_lazy("Who may show what to whom, and until when")
AGREEMENTS = Entry("agreements:list", pgettext_lazy("menu", "Agreements"), "handshake", SHOWN)
INSTITUTIONS = Entry(
    "directory:list",
    pgettext_lazy("menu", "Institutions"),
    "building",
    gettext_lazy("Who works in the commune and the county, and for what"),
)
WORKERS = Entry(
    "desk:workers",
    pgettext_lazy("menu", "Workers"),
    "user",
    gettext_lazy("Who acts for your institution, with which authorisation"),
)

HANDOVER = Entry("handover:list", pgettext_lazy("menu", "Standing in"), "arrow")

REVIEWS = Entry("sharing:reviews", pgettext_lazy("menu", "Reviews"), "key")

CONSENTS = Entry("consents:list", pgettext_lazy("menu", "Consents"), "check")
# For those alone who are appointed to the file of a statutory team.
PROCEDURES = Entry("blue_cards:list", pgettext_lazy("menu", "Procedures"), "lock")
DISCLOSURES = Entry("disclosures:list", pgettext_lazy("menu", "Disclosures"), "send")

WORKER = (HOME, INBOX, FAMILIES, REFERRALS, DISCLOSURES, DEADLINES, MEETINGS, HANDOVER, INSTITUTIONS)
COORDINATOR = (HOME, INBOX, FAMILIES, REFERRALS, DISCLOSURES, DEADLINES, MEETINGS, HANDOVER, AGREEMENTS, INSTITUTIONS)
MANAGER = (HOME, INBOX, FAMILIES, REFERRALS, DISCLOSURES, DEADLINES, MEETINGS, HANDOVER, AGREEMENTS, WORKERS)
REGIONAL = (HOME, MEETINGS, AGREEMENTS, INSTITUTIONS)
ADVICE = (HOME, DEADLINES, HANDOVER, REFERRALS, INSTITUTIONS)
PLAIN = (HOME, INSTITUTIONS)

MENUS: dict[str, tuple[Entry, ...]] = {
    Role.KEY_WORKER: WORKER,
    Role.FAMILY_TEAM_LEAD: WORKER,
    Role.TEAM_MEMBER: WORKER,
    Role.TEAM_COORDINATOR: COORDINATOR,
    Role.INSTITUTION_MANAGER: (
        HOME,
        INBOX,
        FAMILIES,
        REFERRALS,
        DISCLOSURES,
        DEADLINES,
        MEETINGS,
        HANDOVER,
        AGREEMENTS,
        WORKERS,
    ),
    Role.DATA_PROTECTION_OFFICER: (HOME, DISCLOSURES, CONSENTS, AGREEMENTS, REVIEWS),
    Role.AUDITOR: (HOME, AGREEMENTS),
    Role.ADVISER: ADVICE,
    Role.BUREAU_MANAGER: ADVICE,
    **dict.fromkeys((Role.ROPS_COORDINATOR, Role.ROPS_ANIMATOR, Role.WZK_MEMBER), REGIONAL),
    Role.SYSTEM_ADMIN: (HOME, INSTITUTIONS, WORKERS),
}

FOOTER = (
    ("income:check", gettext_lazy("Income help")),
    ("sharing:break_glass", gettext_lazy("Emergency access")),
    ("blue_cards:fill", gettext_lazy("Blue Card – A")),
    ("mailing:choice", gettext_lazy("E-mail notices")),
    ("desk:help", gettext_lazy("Help")),
    ("desk:dpo", gettext_lazy("Data protection officer")),
    ("desk:accessibility", gettext_lazy("Accessibility statement")),
)

# The addresses of the lists that can be saved as views.
LISTINGS = {
    **{name: f"{name}:list" for name in ("referrals", "cases", "directory", "agreements", "teams", "consents")},
    "disclosures": "disclosures:list",
    "received": "disclosures:received",
    "meetings": "meetings:list",
    "requests": "inquiries:list",
    "requests_to_us": "inquiries:to_us",
    "tasks": "tasks:list",
    "tasks_given": "tasks:given",
}


def shell_for(request: HttpRequest) -> Shell:
    actor: Actor | None = getattr(request, "actor", None)
    signed_in = request.user.is_authenticated if hasattr(request, "user") else False
    return Shell(
        fiction=settings.DEMO,
        home_url=reverse("desk:home"),
        menu=_menu(request, actor) if actor else (),
        acting=_acting(request),
        user_name=str(request.user) if signed_in else "",
        theme=chosen_theme(request),
        footer=tuple(Link(str(label), reverse(name)) for name, label in FOOTER),
        search_url=reverse("search:find") if actor else "",
        sign_in_url="" if signed_in else reverse("account_login"),
        sign_out_url=reverse("account_logout") if signed_in else "",
    )


def _acting(request: HttpRequest) -> Acting | None:
    if (membership := getattr(request, "membership", None)) is None:
        return None
    return Acting(membership.title, membership.institution.short_name, reverse("directory:act_as"), can_change=True)


def menu_of(role: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in MENUS.get(role, PLAIN) if entry.name in TABLE)


def _menu(request: HttpRequest, actor: Actor) -> tuple[MenuItem, ...]:
    found = tuple(_item(request, actor, entry) for entry in menu_of(actor.role))
    # Known by now: counting the inbox has asked for it, in the standing that was looked up anyway.
    return (*found, _item(request, actor, PROCEDURES)) if getattr(request, "is_statutory", False) else found


def _item(request: HttpRequest, actor: Actor, entry: Entry) -> MenuItem:
    url = reverse(entry.name)
    current = request.path == url if entry is HOME else request.path.startswith(url)
    count = inbox_count(request, actor) if entry is INBOX else waiting(actor) if entry is REVIEWS else 0
    return MenuItem(str(entry.label), url, current, count)


def inbox_count(request: HttpRequest, actor: Actor) -> int:
    """How many letters wait in the inbox. A page that read protected rows has counted them in its
    own snapshot; any other takes one for this.
    """
    if not hasattr(request, "inbox_count"):
        with snapshot():
            count_inbox(actor, request)
    return getattr(request, "inbox_count", 0)


def count_inbox(actor: Actor, request: object) -> None:
    """Joins every reading (access.hooks): one statement, with the standing that is already known."""
    if not isinstance(request, HttpRequest) or is_fragment(request) or actor.via == "api":
        return
    if INBOX in menu_of(actor.role):
        request.inbox_count = inbox_count_of(actor, Purpose.JOINT_HELP)  # type: ignore[attr-defined]
        request.is_statutory = is_member(actor)  # type: ignore[attr-defined]


def saved_view_tabs(request: HttpRequest, listing: str) -> list[ViewTab]:
    """The keeper that `KOOPERACJA_SAVED_VIEWS` names."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return []
    present = filter_query(request.GET.urlencode())
    return [
        ViewTab(
            label=view.name,
            url=f"{reverse(LISTINGS[listing])}?{view.query}",
            current=view.query == present,
            delete_url=reverse("desk:delete_view", args=[view.pk]),
        )
        for view in saved_views_of(actor, listing)
    ]


def join_readings() -> None:
    """Called once, when the package is ready."""
    if count_inbox not in hooks.AT_THE_END:
        hooks.AT_THE_END.append(count_inbox)
