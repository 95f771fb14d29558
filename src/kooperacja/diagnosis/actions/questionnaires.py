"""Questionnaires: read from a workbook, kept as rows that never change."""

from django.db import transaction
from django.utils.translation import gettext as _

from kooperacja.audit.actions import record
from kooperacja.diagnosis import access
from kooperacja.diagnosis.law import shipped
from kooperacja.diagnosis.models import Questionnaire
from kooperacja.diagnosis.queries.forms import same, stored_newest
from kooperacja.diagnosis.shape import Form
from kooperacja.directory.models import Institution
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken
from kooperacja.foundation.importing import Imported


@transaction.atomic
def define_questionnaire(*, actor: Actor, said: Form, dry_run: bool = False) -> Imported:
    """The questionnaire of a workbook becomes a row, or the next version of its code; the same words twice are one.

    A centre changes its own and no others; the one that the product brings is changed by nobody: give it a code of
    your own. A dry run only counts.
    """
    access.can_define(actor).require()
    # Two workbooks of one centre are read one after the other, so that both find the version before theirs.
    owner = Institution.objects.select_for_update().filter(pk=actor.institution_id).first()
    if owner is None:
        raise RuleBroken("questionnaire.no_owner", _("A questionnaire belongs to an institution. Name one."))
    newest = stored_newest(said.code)
    if said.code in {code for code, _number in shipped()} or (newest and newest.owner_id != owner.pk):
        sentence = _("The code “%(code)s” belongs to a questionnaire of somebody else.") % {"code": said.code}
        way = _("Write a code of your own on the sheet settings, column form_id.")
        raise RuleBroken("questionnaire.taken", sentence, field="file", ways=[way])
    done = Imported()
    if newest:
        done.count(changed=not same(newest, said))
    else:
        done.new += 1
    if dry_run or done.same:
        return done
    number = newest.number + 1 if newest else 1
    facts = {"owner": owner, "content": said.content(), "recorded_by": actor.user_id}
    row = Questionnaire.objects.create(code=said.code, number=number, **facts)
    record(actor, "questionnaire.define", row.about(), number=number)
    return done
