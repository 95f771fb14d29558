"""Addresses of a worker's day."""

from kooperacja.agreements.labels import Purpose
from kooperacja.desk import access
from kooperacja.desk.views import case, home, saved, sight, words, workers
from kooperacja.foundation.routes import Route, patterns

app_name = "desk"

BOTH, POST = ("GET", "POST"), ("POST",)
KEEPS = access.can_keep_workers

ROUTES: tuple[Route, ...] = (
    Route("", home.home, "home", "desk", Purpose.JOINT_HELP),
    Route("skrzynka/", home.inbox, "inbox", "side", Purpose.JOINT_HELP),
    Route("rodziny/<str:ref>/", case.case_file, "case_file", "case", Purpose.JOINT_HELP),
    Route("rodziny/<str:ref>/dziennik/", case.journal, "case_journal", "note", Purpose.JOINT_HELP),
    Route("rodziny/<str:ref>/historia/", case.history, "case_history", "case", Purpose.JOINT_HELP),
    Route("nowa-notatka/", home.new_note, "new_note", "case", Purpose.JOINT_HELP),
    Route("dlaczego/<str:kind>/<int:pk>/", sight.why, "why", "row", Purpose.JOINT_HELP),
    Route("kto-widzi/<str:kind>/<int:pk>/", sight.who_sees, "who_sees", "row", Purpose.JOINT_HELP),
    Route("widoki/nowy/", saved.save_view, "save_view", "saved_view", methods=BOTH),
    Route("widoki/<int:pk>/usun/", saved.delete_view, "delete_view", "saved_view", methods=BOTH),
    Route("pracownicy/", workers.workers, "workers", "worker", check=access.can_see_workers),
    Route("pracownicy/xlsx/", workers.workers_xlsx, "workers_xlsx", "worker", check=access.can_see_workers),
    Route("pracownicy/nowy/", workers.worker_add, "worker_add", "worker", check=KEEPS, methods=BOTH),
    Route("pracownicy/<int:pk>/", workers.worker, "worker", "worker", check=access.can_see_workers),
    Route(
        "pracownicy/<int:pk>/upowaznienie/",
        workers.worker_authorise,
        "worker_authorise",
        "worker",
        check=KEEPS,
        methods=BOTH,
    ),
    Route("pracownicy/<int:pk>/cofnij/", workers.worker_revoke, "worker_revoke", "worker", check=KEEPS, methods=POST),
    Route(
        "pracownicy/<int:pk>/oswiadczenie/",
        workers.worker_declare,
        "worker_declare",
        "worker",
        check=KEEPS,
        methods=BOTH,
    ),
    Route("pracownicy/<int:pk>/skrzynka/", workers.worker_inbox, "worker_inbox", "worker", check=KEEPS, methods=POST),
    Route("pracownicy/<int:pk>/koniec/", workers.worker_leave, "worker_leave", "worker", check=KEEPS, methods=BOTH),
    Route("pomoc/", words.help_page, "help", "public"),
    Route("deklaracja-dostepnosci/", words.accessibility, "accessibility", "public"),
    Route("inspektor/", words.dpo, "dpo", "public"),
)

urlpatterns = patterns(app_name, ROUTES)
