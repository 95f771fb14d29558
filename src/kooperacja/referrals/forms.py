"""The shape of what people type about a referral. Rules are in the actions."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kooperacja.directory.kinds import InstitutionKind
from kooperacja.foundation.forms import DayField
from kooperacja.people.kinds import Kinship
from kooperacja.referrals.models import FamilyKnows, ReferralState, Urgency
from kooperacja.referrals.queries.listing import LATE, THIS_WEEK, UNANSWERED, URGENT
from kooperacja.referrals.workflow import FLOW

Choices = Sequence[tuple[Any, Any]]
LONGEST = 10_000


CHOOSE = _("Choose")
# What a letter may tell; a basis may let pass less of it.
OF_THE_PERSON = (
    *("basis", "first_name", "last_name", "born_on", "occupation", "guardians", "place", "phone"),
    *("request", "reason_code", "reason", "done_so_far", "family_knows"),
)


def _choose(field: forms.Field, choices: Choices, empty: Any = CHOOSE) -> None:
    field.choices = [("", empty), *choices]  # type: ignore[attr-defined]


def _text(label: Any, help_text: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea, **options)


class LetterForm(forms.Form):
    """A draft may lack anything; what a letter needs is said on its preview and asked when it is sent.

    `version` is the text that the writer saw: a text changed meanwhile is not overwritten.
    """

    version = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    case = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    person = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    addressee = forms.TypedChoiceField(
        label=_("To which institution"),
        help_text=_("You write to an institution. It decides itself which of its workers takes it up."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    urgency = forms.ChoiceField(label=_("How urgent"), widget=forms.RadioSelect, initial=Urgency.NORMAL)
    basis = forms.ChoiceField(
        label=_("Legal basis"),
        help_text=_("On what you rest handing these data over. Write no more than it covers."),
        required=False,
    )
    first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Surname"), max_length=120, required=False)
    born_on = DayField(label=_("Date of birth"), required=False, is_past=True)
    occupation = forms.CharField(label=_("School and class, or work"), max_length=160, required=False)
    guardians = forms.CharField(label=_("Parents or guardians"), max_length=200, required=False)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    request = _text(
        _("What you ask for"), _("One sentence: what the other institution should do and answer."), required=False
    )
    reason_code = forms.ChoiceField(label=_("Kind of reason"), required=False)
    reason = _text(_("What you observed"), _("Facts and dates, no opinions."), required=False)
    done_so_far = _text(_("What was done so far"), required=False)
    family_knows = forms.ChoiceField(label=_("Does the family know of the referral"), required=False)
    agreed_on = DayField(
        label=_("The client agreed in writing on"),
        help_text=_("The signed paper stays with you."),
        required=False,
        is_past=True,
    )
    phone = forms.CharField(
        label=_("Contact telephone"),
        help_text=_("At which the client wants to be called."),
        max_length=40,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        institutions: Choices,
        reasons: Choices,
        bases: Choices,
        passes: Collection[str] = (),
        readdressed: bool = True,
        **options: Any,
    ) -> None:
        """`passes` are the only fields of a letter that rests on the agreement of a client."""
        super().__init__(*args, **options)
        _choose(self.fields["addressee"], institutions)
        _choose(self.fields["basis"], bases)
        _choose(self.fields["reason_code"], reasons)
        _choose(self.fields["family_knows"], FamilyKnows.choices)
        self._keep(passes)
        self.fields["urgency"].choices = Urgency.choices  # type: ignore[attr-defined]
        if not readdressed:
            # A letter that came back is completed for the same addressee, in the same mode.
            del self.fields["addressee"], self.fields["urgency"]

    def _keep(self, passes: Collection[str]) -> None:
        if not passes:
            del self.fields["phone"], self.fields["agreed_on"]
            return
        for name in set(OF_THE_PERSON) - set(passes):
            del self.fields[name]
        self.fields["request"].label = _("What the client wants")
        self.fields["request"].help_text = _("In the client's words. Nothing else of your talk.")
        self.fields["reason_code"].label = _("What the matter is about")


class MoveForm(forms.Form):
    """A move that asks nothing; a refusal still has a place."""


class TextForm(forms.Form):
    text = _text(_("Text"))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
        self.fields["text"].help_text = help_text


class ReasonForm(TextForm):
    """A coded reason and its explanation; `better` is the institution that can help instead."""

    reason_code = forms.ChoiceField(label=pgettext_lazy("of a decision", "Reason"))
    better = forms.TypedChoiceField(label=_("Who can help"), coerce=int, empty_value=None, required=False)
    field_order = ("reason_code", "better", "text")

    def __init__(
        self, *args: Any, reasons: Choices, institutions: Choices = (), must_name: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _choose(self.fields["reason_code"], reasons)
        _choose(self.fields["better"], institutions, CHOOSE if must_name else _("I do not know"))
        self.fields["better"].required = must_name
        if must_name:
            self.order_fields(("better", "reason_code", "text"))
        if not institutions:
            del self.fields["better"]


class WorkerForm(forms.Form):
    worker = forms.TypedChoiceField(
        label=_("Who leads it"), help_text=_("From your institution. This worker is told at once."), coerce=int
    )

    def __init__(self, *args: Any, workers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self.fields["worker"], workers)


class LinkCaseForm(forms.Form):
    case = forms.ChoiceField(label=_("Case"), help_text=_("Its key worker will lead the referral too."))

    def __init__(self, *args: Any, cases: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self.fields["case"], cases)


class OpenCaseForm(forms.Form):
    family_name = forms.CharField(
        label=_("Surname of the family"), max_length=120, help_text=_("As people say it: Malinowscy.")
    )
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    first_name = forms.CharField(label=_("First name of the person"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Surname of the person"), max_length=120, required=False)
    learned_on = DayField(
        label=_("When did you learn of the need?"),
        is_past=True,
        help_text=_("The deadline of the family interview is counted from this day."),
    )
    is_urgent = forms.BooleanField(label=_("Urgent: the family needs help at once"), required=False)
    key_worker = forms.TypedChoiceField(label=_("Key worker"), coerce=int)
    kinship = forms.ChoiceField(label=_("Who is the person of the letter in the family"))
    occupation_kind = forms.ChoiceField(
        label=_("Is it a school or work?"),
        choices=(
            ("education", pgettext_lazy("occupation", "school")),
            ("employment", pgettext_lazy("occupation", "work")),
        ),
        widget=forms.RadioSelect,
        required=False,
    )
    external_number = forms.CharField(
        label=_("Number in another system"),
        max_length=80,
        required=False,
        help_text=_("So that nobody looks it up twice."),
    )

    def __init__(self, *args: Any, workers: Choices, has_occupation: bool, is_nameless: bool, **options: Any) -> None:
        """`is_nameless`: the letter names nobody, so the name is asked here."""
        super().__init__(*args, **options)
        _choose(self.fields["key_worker"], workers)
        _choose(self.fields["kinship"], Kinship.choices)
        if not has_occupation:
            del self.fields["occupation_kind"]
        if not is_nameless:
            del self.fields["first_name"], self.fields["last_name"]


class FilterForm(forms.Form):
    """Filters of the list; a forged value is as if it were not given."""

    q = forms.CharField(label=_("Number or person"), max_length=120, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    partner = forms.ChoiceField(required=False)
    due = forms.ChoiceField(
        label=_("Deadline"),
        choices=(
            ("", pgettext_lazy("deadline", "any")),
            (LATE, pgettext_lazy("deadline", "late")),
            (THIS_WEEK, pgettext_lazy("deadline", "this week")),
            (URGENT, pgettext_lazy("deadline", "urgent ones")),
        ),
        required=False,
    )
    tab = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    sort = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_outgoing: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        states = [(value, FLOW.state(value).label) for value in ReferralState.values]
        _choose(self.fields["state"], [(UNANSWERED, _("Without answer")), *states], pgettext_lazy("state", "any"))
        _choose(self.fields["partner"], InstitutionKind.choices, pgettext_lazy("institution", "any"))
        self.fields["partner"].label = _("To whom") if is_outgoing else _("From whom")

    @override
    def clean(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
