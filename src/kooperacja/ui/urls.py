from kooperacja.foundation.routes import Route, patterns
from kooperacja.ui import views

app_name = "ui"

ROUTES = (
    Route("gallery/", views.gallery, "gallery", "public"),
    Route("gallery/dialog/", views.gallery_dialog, "gallery_dialog", "public", methods=("GET", "POST")),
    Route("gallery/who/", views.gallery_who, "gallery_who", "public"),
    Route("theme/", views.theme, "theme", "public", methods=("POST",)),
)

urlpatterns = patterns(app_name, ROUTES)
