"""Plans one exchange of letters: who writes to whom, about whom, with what words, and how it goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from kooperacja.config.demo.county import COMMUNES, LEAVER, PLACES, POSTS
from kooperacja.config.demo.families import ADULT, CHILDREN, NURSERY, OLD, SCHOOL, SECONDARY, Family, age_on, chance
from kooperacja.config.demo.families import is_man as is_man_of
from kooperacja.config.demo.pace import at, back, counted_back, office_hours
from kooperacja.config.demo.people import Member
from kooperacja.config.demo.stories import Casework, Exchange, Step
from kooperacja.config.demo.texts import Topic, words, written
from kooperacja.directory.kinds import InstitutionKind as Kind
from kooperacja.foundation.working_days import DAY, in_calendar_days
from kooperacja.referrals.access import WORKING
from kooperacja.referrals.queries.letters import Content

# How an exchange goes, by its outcome; `take` stands for the way in which it is taken up.
SENT = ("draft", "send")
GOT = (*SENT, "receive")
TAKEN = (*GOT, "accept", "take")
DONE = (*TAKEN, "report_done")
PATHS: dict[str, tuple[str, ...]] = {
    "draft": ("draft",),
    "sent": SENT,
    "received": GOT,
    "accepted": (*GOT, "accept"),
    "in_progress": TAKEN,
    "answered": DONE,
    "confirmed": (*DONE, "confirm"),
    "lapsed": (*DONE, "lapse"),
    "returned": (*GOT, "return"),
    "declined": (*GOT, "decline"),
    "redirected": (*GOT, "redirect"),
    "withdrawn": (*SENT, "withdraw"),
    "completed": (*GOT, "return", "complete", "resend", *DONE[2:], "confirm"),
    "insisted": (*DONE, "not_done", "report_again", "confirm"),
}
# Working days before each step, from and to. A confirmation comes before its term of 14 days ends.
GAPS = {
    "draft": (0, 0),
    "send": (0, 1),
    "receive": (0, 2),
    "accept": (0, 4),
    "return": (1, 4),
    "decline": (1, 4),
    "redirect": (1, 4),
    "complete": (1, 4),
    "resend": (0, 0),
    "take": (0, 2),
    "report_done": (4, 18),
    "report_again": (1, 6),
    "confirm": (0, 6),
    "not_done": (1, 4),
    "withdraw": (1, 5),
    "lapse": (0, 0),
}
URGENT_GAPS = GAPS | {"receive": (0, 0), "accept": (0, 1), "take": (0, 1), "report_done": (2, 9)}
WORDED = frozenset({"return", "decline", "redirect", "withdraw", "not_done", "report_done", "report_again", "complete"})

BASES = {
    Kind.SCHOOL: "school_duty",
    Kind.NURSERY: "preschool_duty",
    Kind.PSYCH_PED_CLINIC: "preschool_duty",
    Kind.WELFARE_CENTRE: "welfare_task",
    Kind.SOCIAL_SERVICES_CENTRE: "welfare_task",
    Kind.COUNTY_FAMILY_CENTRE: "welfare_task",
    Kind.CRISIS_CENTRE: "welfare_task",
    Kind.POLICE: "police_task",
    Kind.HOSPITAL: "patient_consent",
    Kind.HEALTH_CLINIC: "patient_consent",
    Kind.NGO: "consent",
    Kind.ADVICE_BUREAU: "client_agreement",
    Kind.ADVICE_POINT: "client_agreement",
    Kind.HOUSING_COOPERATIVE: "consent",
}
OTHER_BASIS = "public_task"

WHOM: dict[str, Callable[[Member, int], bool]] = {
    "pupil": lambda one, age: one.kinship in CHILDREN and SCHOOL <= age < ADULT,
    "preschooler": lambda one, age: one.kinship in CHILDREN and NURSERY <= age < SCHOOL,
    "child": lambda one, age: one.kinship in CHILDREN and age < ADULT,
    "adult": lambda one, age: one.kinship not in CHILDREN and ADULT <= age < OLD,
    "jobless": lambda one, age: one.kinship not in CHILDREN and "bez pracy" in one.work,
    "elder": lambda one, age: age >= OLD,
    "young": lambda one, age: one.kinship in CHILDREN and age >= ADULT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an exchange shall be. `ago` are the working days since its last step."""

    topic: Topic
    family: Family
    outcome: str
    ago: int
    sender: str
    addressee: str
    author: str = ""
    opener: str = ""
    worker: str = ""
    urgent: bool = False
    from_case: Casework | None = None
    into_case: Casework | None = None
    opens: bool = False


def whom(topic: Topic, family: Family, day: date) -> Member | None:
    """The first of a family about whom such a letter can be."""
    return next((one for one in family.members if WHOM[topic.whom](one, age_on(one, day))), None)


def place_of(word: str, family: Family, member: Member, day: date) -> str:
    """The place that a topic means for this family; empty where its commune has none."""
    if word == "school" and age_on(member, day) >= SECONDARY:
        return "zs"
    if word in PLACES and word != "school":
        return word
    return COMMUNES[family.commune].serves.get(word, "")


