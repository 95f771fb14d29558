"""The files of a dossier: the list with the form, withdrawing one, and the download."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from kooperacja.access.reading import reading
from kooperacja.audit.actions import once
from kooperacja.documents import actions, queries, spreadsheet
from kooperacja.documents.forms import AttachForm, WithdrawForm
from kooperacja.documents.transfer import content_of, handed_over
from kooperacja.foundation.forms import obey, status_of
from kooperacja.foundation.routes import ActorRequest
from kooperacja.foundation.sheets import xlsx_response
from kooperacja.ui.pages import redirect, render


def of_case(request: ActorRequest, ref: str) -> HttpResponse:
    """All files of a dossier that the reader sees, and the form for one more."""
    with reading(request):
        page = queries.files_page(request.actor, ref, request.purpose)
    if request.method == "POST":
        page.dossier.can_attach.require()
    whom = [(one.key, one.name) for one in page.dossier.whom]
    sent: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AttachForm(*sent, whom=whom, categories=page.categories)
    if form.is_valid():
        address = obey(
            form, lambda: once(request.actor, request.POST.get("once", ""), lambda: _attach(request, page, form))
        )
        if address:
            return redirect(request, address)
    return render(request, "documents/files.html", {"page": page, "form": form}, block="form", status=status_of(form))


def of_case_sheet(request: ActorRequest, ref: str) -> HttpResponse:
    with reading(request):
        page = queries.files_page(request.actor, ref, request.purpose)
    return xlsx_response("pliki", spreadsheet.files(page))


def _attach(request: ActorRequest, page: queries.FilesPage, form: AttachForm) -> str:
    typed = form.cleaned_data
    file = actions.store_file(
        actor=request.actor,
        anchor_id=page.dossier.anchor_id,
        subject_id=page.anchor_of(typed["about"]),
        category=typed["category"],
        name=typed["file"].name or "",
        content=content_of(typed["file"]),
        purpose=request.purpose,
    )
    messages.success(request, _("The file is attached: %(name)s") % {"name": file.name})
    return page.address


def withdraw(request: ActorRequest, ref: str, file: str) -> HttpResponse:
    with reading(request):
        page = queries.files_page(request.actor, ref, request.purpose)
        row = page.file(file)
    row.can_withdraw.require()
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    if form.is_valid():
        address = obey(form, lambda: _withdraw(request, page, row, form))
        if address:
            return redirect(request, address)
    context = {"page": page, "file": row, "form": form}
    return render(request, "documents/withdraw.html", context, block="form", status=status_of(form))


def _withdraw(request: ActorRequest, page: queries.FilesPage, row: queries.FileRow, form: WithdrawForm) -> str:
    file = queries.get_file(request.actor, row.ref, request.purpose)
    actions.withdraw_file(actor=request.actor, file=file, **form.cleaned_data, purpose=request.purpose)
    messages.success(request, _("The file is withdrawn. Nobody reads it from now."))
    return page.address


def download(request: ActorRequest, ref: str) -> StreamingHttpResponse:
    with reading(request):
        found = queries.download(request.actor, ref, request.purpose)
    return handed_over(found)
