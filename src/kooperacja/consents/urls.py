"""Addresses of notices and consents. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.consents import access
from kooperacja.consents.views import consents, listing, notices, papers, scans, screen, texts
from kooperacja.foundation.routes import Route, patterns

app_name = "consents"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")
TEXT = "wording"

ROUTES: tuple[Route, ...] = (
    Route("zgody/", listing.consent_list, "list", "consentitem", HELP),
    Route("zgody/xlsx/", listing.sheet, "list_xlsx", "consentitem", HELP, action="export"),
    Route("zgody/teksty/", texts.text_list, "texts", TEXT),
    Route("zgody/teksty/nowy/", texts.text_new, "text_new", TEXT, check=access.can_write_texts, methods=BOTH),
    Route("zgody/teksty/<int:pk>/", texts.text_show, "text", TEXT),
    Route(
        "zgody/teksty/<int:pk>/zmiana/",
        texts.text_edit,
        "text_edit",
        TEXT,
        check=access.can_write_texts,
        methods=BOTH,
    ),
    Route(
        "zgody/teksty/<int:pk>/zatwierdzenie/",
        texts.text_approve,
        "text_approve",
        TEXT,
        check=access.can_write_texts,
        methods=BOTH,
    ),
    Route("rodziny/<str:ref>/zgody/", consents.of_case, "case", "case", HELP),
    Route("rodziny/<str:ref>/zgody/nowa/<str:person>/", consents.give, "give", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/zgody/druk/<str:person>/", consents.blank, "blank", "case", HELP, action="export"),
    Route("rodziny/<str:ref>/zgody/ekran/<str:person>/", screen.prepare, "screen", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/zgody/podpis/<str:person>/", screen.sign, "sign", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/zgody/<str:consent>/", consents.receipt, "show", "consent", HELP),
    Route("rodziny/<str:ref>/zgody/<str:consent>/pdf/", papers.receipt, "show_pdf", "consent", HELP, action="export"),
    Route("rodziny/<str:ref>/zgody/<str:consent>/skan/", scans.attach, "scan", "consent", HELP, methods=BOTH),
    Route(
        "rodziny/<str:ref>/zgody/<str:consent>/wycofanie/",
        consents.withdraw,
        "withdraw",
        "consent",
        HELP,
        methods=BOTH,
    ),
    Route("rodziny/<str:ref>/klauzula/", notices.give, "notice", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/klauzula/odroczenie/", notices.defer, "defer", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/klauzula/<str:notice>/", notices.receipt, "notice_show", "privacynotice", HELP),
)

urlpatterns = patterns(app_name, ROUTES)
