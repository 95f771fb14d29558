"""Founding acts and seats: what the leading institution, a manager or the holder of a seat does on its page."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.directory.queries import get_institution, working_institutions
from kooperacja.foundation.routes import ActorRequest
from kooperacja.teams import access, actions, forms, queries
from kooperacja.teams.law import STATEMENT, statement_text
from kooperacja.teams.models import Seat
from kooperacja.teams.views.asking import Asked, ask, posted
from kooperacja.ui.pages import render

# How many institutions are offered at once; a narrower search finds the others.
OFFERED = 12


# ---- Founding acts


def act_add(request: ActorRequest, ref: str) -> HttpResponse:
    team = queries.get_team(request.actor, ref)
    access.can_lead(request.actor, team).require()
    form = forms.ActForm(posted(request))
    told = _("Its number, issuer and date are kept here; the paper stays with its issuer.")
    asked = Asked(_("Write a founding act down"), told, _("The founding act is written down."))
    return ask(request, team, form, asked, partial(actions.add_act, actor=request.actor, team=team))


def act_remove(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    act = queries.get_act(request.actor, ref, pk)
    access.can_remove_act(request.actor, act.team).require()
    told = _("%(kind)s %(number)s was written down by mistake. The history keeps that it stood here.")
    words = told % {"kind": act.get_kind_display().capitalize(), "number": act.number}
    asked = Asked(_("Take the founding act out"), words, _("The founding act is taken out."), kind="no")
    form = forms.ConfirmForm(posted(request))
    return ask(request, act.team, form, asked, partial(actions.remove_act, actor=request.actor, act=act))


# ---- Seats


def seat_add(request: ActorRequest, ref: str) -> HttpResponse:
    team = queries.get_team(request.actor, ref)
    access.can_lead(request.actor, team).require()
    find = forms.FindForm(request.GET)
    found = working_institutions(find.words(), OFFERED)
    offered = [(row.pk, f"{row.name}, {row.place}" if row.place else row.name) for row in found]
    form = forms.SeatForm(posted(request), candidates=offered, functions=team.says().functions)
    told = _("Its manager is told and names who sits there. A seat opens no data by itself.")
    done = _("The seat is open; the manager of the institution was told.")
    asked = Asked(_("Open a seat"), told, done, template="teams/seat.html")

    def act(institution: int, function: str) -> None:
        place = get_institution(institution)
        actions.open_seat(actor=request.actor, team=team, institution=place, function=function)

    return ask(request, team, form, asked, act, find=find, offered=offered)


def seat(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    return render(request, "teams/seat_page.html", {"page": queries.seat_page(request.actor, ref, pk)})


def seat_worker(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    seat = queries.get_seat(request.actor, ref, pk)
    access.can_fill(request.actor, seat).require()
    told = _("For %(name)s. Whoever is named is told, and signs the statement of confidentiality.")
    if seat.user_id:
        told = _("For %(name)s. The present holder's seat ends today; who follows signs a statement of his own.")
    words = told % {"name": seat.institution.short_name}
    asked = Asked(_("Name the worker"), words, _("The worker is named."))
    form = _worker_form(request, seat)
    return ask(request, seat.team, form, asked, partial(actions.name_worker, actor=request.actor, seat=seat))


def seat_substitute(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    seat = queries.get_seat(request.actor, ref, pk)
    access.can_fill(request.actor, seat).require()
    told = _("Who comes for %(name)s when the holder of the seat cannot. He signs a statement of his own.")
    asked = Asked(_("Name a substitute"), told % {"name": seat.institution.short_name}, _("The substitute is named."))
    form = _worker_form(request, seat)
    return ask(request, seat.team, form, asked, partial(actions.name_substitute, actor=request.actor, seat=seat))


def _worker_form(request: ActorRequest, seat: Seat) -> forms.WorkerForm:
    return forms.WorkerForm(posted(request), workers=queries.colleagues(seat.institution_id))


def seat_end(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    seat = queries.get_seat(request.actor, ref, pk)
    access.can_fill(request.actor, seat).require()
    told = _("From now on nobody sits there for %(name)s; a substitute's seat ends with it.")
    asked = Asked(_("End the seat"), told % {"name": seat.institution.short_name}, _("The seat has ended."), kind="no")
    form = forms.EndSeatForm(posted(request))
    return ask(request, seat.team, form, asked, partial(actions.end_seat, actor=request.actor, seat=seat))


# ---- What the holder says of himself


def statement(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    """The words that were shown are those that are confirmed."""
    seat = queries.get_seat(request.actor, ref, pk)
    access.can_confirm(request.actor, seat).require()
    form = forms.StatementForm(posted(request), initial={"version": STATEMENT})
    told = _("You sign for yourself. The date is kept; without it you take part in nothing that is about families.")
    asked = Asked(_("Sign the statement"), told, _("Your statement is signed."), text=statement_text())
    return ask(request, seat.team, form, asked, partial(actions.confirm_statement, actor=request.actor, seat=seat))


def paper_statement(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    seat = queries.get_seat(request.actor, ref, pk)
    access.can_record_paper(request.actor, seat).require()
    name = seat.user.full_name if seat.user else ""
    told = _("%(name)s has signed the statement of confidentiality on paper; the paper stays in your files.")
    asked = Asked(_("Write a paper statement down"), told % {"name": name}, _("The statement is written down."))
    form = forms.PaperForm(posted(request))
    return ask(request, seat.team, form, asked, partial(actions.record_statement, actor=request.actor, seat=seat))


def conflict(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    seat = queries.get_seat(request.actor, ref, pk)
    access.can_declare(request.actor, seat).require()
    told = _("The team sees that you declared it; the words are read by its coordinator.")
    asked = Asked(_("Declare a conflict of interest"), told, _("The conflict is declared."))
    form = forms.ConflictForm(posted(request))
    return ask(request, seat.team, form, asked, partial(actions.declare_conflict, actor=request.actor, seat=seat))


def conflict_end(request: ActorRequest, ref: str, pk: int) -> HttpResponse:
    row = queries.get_conflict(request.actor, ref, pk)
    access.can_declare(request.actor, row.seat).require()
    asked = Asked(_("The conflict is over"), _("The declaration ends today; the history keeps it."), _("Saved."))
    form = forms.ConfirmForm(posted(request))
    act = partial(actions.end_conflict, actor=request.actor, conflict=row)
    return ask(request, row.seat.team, form, asked, act)
