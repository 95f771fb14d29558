"""Addresses of the directory and of the keys of programs. No client is in them, so no route declares a purpose."""

from kooperacja.directory import access, views
from kooperacja.foundation.routes import Route, patterns

app_name = "directory"

BOTH = ("GET", "POST")
KIND = "institution"

ROUTES: tuple[Route, ...] = (
    Route("rola/", views.act_as, "act_as", "account", methods=BOTH),
    Route("klucze/", views.keys, "keys", "access_token"),
    Route("klucze/xlsx/", views.keys_xlsx, "keys_xlsx", "access_token"),
    Route("klucze/nowy/", views.key_new, "key_new", "access_token", methods=BOTH),
    Route("klucze/<int:pk>/uniewaznij/", views.key_revoke, "key_revoke", "access_token", methods=BOTH),
    Route("instytucje/", views.institution_list, "list", KIND),
    Route("instytucje/xlsx/", views.institution_list_xlsx, "list_xlsx", KIND),
    Route("instytucje/nowa/", views.new, "new", KIND, check=access.can_create, methods=BOTH),
    Route("instytucje/<int:pk>/", views.show, "show", KIND),
    Route("instytucje/<int:pk>/zmien/", views.edit, "edit", KIND, methods=BOTH),
    Route("instytucje/<int:pk>/zakoncz/", views.end, "end", KIND, methods=BOTH),
    Route("instytucje/<int:pk>/komorki/nowa/", views.unit_add, "unit_add", KIND, methods=BOTH),
    Route("instytucje/<int:pk>/komorki/<int:unit_pk>/zakoncz/", views.unit_end, "unit_end", KIND, methods=BOTH),
)

urlpatterns = patterns(app_name, ROUTES)
