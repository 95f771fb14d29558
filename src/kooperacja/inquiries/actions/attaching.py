"""A file attached to an answer: each side keeps its own copy beside its own text, under its own key."""

from django.db import transaction

from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.access.writing import writes
from kooperacja.audit.actions import record
from kooperacja.documents.actions import store_copy, store_file
from kooperacja.documents.models import StoredFile
from kooperacja.foundation.actor import Actor
from kooperacja.inquiries.access import can_attach
from kooperacja.inquiries.actions.checks import JOINT_HELP, category_of, counterpart, reads_question, tell
from kooperacja.inquiries.models import InquirySide, InquiryText, Section
from kooperacja.inquiries.queries.rows import has_answered


@transaction.atomic
def attach(*, actor: Actor, side: InquirySide, name: str, content: bytes) -> StoredFile:
    """Both copies and the word of the answer about them come together or not at all. A better one takes the place
    of the one before. It is labelled as the answer is, so who reads the words opens the file, and nobody else.
    """
    reads_question(actor, side)
    can_attach(actor, side.inquiry, has_answered(actor, side.inquiry)).require()
    file = store_file(
        actor=actor,
        anchor_id=side.anchor_id,
        subject_id=side.subject_id,
        category=category_of(side.inquiry),
        name=name,
        content=content,
        purpose=JOINT_HELP,
    )
    _bind(actor=actor, side=side, file=file, content=content)
    return file


@writes
def _bind(*, actor: Actor, side: InquirySide, file: StoredFile, content: bytes) -> None:
    other = counterpart(side)
    with on_behalf("inquiries.counterpart"):
        InquiryText._base_manager.filter(side_id=side.pk, section=Section.ANSWER).update(file=file)
        record(actor, "inquiry.attach", side.of_inquiry(), format=str(file.kind), size=file.size)
    if other is None:
        return
    with unrestricted(InquiryText, "inquiries.counterpart") as texts:
        answer = texts.get(side_id=other.pk, section=Section.ANSWER)
    # The list of files of a case names who attached one, and of the other party only the institution is told: the
    # author of the copy is who asked.
    with on_behalf("inquiries.counterpart"):
        copy = store_copy(of=file, content=content, beside=answer, author_id=side.inquiry.author_id)
        InquiryText._base_manager.filter(pk=answer.pk).update(file=copy)
    tell(other, "attach")
