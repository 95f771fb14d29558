"""Who stands in for whom; a new substitution; ending one."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.handover import actions, spreadsheet
from kooperacja.handover.access import can_see_left
from kooperacja.handover.forms import ArrangeForm, EndForm
from kooperacja.handover.periods import period
from kooperacja.handover.queries import substitutions as queries
from kooperacja.handover.views.lists import asked, looked, offered
from kooperacja.ui.pages import redirect, render

LIST = "handover:list"


def substitution_list(request: ActorRequest) -> HttpResponse:
    with reading(request):
        rows = queries.substitutions(request.actor)
        may_see_left = bool(can_see_left(request.actor))
    actions.see_news(actor=request.actor)
    return render(request, "handover/list.html", {"rows": rows, "may_see_left": may_see_left})


def list_xlsx(request: ActorRequest) -> HttpResponse:
    with reading(request):
        rows = queries.substitutions(request.actor)
    return xlsx_response("zastepstwa", spreadsheet.substitutions(rows))


def arrange(request: ActorRequest) -> HttpResponse:
    """What is asked by GET is previewed; the same with the files, sent by POST, is done."""
    with reading(request):
        form = ArrangeForm(asked(request, "worker"), **offered(request.actor))
    if request.method == "POST" and form.is_valid():
        address = obey(
            form, lambda: once(request.actor, request.POST.get("once", ""), lambda: _arranged(request, form))
        )
        if address:
            return redirect(request, address)
    handing, lines = looked(request, form, lambda typed: _previewed(request, typed))
    offers_me = handing is not None and handing.offers(request.actor.user_id)
    context = {"form": form, "handing": handing, "lines": lines, "offers_me": offers_me}
    return render(request, "handover/arrange.html", context, status=status_of(form))


def _previewed(request: ActorRequest, typed: dict[str, object]) -> queries.Handing:
    days = period(typed.get("since"), typed.get("until"))  # type: ignore[arg-type]
    return queries.preview(request.actor, int(str(typed["worker"])), days)


def _arranged(request: ActorRequest, form: ArrangeForm) -> str:
    typed = form.cleaned_data
    days = {"since": typed["since"], "until": typed["until"]}
    number = actions.arrange(actor=request.actor, absent_id=typed["worker"], **days, chosen=typed["rows"])
    messages.success(
        request,
        ngettext("Somebody stands in for %(num)s file.", "Somebody stands in for %(num)s files.", number)
        % {"num": number},
    )
    return reverse(LIST)


def end(request: ActorRequest, pk: int) -> HttpResponse:
    with reading(request):
        found = queries.get_substitution(request.actor, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_substitution(actor=request.actor, found=found)
        messages.success(request, _("Nobody stands in any more. The substitute sees these files no longer."))
        return redirect(request, reverse(LIST))
    return render(request, "handover/end.html", {"row": found, "form": form}, block="form")
