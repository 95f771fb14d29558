"""Questionnaires: which there are, one as a page and as a workbook, and a workbook that is checked and saved."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.audit.steps import Step, run, show
from kooperacja.diagnosis import access, actions, forms
from kooperacja.diagnosis.queries.forms import offered, offered_line
from kooperacja.diagnosis.shape import Form
from kooperacja.diagnosis.xlsform import LARGEST_FILE, form_of_bytes, workbook_of
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.ui.pages import render

REFUSED = 422


def listing(request: ActorRequest) -> HttpResponse:
    context = {"lines": offered(request.actor), "may_define": access.can_define(request.actor)}
    return render(request, "diagnosis/questionnaires.html", context)


def one(request: ActorRequest, code: str) -> HttpResponse:
    return render(request, "diagnosis/questionnaire.html", {"line": offered_line(request.actor, code)})


def workbook(request: ActorRequest, code: str) -> HttpResponse:
    """The workbook that a centre changes in Excel and gives back under a code of its own."""
    return xlsx_response(code, workbook_of(offered_line(request.actor, code).form))


def upload(request: ActorRequest) -> HttpResponse:
    """Checked, and saved only by the button that says so; everything that is wrong is told with its cell."""
    sent = request.method == "POST"
    form = forms.QuestionnaireForm(request.POST, request.FILES) if sent else forms.QuestionnaireForm()
    step = Step("diagnosis/upload.html", form, _("The questionnaire is saved."), {"faults": [], "trial": None})
    if not form.is_valid():
        return show(request, step)
    try:
        said = form_of_bytes(form.cleaned_data["file"].read(LARGEST_FILE + 1))
        trial = actions.define_questionnaire(actor=request.actor, said=said, dry_run=True)
    except RuleBroken as refusal:
        context = {"form": form, "faults": [*str(refusal).splitlines(), *map(str, refusal.ways)], "trial": None}
        return render(request, "diagnosis/upload.html", context, block="form", status=REFUSED)
    if "save" in request.POST:
        return run(request, step, lambda: _saved(request, said))
    context = {"form": forms.QuestionnaireForm(), "faults": [], "trial": trial, "said": said}
    return render(request, "diagnosis/upload.html", context, block="form")


def _saved(request: ActorRequest, said: Form) -> str:
    actions.define_questionnaire(actor=request.actor, said=said)
    return reverse("diagnosis:questionnaire", args=[said.code])
