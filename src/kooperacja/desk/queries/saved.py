"""A worker's own views of lists, in the institution for which he acts."""

from django.db.models import QuerySet

from kooperacja.desk.models import SavedView
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import NotFound


def saved_views_of(actor: Actor, listing: str) -> QuerySet[SavedView]:
    """In the order of their names, as tabs stand."""
    mine = SavedView.objects.filter(user=actor.user_id, institution_id=actor.institution_id)
    return mine.filter(listing=listing).order_by("name", "pk")


def get_saved_view(actor: Actor, pk: int) -> SavedView:
    """Somebody else's view is missing for everybody but him."""
    mine = SavedView.objects.filter(user=actor.user_id, institution_id=actor.institution_id, pk=pk)
    found = mine.first()
    if found is None:
        raise NotFound("not_found", "saved view")
    return found
