"""Addresses of lawful sharing."""

from kooperacja.agreements.labels import Purpose
from kooperacja.foundation.routes import Route, patterns
from kooperacja.sharing import access
from kooperacja.sharing.views import emergencies, kept, rules, trials, vetoes

app_name = "sharing"

HELP = Purpose.JOINT_HELP
BOTH = ("GET", "POST")
ANYWAY = "emergency"

ROUTES: tuple[Route, ...] = (
    Route("zasady-dostepu/", rules.rules_page, "rules", "rule"),
    Route("zasady-dostepu/xlsx/", rules.rules_sheet, "rules_xlsx", "rule"),
    Route("co-jesli/<str:ref>/", trials.what_if_page, "what_if", "trial", check=access.can_try),
    Route("rodziny/<str:ref>/blokady/", vetoes.veto_list, "vetoes", "case", HELP),
    Route("rodziny/<str:ref>/blokady/xlsx/", vetoes.veto_sheet, "vetoes_xlsx", "case", HELP, action="export"),
    Route("rodziny/<str:ref>/blokady/nowa/", vetoes.veto_set, "veto_set", "case", HELP, methods=BOTH),
    Route("rodziny/<str:ref>/blokady/<int:pk>/", vetoes.veto_lift, "veto_lift", "case", HELP, methods=BOTH),
    Route("blokady/gospodarstwo/<str:ref>/", vetoes.of_household, "of_household", "household", HELP),
    Route("blokady/", kept.kept_list, "kept", "lock"),
    Route("blokady/xlsx/", kept.kept_sheet, "kept_xlsx", "lock"),
    Route("blokady/<int:pk>/", kept.kept_lift, "kept_lift", "lock", methods=BOTH),
    Route("dostep-ratunkowy/", emergencies.break_glass, "break_glass", ANYWAY, methods=BOTH),
    Route("dostep-ratunkowy/oceny/", emergencies.reviews, "reviews", ANYWAY, check=access.can_review),
    Route("dostep-ratunkowy/oceny/xlsx/", emergencies.reviews_sheet, "reviews_xlsx", ANYWAY, check=access.can_review),
    Route("dostep-ratunkowy/<int:pk>/", emergencies.emergency, "emergency", "person", HELP),
    Route("dostep-ratunkowy/<int:pk>/koniec/", emergencies.end_emergency, "emergency_end", ANYWAY, methods=("POST",)),
    Route(
        "dostep-ratunkowy/<int:pk>/ocena/",
        emergencies.review,
        "review",
        ANYWAY,
        check=access.can_review,
        methods=BOTH,
    ),
)

urlpatterns = patterns(app_name, ROUTES)
