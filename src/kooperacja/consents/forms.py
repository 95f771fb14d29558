"""The shape of what people type about notices and consents. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kooperacja.consents.models import Deferral, Language, Medium, NoticeWay, TextKind
from kooperacja.consents.queries import listing
from kooperacja.foundation.forms import DayField

Choices = Sequence[tuple[Any, Any]]
# The person himself took the notice.
EACH = ""


class NoticeForm(forms.Form):
    people = forms.MultipleChoiceField(label=_("Who was told"), widget=forms.CheckboxSelectMultiple)
    wording = forms.TypedChoiceField(label=_("Text"), coerce=int)
    way = forms.ChoiceField(
        label=_("How"),
        choices=[choice for choice in NoticeWay.choices if choice[0] != NoticeWay.DEFERRED],
        widget=forms.RadioSelect,
        initial=NoticeWay.HANDED,
    )
    given_on = DayField(label=_("When"), is_past=True)
    receiver = forms.ChoiceField(label=_("Who took it"), required=False)

    def __init__(self, *args: Any, people: Choices, texts: Choices, receivers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
        self.fields["wording"].choices = texts  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [(EACH, _("each person himself")), *receivers]  # type: ignore[attr-defined]


class DeferForm(forms.Form):
    people = forms.MultipleChoiceField(label=_("Who is not told yet"), widget=forms.CheckboxSelectMultiple)
    reason = forms.ChoiceField(label=_("Why"), choices=Deferral.choices, widget=forms.RadioSelect)
    review_on = DayField(label=_("When you will look at it again"))

    def __init__(self, *args: Any, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class ConsentForm(forms.Form):
    """`given` and `refused` hold keys of the matrix: institution and category. Nothing is marked beforehand:
    silence is no consent (motive 32 RODO).
    """

    given = forms.MultipleChoiceField(required=False)
    refused = forms.MultipleChoiceField(required=False)
    signer = forms.ChoiceField(label=_("Who signed"), widget=forms.RadioSelect)
    person_agreed = forms.BooleanField(
        label=_("The person was asked too and agrees"),
        help_text=_("From 13 years on, and where a court has left part of the decisions to the person."),
        required=False,
    )
    wording = forms.TypedChoiceField(label=_("Text"), coerce=int)
    medium = forms.ChoiceField(label=_("How"), choices=Medium.choices, widget=forms.RadioSelect, initial=Medium.PAPER)
    signed_on = DayField(label=_("When it was signed"), is_past=True)
    until = DayField(label=_("Valid until"), help_text=_("It ends earlier where the right of the one who signs ends."))
    items = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, keys: Sequence[str], texts: Choices, signers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("given", "refused"):
            self.fields[name].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["wording"].choices = texts  # type: ignore[attr-defined]
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    items = forms.TypedMultipleChoiceField(
        label=_("What is withdrawn"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = items  # type: ignore[attr-defined]


class TextForm(forms.Form):
    kind = forms.ChoiceField(label=_("What for"), choices=TextKind.choices)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea, max_length=20_000)


class BodyForm(forms.Form):
    body = forms.CharField(label=_("Text"), widget=forms.Textarea, max_length=20_000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ApproveForm(forms.Form):
    since = DayField(label=_("In force from the day"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Which"),
        choices=[
            (listing.LIVE, _("In force")),
            (listing.SOON, _("Ending within 30 days")),
            (listing.OVER, _("Withdrawn or ended")),
            (listing.REFUSED, _("Refused")),
            (listing.ALL, _("All")),
        ],
        required=False,
    )
    recipient = forms.TypedChoiceField(label=_("For whom"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, recipients: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["recipient"].choices = [("", _("Any institution")), *recipients]  # type: ignore[attr-defined]
