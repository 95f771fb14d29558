"""What changes what is seen: an agreement suspended, a consent withdrawn, the pacts derived anew."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from bench.asked import DOOR, WHOLE_OR, Asked
from bench.county import NOTES
from bench.rounds import Act, Case, Goal
from kooperacja.access.actions import end_basis
from kooperacja.access.models import Basis
from kooperacja.agreements.actions import rebuild, resume, suspend
from kooperacja.agreements.models import Agreement, Pact
from kooperacja.foundation.clock import OPEN_END

LARGEST = 1
BARE = "bare update of one row"
Step = Callable[[int], object]


def cases(asked: Asked) -> Iterator[Case]:
    yield from _suspension(Changed(asked))
    yield from _withdrawal(Changed(asked))
    before = _pacts(0)
    yield Case(
        "rebuild of all pacts",
        {"rebuild": Act(lambda _number: rebuild(), repeat=1)},
        (Goal("rebuild", most=5000),),
    )
    acts = {"after": Act(_pacts), "before": Act(lambda _number: before)}
    yield Case("rebuild changes nothing", acts, same=("after", "before"))


def _pacts(_number: int) -> str:
    names = ("agreement_id", "owner_id", "recipient_id", "category", "purpose", "max_level", "valid_from", "valid_to")
    return sha256(repr(sorted(Pact.objects.values_list(*names))).encode()).hexdigest()


class Changed:
    """Facts are changed by the product's own actions, and put back."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.manager = asked.supervisors[0]

    def suspend(self, _number: int) -> None:
        suspend(actor=self.manager, agreement=Agreement.objects.get(pk=LARGEST), code="incident")

    def resume(self, _number: int) -> None:
        resume(actor=self.manager, agreement=Agreement.objects.get(pk=LARGEST))

    def write(self, _number: int) -> None:
        with transaction.atomic():
            Agreement.objects.filter(pk=LARGEST).update(version=F("version"))

    def basis(self, number: int) -> int:
        """What the note of a partner's first page rests on; the manager's institution keeps it."""
        dossier, place = divmod(self.asked.note(self.asked.partners, number) - 1, NOTES)
        return 2 * dossier + place + 1

    def withdraw(self, number: int) -> None:
        end_basis(self.manager, Basis.objects.select_related("subject").get(pk=self.basis(number)))

    def give_again(self, number: int) -> None:
        Basis.objects.filter(pk=self.basis(number)).update(valid_to=OPEN_END)

    def page(self, number: int) -> list[int]:
        return self.asked.page(self.asked.partners, number)

    def whole(self, number: int) -> list[int]:
        return self.asked.whole_page(self.asked.partners, number)


def _suspension(changed: Changed) -> Iterator[Case]:
    yield _felt("suspension of the largest agreement", changed, changed.suspend, changed.resume)
    yield Case(
        "suspend the largest agreement",
        {
            "suspend": Act(changed.suspend, repeat=3, undo=changed.resume),
            BARE: Act(changed.write, repeat=3),
        },
        (Goal("suspend", most=50), Goal("suspend", BARE)),
    )


def _withdrawal(changed: Changed) -> Iterator[Case]:
    yield _felt("withdrawal of a consent", changed, changed.withdraw, changed.give_again)
    for number in range(len(changed.asked.partners)):
        # Which basis is meant is looked up on a partner's page: not a part of what is measured.
        changed.basis(number)
    yield Case(
        "withdraw a consent",
        {
            "withdraw": Act(changed.withdraw, undo=changed.give_again),
            BARE: Act(changed.write),
        },
        (Goal("withdraw", most=5), Goal("withdraw", BARE)),
    )


def _felt(name: str, changed: Changed, change: Step, undo: Step) -> Case:
    """The next page lacks what it must lack, by the door as by the whole predicate, and has it again."""

    def seen(page: Callable[[int], list[int]], number: int) -> tuple[list[int], bool, bool]:
        before = page(number)
        change(number)
        after = page(number)
        undo(number)
        return after, before != after, before == page(number)

    def expected(number: int) -> tuple[list[int], bool, bool]:
        return seen(changed.whole, number)[0], True, True

    acts = {DOOR: Act(partial(seen, changed.page)), WHOLE_OR: Act(expected)}
    return Case(f"{name} is felt at the next request", acts, same=(DOOR, WHOLE_OR))
