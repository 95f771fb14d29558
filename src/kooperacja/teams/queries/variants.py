"""Which variants there are: those that are shipped, and the newest version of each that a centre defined."""

from django.utils.translation import gettext as _

from kooperacja.foundation.errors import NotFound
from kooperacja.teams.law import shipped
from kooperacja.teams.models import ModelVariant
from kooperacja.teams.shape import Variant


def stored_newest(code: str) -> ModelVariant | None:
    return ModelVariant.objects.filter(code=code).order_by("-number").first()


def same(row: ModelVariant, variant: Variant) -> bool:
    return row.says() == variant


def offered() -> dict[str, Variant]:
    """By code; in one statement. What is shipped stands first, and its file counts, not its row."""
    rows = ModelVariant.objects.filter(owner__isnull=False).order_by("code", "number")
    return {**shipped(), **{row.code: row.says() for row in rows}}


def variant_of_code(code: str) -> Variant:
    try:
        return offered()[code]
    except KeyError:
        raise NotFound("not_found", _("There is no such page, or you have no access to it.")) from None
