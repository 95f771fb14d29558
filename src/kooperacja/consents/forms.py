"""The shape of what people type about notices and consents. Rules are in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kooperacja.consents.models import Deferral, Language, NoticeWay, TextKind
from kooperacja.consents.queries import listing
from kooperacja.documents.fields import FileField
from kooperacja.foundation.clock import today
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
    signed_on = DayField(label=_("When it was signed"), is_past=True)
    until = DayField(label=_("Valid until"), help_text=_("It ends earlier where the right of the one who signs ends."))
    items = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, keys: Sequence[str], texts: Choices, signers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("given", "refused"):
            self.fields[name].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["wording"].choices = texts  # type: ignore[attr-defined]
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]


class ScreenForm(forms.Form):
    """What the worker prepares before the device is handed over: `asked` holds keys of the matrix."""

    asked = forms.MultipleChoiceField(
        label=_("What is asked"), error_messages={"required": _("Mark at least one item: what, and for whom.")}
    )
    signer = forms.ChoiceField(label=_("Who signs"), widget=forms.RadioSelect)
    wording = forms.TypedChoiceField(label=_("Text"), coerce=int)
    until = DayField(label=_("Valid until"), help_text=_("It ends earlier where the right of the one who signs ends."))

    def __init__(self, *args: Any, keys: Sequence[str], texts: Choices, signers: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["asked"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["wording"].choices = texts  # type: ignore[attr-defined]
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]

    @override
    def clean(self) -> dict[str, Any]:
        if (day := self.cleaned_data.get("until")) and day < today():
            self.add_error("until", _("The last day cannot be in the past."))
        return self.cleaned_data


YES, NO = "yes", "no"


class SignForm(forms.Form):
    """What the person answers, item by item, and signs with a name. `agreed` is who has to agree too."""

    def __init__(self, *args: Any, items: Choices, signer: str, agreed: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        missing = {"required": _("Mark what you decide: I agree or I do not agree.")}
        for key, label in items:
            answers = ((YES, _("I agree")), (NO, _("I do not agree")))
            self.fields[key] = forms.ChoiceField(
                label=label, choices=answers, widget=forms.RadioSelect, error_messages=missing
            )
        unsigned = {"required": _("Without a signature nothing is saved.")}
        if agreed:
            self.fields["agreed_name"] = _signature(_("I was asked too and I agree: %(name)s") % {"name": agreed})
        self.fields["name"] = _signature(_("Signature of the one who consents: %(name)s") % {"name": signer})
        for name in {"name", "agreed_name"} & set(self.fields):
            self.fields[name].error_messages |= unsigned


def _signature(label: str) -> forms.CharField:
    attributes = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
    told = _("Write your own first name and surname. This is your signature.")
    return forms.CharField(label=label, max_length=250, help_text=told, widget=forms.TextInput(attrs=attributes))


class ScanForm(forms.Form):
    file = FileField()


class WithdrawForm(forms.Form):
    """`items` are those that can still be withdrawn; another one was, meanwhile."""

    items = forms.TypedMultipleChoiceField(
        label=_("What is withdrawn"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This item has ended already. Nobody sees anything on it.")},
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
