"""The shape of what people type about a case. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.agreements.labels import Category
from kooperacja.cases import law
from kooperacja.cases.models import CloseReason, NoteKind, RefuseReason, SuspendReason
from kooperacja.cases.workflow import CASE_FLOW
from kooperacja.foundation.clock import today
from kooperacja.foundation.errors import Text
from kooperacja.foundation.forms import DayField, ReplacingForm
from kooperacja.foundation.pesel import PeselField
from kooperacja.people.kinds import Kinship

Choices = Sequence[tuple[Any, Any]]
CHOOSE = ("", _("Choose"))
TEAM, LEADS = "team", "leads"
# Chosen instead of a person's reference.
FAMILY = "family"
EDUCATION_OR_WORK = (
    (Category.EDUCATION.value, pgettext_lazy("occupation", "school")),
    (Category.EMPLOYMENT.value, pgettext_lazy("occupation", "work")),
)


class CaseFilterForm(forms.Form):
    q = forms.CharField(label=_("Number or surname"), max_length=120, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("open", _("Not closed")),
            *((state.value, state.label) for state in CASE_FLOW.states),
            ("all", _("All")),
        ],
        required=False,
    )
    worker = forms.TypedChoiceField(label=_("Key worker"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, workers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["worker"].choices = [("", _("Anybody")), *workers]  # type: ignore[attr-defined]


class OpenCaseForm(forms.Form):
    family_name = forms.CharField(
        label=_("Surname of the family"), max_length=120, help_text=_("As people say it: Malinowscy.")
    )
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    learned_on = DayField(
        label=_("When did you learn of the need?"),
        is_past=True,
        help_text=_("The deadline of the family interview is counted from this day."),
    )
    is_urgent = forms.BooleanField(label=_("Urgent: the family needs help at once"), required=False)
    key_worker = forms.TypedChoiceField(label=_("Key worker"), coerce=int)
    external_number = forms.CharField(
        label=_("Number in another system"),
        max_length=80,
        required=False,
        help_text=_("So that nobody looks it up twice."),
    )

    def __init__(self, *args: Any, workers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key_worker"].choices = [CHOOSE, *workers]  # type: ignore[attr-defined]


class FamilyForm(ReplacingForm):
    asked = ("family_name", "place")
    field_order = ("family_name", "place", "change")
    family_name = forms.CharField(label=_("Surname of the family"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MemberForm(forms.Form):
    """`same` and `somebody_else` appear when the institution may know such a person already."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Surname"), max_length=120, required=False)
    born_on = DayField(label=_("Date of birth"), required=False, is_past=True, example="14.05.1990")
    pesel = PeselField(required=False)
    kinship = forms.ChoiceField(label=pgettext_lazy("relation", "In the family"), choices=[CHOOSE, *Kinship.choices])
    occupation = forms.CharField(label=_("School and class, or work"), max_length=160, required=False)
    occupation_kind = forms.ChoiceField(
        label=_("Is it a school or work?"), choices=EDUCATION_OR_WORK, widget=forms.RadioSelect, required=False
    )
    same = forms.CharField(label=_("Is it one of these people?"), required=False, widget=forms.HiddenInput)
    somebody_else = forms.BooleanField(
        label=_("This is somebody else: write this person down"), required=False, widget=forms.HiddenInput
    )

    def warn(self, known: Choices) -> None:
        """Ask before the same person is written down twice. Whom the worker sees may be chosen: one person, who
        lives in both families. Who marked both answers is asked again, with the choice of a person cleared.
        """
        self.data = {key: value for key, value in self.data.items() if key != "same"}
        if known:
            self.fields["same"].widget = forms.RadioSelect(choices=known)
        self.fields["somebody_else"].widget = forms.CheckboxInput()
        sentence = _("Your institution may already have this person. Check in the list of families.")
        self.add_error("somebody_else", sentence)


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of contact"), choices=[CHOOSE, *NoteKind.choices])
    happened_on = DayField(label=_("Day of the contact"), is_past=True)
    person = forms.ChoiceField(label=_("About whom"), initial=FAMILY)
    category = forms.ChoiceField(
        label=_("What about"),
        help_text=_("Health, disability and addiction: every reading of such a note is written to the trail."),
    )
    text = forms.CharField(label=_("Text of the note"), widget=forms.Textarea, max_length=20_000)

    def __init__(self, *args: Any, people: Choices, categories: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [(FAMILY, _("the whole family")), *people]  # type: ignore[attr-defined]
        self.fields["category"].choices = [CHOOSE, *categories]  # type: ignore[attr-defined]


class CorrectNoteForm(forms.Form):
    happened_on = DayField(label=_("Day of the contact"), is_past=True)
    text = forms.CharField(label=_("Text after the correction"), widget=forms.Textarea, max_length=20_000)


class AppointForm(forms.Form):
    worker = forms.TypedChoiceField(label=_("Worker"), coerce=int)
    capacity = forms.ChoiceField(
        label=_("As whom"),
        choices=((TEAM, _("member of the family team")), (LEADS, _("key worker, in place of the present one"))),
        widget=forms.RadioSelect,
        initial=TEAM,
    )

    def __init__(self, *args: Any, workers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["worker"].choices = [CHOOSE, *workers]  # type: ignore[attr-defined]


class RecallForm(forms.Form):
    """Nothing is asked; a refusal still has a place."""


class InterviewForm(forms.Form):
    done_on = DayField(label=_("Day of the interview"), is_past=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """A move that asks nothing says what will happen."""

    says: Text = ""

    @classmethod
    def first(cls) -> dict[str, Any]:
        return {}


class CloseForm(MoveForm):
    says = _("A closed case can be read and not changed. The key worker or the manager can resume it.")
    close_reason = forms.ChoiceField(label=_("Reason of closing"), choices=[CHOOSE, *CloseReason.choices])
    closed_on = DayField(label=_("Day of closing"), is_past=True)

    @classmethod
    @override
    def first(cls) -> dict[str, Any]:
        return {"closed_on": today()}


class InformForm(MoveForm):
    says = _("Who talked and what was said stands in a note; here is the day, from which the family knows.")
    talked_on = DayField(label=_("Day of the talk"), is_past=True)

    @classmethod
    @override
    def first(cls) -> dict[str, Any]:
        return {"talked_on": today()}


class RefuseForm(MoveForm):
    says = _("The family stays in the ordinary work of your institution and can be proposed again.")
    refuse_reason = forms.ChoiceField(
        label=_("Why does the family not take part?"), choices=[CHOOSE, *RefuseReason.choices]
    )


class SuspendForm(MoveForm):
    says = _("Work rests until the day that you name. On that day the case stands among your deadlines.")
    suspend_reason = forms.ChoiceField(label=_("Reason of suspending"), choices=[CHOOSE, *SuspendReason.choices])
    resume_on = DayField(label=_("Resume on"))


class ArchiveForm(MoveForm):
    says = _("A case in the archive can be read and neither changed nor resumed.")
    retention = forms.ChoiceField(
        label=_("How long the file is kept"),
        choices=law.retention_choices,
        help_text=_("These classes are proposals: take the one from your institution's list of files (JRWA)."),
    )


def _saying(text: Text) -> type[MoveForm]:
    return type("PlainMoveForm", (MoveForm,), {"says": text})


FORM_OF_MOVE: dict[str, type[MoveForm]] = {
    "qualify": _saying(
        _("The family is proposed for work of a team of institutions. Nothing is shown to anybody yet.")
    ),
    "inform": InformForm,
    "refuse": RefuseForm,
    "assess": _saying(_("Diagnosis with the family begins.")),
    "plan": _saying(_("Diagnosis is ready; the plan is written with the family.")),
    "begin": _saying(_("The plan is agreed and signed: work begins, and the next review is put among your deadlines.")),
    "review": _saying(_("The team looks at what was reached.")),
    "go_on": _saying(_("The review has ended; the next one is put among your deadlines.")),
    "suspend": SuspendForm,
    "resume": _saying(_("Work with the family goes on by the plan.")),
    "propose_closing": _saying(_("The coordinator of the team decides whether the case is closed.")),
    "keep_open": _saying(_("Work with the family goes on by the plan.")),
    "close": CloseForm,
    "transfer": _saying(
        _("Nothing of this file is handed over by this. The other institution opens a case of its own.")
    ),
    "reopen": _saying(_("The case can be changed again. Its earlier closing stays in the history.")),
    "archive": ArchiveForm,
}
