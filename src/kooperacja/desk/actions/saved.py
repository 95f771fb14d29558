"""A worker's own views of lists."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.desk.models import SavedView
from kooperacja.desk.queries.saved import saved_views_of
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken

MOST_VIEWS = 12
LONGEST_QUERY = SavedView._meta.get_field("query").max_length or 0


@transaction.atomic
def save_view(*, actor: Actor, listing: str, name: str, query: str) -> SavedView:
    """Keep a list with its filters under a name. It opens nothing: the list is read anew each time."""
    mine = saved_views_of(actor, listing)
    if len(query) > LONGEST_QUERY:
        raise RuleBroken("view.too_long", _("These filters are too long to be kept. Leave some of them out."))
    if mine.filter(name=name).exists():
        raise RuleBroken("view.known", _("You have a view with this name already. Choose another one."), field="name")
    if mine.count() >= MOST_VIEWS:
        sentence = _("You have %(number)s views of this list already. Delete one that you no longer need.")
        raise RuleBroken("view.too_many", sentence % {"number": MOST_VIEWS}, field="name")
    return SavedView.objects.create(
        user_id=actor.user_id, institution_id=actor.institution_id, listing=listing, name=name, query=query
    )


@transaction.atomic
def delete_view(*, actor: Actor, view: SavedView) -> None:
    """A saved view is a worker's own arrangement, no fact of the field, so it is really deleted."""
    saved_views_of(actor, view.listing).filter(pk=view.pk).delete()
