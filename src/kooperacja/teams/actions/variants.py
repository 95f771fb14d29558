"""Variants of the model: read from a file, kept as rows that never change."""

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.audit.actions import record
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.importing import Imported
from kooperacja.teams import access
from kooperacja.teams.law import shipped
from kooperacja.teams.models import ModelVariant
from kooperacja.teams.queries.variants import same, stored_newest
from kooperacja.teams.shape import Variant


@transaction.atomic
def define_variant(*, actor: Actor, variant: Variant, dry_run: bool = False) -> Imported:
    """The variant of a file becomes a row, or the next version of its code; the same words twice are one.

    A centre changes its own variants and no others; those that are shipped are changed by nobody: copy one
    under a code of your own. A dry run only counts.
    """
    access.can_define(actor).require()
    # Two files of one centre are read one after the other, so that both find the version before theirs.
    owner = Institution.objects.select_for_update().filter(pk=actor.institution_id).first()
    if owner is None:
        raise RuleBroken("variant.no_owner", _("A variant belongs to the institution that defines it. Name one."))
    newest = stored_newest(variant.code)
    if variant.code in shipped() or (newest and newest.owner_id != owner.pk):
        sentence = _("The code “%(code)s” belongs to a variant of somebody else.") % {"code": variant.code}
        raise RuleBroken("variant.taken", sentence, field="file", ways=[_("Write a code of your own in the file.")])
    done = Imported()
    if newest and same(newest, variant):
        done.count(changed=False)
    elif newest:
        done.count(changed=True)
    else:
        done.new += 1
    if dry_run or done.same:
        return done
    row = _stored(actor, variant, number=newest.number + 1 if newest else 1, owner_id=owner.pk)
    record(actor, "model_variant.define", row.about(), number=row.number)
    return done


def kept(actor: Actor, variant: Variant) -> ModelVariant:
    """The row of this variant; one that is shipped becomes a row when the first team is founded under it, and
    again when the product brought other words under its code.
    """
    newest = stored_newest(variant.code)
    if newest and same(newest, variant):
        return newest
    return _stored(actor, variant, number=newest.number + 1 if newest else 1, owner_id=None)


def _stored(actor: Actor, variant: Variant, *, number: int, owner_id: int | None) -> ModelVariant:
    says = {"owner_id": owner_id, "content": variant.content(), "recorded_by": actor.user_id}
    row, _made = ModelVariant.objects.get_or_create(code=variant.code, number=number, defaults=says)
    return row