def of_client(content: Content, family: Family, day: date) -> Content:
    """What of a letter passes from a bureau: what it is about, a telephone, and what the client wants."""
    return Content(
        request=content.request,
        reason_code=content.reason_code,
        phone=f"00 {500 + len(family.name)} 01{len(family.members)} 2{len(family.village):02}",
        basis=content.basis,
        agreed_on=day,
    )


@cache
def staff_of(place: str, *, intake: bool = False) -> tuple[str, ...]:
    """Who works with letters there, and stays; managers only where nobody else does."""
    rows = [(key, post) for key, post in POSTS.items() if post.place == place and post.role in WORKING]
    rows = [(key, post) for key, post in rows if key != LEAVER and (post.intake or not intake)]
    under = [key for key, post in rows if not post.supervises]
    return tuple(under or [key for key, _post in rows])


class Clerk:
    """Turns wishes into exchanges; all chance comes from one pair of dice."""

    def __init__(self, dice: Random, last: date) -> None:
        self.dice, self.last = dice, last

    def gaps(self, outcome: str, *, urgent: bool) -> tuple[int, ...]:
        """Drawn before the days are known, so that an exchange can be fitted into a window."""
        spans = URGENT_GAPS if urgent else GAPS
        return tuple(self.dice.randint(*spans[name]) for name in PATHS[outcome])

    def begins(self, ago: int, gaps: Sequence[int]) -> date:
        """The day of the first step, when the last one is so long ago."""
        return back(self.last, ago + sum(gaps[1:]))

    def exchange(self, wish: Wish, gaps: Sequence[int]) -> Exchange:
        days = counted_back(self.dice, back(self.last, wish.ago), gaps[1:])
        member = whom(wish.topic, wish.family, days[0])
        if member is None:
            raise LookupError(f"nobody in {wish.family.name} for {wish.topic.code}")
        content = self._content(wish, member, days[0])
        opener = wish.opener or self.dice.choice(staff_of(wish.addressee, intake=True))
        made = Exchange(
            sender=wish.sender,
            addressee=wish.addressee,
            author=wish.author or self.dice.choice(staff_of(wish.sender)),
            opener=opener,
            worker=wish.worker or self.dice.choice((opener, *staff_of(wish.addressee))),
            content=content,
            urgency="urgent" if wish.urgent else "normal",
            steps=[],
            about=member,
            from_case=wish.from_case,
            into_case=wish.into_case,
            better=self._better(wish, member, days[0]),
        )
        made.steps = self._steps(wish, made, days)
        return made

    def _steps(self, wish: Wish, made: Exchange, days: Sequence[date]) -> list[Step]:
        taken = "assign" if not wish.into_case else "open_case" if wish.opens else "link_case"
        acts = {"take": taken, "report_again": "report_done"}
        steps = [
            Step(moment, acts.get(name, name), self._words(wish, made, name) if name in WORDED else None)
            for name, moment in zip(PATHS[wish.outcome], office_hours(self.dice, days), strict=True)
        ]
        if wish.outcome == "lapsed":
            due = in_calendar_days(days[-1], 14).due_on
            steps[-1] = Step(at(due + DAY, 2, 30), "lapse")
        return steps

    def _content(self, wish: Wish, member: Member, day: date) -> Content:
        topic, family, dice = wish.topic, wish.family, self.dice
        man = is_man_of(member)
        child = member.kinship in CHILDREN and age_on(member, day) < ADULT
        content = Content(
            request=dice.choice(topic.ask),
            reason_code=topic.reason,
            reason=written(dice.choice(topic.facts), dice, day, man=man),
            done_so_far=written(dice.choice(topic.done), dice, day, man=man),
            first_name=member.first_name,
            last_name=member.last_name,
            born_on=member.born_on if chance(dice, 80) else None,
            occupation=member.work if chance(dice, 75) else "",
            guardians=family.guardians if child else "",
            place=family.village,
            family_knows=dice.choices(("yes", "no", "not_safe"), (70, 26, 4))[0],
            basis=BASES.get(PLACES[wish.sender].kind, OTHER_BASIS),
        )
        return of_client(content, family, day) if content.basis == BASES[Kind.ADVICE_BUREAU] else content

    def _words(self, wish: Wish, made: Exchange, name: str) -> Any:
        dice, found = self.dice, words()
        if name in {"decline", "redirect"}:
            code = dice.choice(sorted(found[name]))
            return code, dice.choice(found[name][code])
        if name == "return":
            return "missing_other", dice.choice(wish.topic.missing)
        if name == "complete":
            more = dice.choice(found["completed"])
            if made.content.agreed_on:
                return replace(made.content, request=f"{made.content.request} {more.strip()}")
            return replace(made.content, done_so_far=made.content.done_so_far + more)
        if name == "report_done":
            man = made.about is not None and is_man_of(made.about)
            return written(dice.choice(wish.topic.answers), dice, self.last, man=man)
        return dice.choice(found["supplement" if name == "report_again" else name])

    def _better(self, wish: Wish, member: Member, day: date) -> str:
        """Another place of the same topic, or of last resort, that a refusal may name."""
        if wish.outcome not in {"declined", "redirected"}:
            return ""
        others = [place_of(word, wish.family, member, day) for word in (*wish.topic.addressees, "pcpr", "ops", "oik")]
        fit = [place for place in others if place and place not in {wish.sender, wish.addressee}]
        return fit[0]
