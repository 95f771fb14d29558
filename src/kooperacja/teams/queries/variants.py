"""Which variants there are: those that are shipped, and the newest version of each that a centre defined."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class VariantLine:
    """A variant in the list: who defined it (empty: the product brings it), in which version."""

    variant: Variant
    owner: str
    number: int


def variants() -> list[VariantLine]:
    """All that can be chosen, those that are shipped first; in one statement."""
    rows = ModelVariant.objects.filter(owner__isnull=False).select_related("owner").order_by("code", "number")
    own = {row.code: VariantLine(row.says(), row.owner.short_name if row.owner else "", row.number) for row in rows}
    return [*(VariantLine(variant, "", 0) for variant in shipped().values()), *own.values()]


def variant_line(code: str) -> VariantLine:
    found = next((line for line in variants() if line.variant.code == code), None)
    if found is None:
        raise _missing()
    return found


def variant_of_code(code: str) -> Variant:
    try:
        return offered()[code]
    except KeyError:
        raise _missing() from None


def _missing() -> NotFound:
    return NotFound("not_found", _("There is no such page, or you have no access to it."))
