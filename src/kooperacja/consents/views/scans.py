"""The scan of a signed paper, attached to its consent."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.steps import Step, run, show
from kooperacja.consents import actions
from kooperacja.consents.forms import ScanForm
from kooperacja.consents.queries import case as queries
from kooperacja.consents.views.steps import file_of
from kooperacja.documents.transfer import content_of
from kooperacja.foundation.routes import ActorRequest


def attach(request: ActorRequest, ref: str, consent: str) -> HttpResponse:
    with reading(request):
        case, row = queries.consent_page(request.actor, ref, consent, request.purpose)
    case.can_work.require()
    form = ScanForm(request.POST, request.FILES) if request.method == "POST" else ScanForm()
    step = Step("consents/scan.html", form, _("The scan is attached to the consent."), {"case": case, "consent": row})
    if form.is_valid():
        return run(request, step, lambda: _attached(request, ref, consent, form))
    return show(request, step)


def _attached(request: ActorRequest, ref: str, consent: str, form: ScanForm) -> str:
    case, file = file_of(request, ref), form.cleaned_data["file"]
    row = queries.get_consent(request.actor, case.pk, consent, request.purpose)
    actions.attach_scan(actor=request.actor, case=case, consent=row, name=file.name or "", content=content_of(file))
    return reverse("consents:show", args=[ref, consent])
