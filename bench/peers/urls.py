"""The product's addresses, and those of the peers."""

from django.urls import include, path

from bench.peers import views
from bench.peers.admin import site
from bench.peers.settings import HAS_DRF

urlpatterns = [
    path("peers/ordinary/", views.ordinary),
    path("peers/bare/", views.bare),
    path("peers/admin/", site.urls),
    path("", include("kooperacja.config.urls")),
]
if HAS_DRF:
    from bench.peers.drf import SideList

    urlpatterns.insert(0, path("peers/drf/", SideList.as_view()))
