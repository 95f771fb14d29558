"""Addresses of plans. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.plans.views import page, sheets, work

app_name = "plans"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")

ROUTES: tuple[Route, ...] = (
    Route("rodziny/<str:ref>/plan/", page.of_case, "case", "case", HELP, methods=BOTH),
    Route("plany/<str:ref>/", page.show, "show", "plan", HELP),
    Route("plany/<str:ref>/tablica/", page.board, "board", "plan", HELP),
    Route("plany/<str:ref>/roznice/", page.differences, "differences", "plan", HELP),
    Route("plany/<str:ref>/pdf/", sheets.pdf_of_plan, "pdf", "plan", HELP, action="export"),
    Route("plany/<str:ref>/xlsx/", sheets.xlsx_of_plan, "xlsx", "plan", HELP, action="export"),
    Route("plany/<str:ref>/cele/", work.goal_add, "goal_add", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/cele/<str:key>/", work.goal_edit, "goal_edit", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/dzialania/", work.action_add, "action_add", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/dzialania/<str:task>/", work.action_edit, "action_edit", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/uwagi/", work.remark, "remark", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/podpis/", work.sign, "sign", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/skan/", work.scan, "scan", "plan", HELP, methods=BOTH),
    Route("plany/<str:ref>/ruch/<str:name>/", work.move, "move", "plan", HELP, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
