"""Many received referrals at once, as plain rows: for lists whose length is what is tested."""

from datetime import timedelta

from kooperacja.access.actions import inbox_of
from kooperacja.access.models import Anchor, AnchorKind
from kooperacja.agreements.labels import Category
from kooperacja.foundation.clock import now
from kooperacja.foundation.folding import fold
from kooperacja.referrals.models import Letter, Referral, Side
from tests.cast import Town


def crowd(cast: Town, number: int, start: int = 0) -> None:
    """Referrals of the school that lie in the inbox of the welfare centre, one after another."""
    gops, school = cast.at("gops"), cast.at("school")
    inbox, at = inbox_of(gops.pk), now()
    referrals = Referral._base_manager.bulk_create(
        Referral(
            number=f"T.{place:05}.2026",
            sender=school,
            addressee=gops,
            state="received",
            author=cast.piotr.user,
            sent_at=at - timedelta(hours=place),
            received_at=at,
            due_on=at.date() + timedelta(days=place % 30),
        )
        for place in range(start, start + number)
    )
    subjects = Anchor.objects.bulk_create(Anchor(kind=AnchorKind.PERSON, owner=gops) for _one in referrals)
    label = {"owner": gops, "anchor": inbox}
    sides = Side._base_manager.bulk_create(
        Side(**label, **row.copied, subject=subject, category="coordination", level=1, referral=row, party="addressee")
        for row, subject in zip(referrals, subjects, strict=True)
    )
    Letter._base_manager.bulk_create(
        Letter(
            **label,
            subject=side.subject,
            category=Category.EDUCATION,
            level=2,
            side=side,
            first_name="Łucja",
            last_name=f"Żak {place}",
            folded=fold(f"Łucja Żak {place}"),
            sent_at=at,
        )
        for place, side in enumerate(sides)
    )
