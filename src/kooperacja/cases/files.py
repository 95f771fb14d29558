"""What a case is to the package that keeps its files (documents.hooks)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kooperacja.cases.queries import case_header, case_people
from kooperacja.documents.hooks import About, Dossier
from kooperacja.foundation.actor import Actor


def dossier_of_case(actor: Actor, ref: str, purpose: str) -> Dossier:
    case = case_header(actor, ref, purpose)
    people = (About(one.ref, one.name, one.anchor_id) for one in case_people(actor, case, purpose))
    whom = (About("family", _("the whole family"), case.subject_id), *people)
    return Dossier(ref, case.number, reverse("desk:case_file", args=[ref]), case.anchor_id, whom, case.can_work)
