"""The paper that was signed: its scan is a file of the case, and the consent says which."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kooperacja.access import door
from kooperacja.access.writing import writes
from kooperacja.agreements.labels import Category
from kooperacja.audit.actions import record
from kooperacja.cases.actions.checks import may_work
from kooperacja.cases.models import Case
from kooperacja.consents.actions.checks import JOINT_HELP
from kooperacja.consents.models import Consent, Medium
from kooperacja.documents.actions import store_file
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.errors import RuleBroken


@transaction.atomic
def attach_scan(*, actor: Actor, case: Case, consent: Consent, name: str, content: bytes) -> StoredFile:
    """The file and the word of the consent about it come together or not at all. A better copy takes the place of
    the one before, which stays among the files of the case until somebody withdraws it there. Who signs for whom
    is a matter of the family, and so is the paper that says it.
    """
    may_work(actor, case)
    if consent.medium != Medium.PAPER:
        sentence = _("This consent was signed on the screen. There is no paper to attach.")
        raise RuleBroken("consent.no_paper", sentence, field="file")
    file = store_file(
        actor=actor,
        anchor_id=case.anchor_id,
        subject_id=consent.subject_id,
        category=Category.FAMILY,
        name=name,
        content=content,
        purpose=JOINT_HELP,
    )
    _bind(actor=actor, consent=consent, file=file)
    return file


@writes
def _bind(*, actor: Actor, consent: Consent, file: StoredFile) -> None:
    door.require(actor, door.WRITE, consent, JOINT_HELP)
    consent.scan_id = file.pk
    consent.save(update_fields=["scan"])
    record(actor, "consent.scan", consent.about(), file=file.pk)
