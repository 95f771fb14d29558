"""Addresses of meetings. They hold opaque references, never a number or a name."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.meetings.views import agenda, listing, page, planning, room

app_name = "meetings"

HELP = Purpose.JOINT_HELP
BOTH, POST = ("GET", "POST"), ("POST",)
MEETING, ITEM = "meeting", "caseitem"
AT = "spotkania/<str:ref>/"
POINT = "spotkania/<str:ref>/punkt/<str:item>/"

ROUTES: tuple[Route, ...] = (
    Route("spotkania/", listing.meetings, "list", ITEM, HELP),
    Route("spotkania/xlsx/", listing.sheet, "list_xlsx", ITEM, HELP, action="export"),
    Route("zespoly/<str:ref>/spotkania/nowe/", planning.plan, "plan", "team", methods=BOTH),
    Route(AT, page.show, "show", ITEM, HELP),
    Route(f"{AT}zmien/", planning.change, "change", MEETING, methods=BOTH),
    Route(f"{AT}ruch/<str:name>/", planning.move, "move", MEETING, methods=BOTH),
    Route(f"{AT}odpowiedz/", page.answer, "answer", MEETING, methods=BOTH),
    Route(f"{AT}kalendarz/", page.calendar, "calendar", MEETING),
    Route(f"{AT}odpowiedz-z-poczty/", page.reply, "reply", MEETING, methods=BOTH),
    Route(f"{AT}nowy-punkt/", agenda.add_item, "add_item", MEETING, methods=BOTH),
    Route(f"{AT}nowa-sprawa/", agenda.add_case, "add_case", "case", HELP, methods=BOTH),
    Route(f"{AT}obecnosc/", room.presence, "presence", ITEM, HELP, methods=BOTH),
    Route(f"{AT}ekran/", room.screen, "screen", ITEM, HELP),
    Route(f"{AT}pdf/", page.minutes, "pdf", ITEM, HELP, action="export"),
    Route(f"{AT}decyzje/xlsx/", page.decisions, "decisions_xlsx", ITEM, HELP, action="export"),
    Route(POINT, room.item, "item", ITEM, HELP),
    Route(f"{POINT}protokol/", room.write, "write", ITEM, HELP, methods=BOTH),
    Route(f"{POINT}decyzja/", room.decide, "decide", ITEM, HELP, methods=BOTH),
    Route(f"{POINT}wylacz/", room.recuse, "recuse", ITEM, HELP, methods=BOTH),
    Route(f"{POINT}porzadek/", agenda.arrange, "arrange", ITEM, HELP, methods=POST),
    Route(f"{POINT}wykonane/", agenda.done, "done", ITEM, HELP, methods=POST),
)

urlpatterns = patterns(app_name, ROUTES)
