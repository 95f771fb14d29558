from kooperacja.foundation.routes import Route, patterns
from kooperacja.ui import views

app_name = "ui"

ROUTES = (
    Route("gallery/", views.gallery, "gallery", "public"),
    Route("theme/", views.theme, "theme", "public", methods=("POST",)),
)

urlpatterns = patterns(app_name, ROUTES)
