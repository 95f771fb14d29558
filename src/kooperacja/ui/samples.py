"""Literal, invented data for the gallery: every component in every state, as people will see it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from kooperacja.ui.pictures import Interval, day_weeks, interval_picture
from kooperacja.ui.shell import Link

TODAY = date(2026, 12, 15)

STATES = (
    ("Wersja robocza", "calm", "draft"),
    ("Wysłane", "calm", "send"),
    ("Odebrane", "accent", "inbox"),
    ("Przyjęte", "accent", "check"),
    ("W toku", "accent", "run"),
    ("Zaproponowane", "warn", "inbox"),
    ("Wykonane, do potwierdzenia", "warn", "bell"),
    ("Potwierdzone", "ok", "done"),
    ("Zwrócone", "warn", "back"),
    ("Przekazane dalej", "warn", "arrow"),
    ("Odmowa przyjęcia", "stop", "stop"),
    ("Wycofane", "calm", "x"),
    ("Zawieszone", "calm", "pause"),
    ("Po terminie", "stop", "clock"),
)

REASONS = (
    {"ok": True, "title": "SP Wierzbowo", "note": "zgoda z 12.11.2026, punkt 2"},
    {
        "ok": False,
        "title": "PUP w Brzezinie: nic z tej części",
        "note": "nie ma zgody ani przepisu",
    },
)

STEPS = (
    {"label": "Wysłane", "note": "02.11.2026", "state": "done"},
    {"label": "Odebrane", "note": "03.11.2026", "state": "done"},
    {"label": "Przyjęte", "note": "04.11.2026", "state": "now"},
    {"label": "W toku", "state": "todo"},
    {"label": "Wykonane", "state": "todo"},
    {"label": "Potwierdzone", "state": "todo"},
)

TABS = (
    {"label": "Przegląd", "url": "#tabs", "current": True},
    {"label": "Osoby", "url": "#tabs"},
    {"label": "Plan", "url": "#tabs"},
    {"label": "Skierowania", "url": "#tabs", "count": 3},
    {"label": "Moje pilne", "url": "#tabs", "count": 2, "tone": "accent", "icon": "star"},
)

EVENTS = (
    {
        "text": "Wykonanie potwierdzone",
        "when": "08.12.2026, SP Wierzbowo",
        "icon": "done",
        "tone": "ok",
    },
    {
        "text": "Zwrócone do uzupełnienia: brak klasy",
        "when": "05.11.2026, GOPS Wierzbowo",
        "icon": "back",
        "tone": "warn",
    },
    {"text": "Wysłane", "when": "02.11.2026, SP Wierzbowo", "icon": "send"},
)

FACTS = (
    ("O co prosi szkoła", "Rozpoznanie sytuacji rodziny i odpowiedź, jaką pomoc można uruchomić."),
    ("Kogo dotyczy", "Ola Malinowska, 12 lat, klasa 6", "rodzice: Marta i Adam Malinowscy"),
    ("Podstawa", "Zadanie własne szkoły: kontrola obowiązku szkolnego"),
)

NUMBERS = (("Plan realizowany", 11), ("Diagnoza", 4), ("Planowanie", 3), ("Zawieszone", 1))


@dataclass(frozen=True)
class ActionRow:
    """A row of the sample table; `delay` is the second line of its date."""

    title: str
    institution: str
    due: date
    state: tuple[str, str, str]
    delay: str = ""


ROWS = (
    ActionRow("Wniosek o świadczenie", "GOPS", date(2026, 12, 8), ("Potwierdzone", "ok", "done")),
    ActionRow("Oferta stażu", "PUP", date(2027, 1, 29), ("Przyjęte", "accent", "check")),
    ActionRow(
        "Wizyta u psychologa",
        "PPP",
        date(2026, 12, 14),
        ("W toku", "accent", "run"),
        "1 dzień roboczy po terminie",
    ),
)

INTERVALS = (
    Interval("Porozumienie", date(2026, 9, 1), date(2027, 12, 31)),
    Interval("Zgoda rodziny", date(2026, 11, 12), date(2027, 12, 31)),
    Interval("Przekazanie danych", date(2026, 12, 2), date(2027, 12, 31)),
    Interval("Zespół rodziny", date(2026, 11, 16), None),
    Interval("Upoważnienie", date(2026, 9, 1), date(2027, 8, 31)),
)

WAYS = (
    Link("Wyślij plan do koordynatora", "#refusal"),
    "Albo poproś o uwagi kogoś innego z zespołu.",
)


class SampleForm(forms.Form):
    person = forms.ChoiceField(
        label="Osoba prowadząca",
        help_text="Z Twojej instytucji.",
        choices=[("1", "Anna Lis, pracownik socjalny")],
    )
    due = forms.DateField(label="Termin")
    note = forms.CharField(label="Uwagi", required=False, widget=forms.Textarea)
    attendance = forms.BooleanField(label="Frekwencja w szkole", required=False, help_text="Ola i Kuba, dane zwykłe")
    speed = forms.ChoiceField(
        label="Tryb",
        widget=forms.RadioSelect,
        choices=[("usual", "Zwykłe: 5 dni roboczych"), ("urgent", "Pilne: 2 dni robocze")],
    )

    def clean_due(self) -> date:
        due: date = self.cleaned_data["due"]
        if due < TODAY:
            raise forms.ValidationError("Termin nie może być wcześniejszy niż dziś")
        return due


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(label="Powód", choices=[("1", "To zadanie innej instytucji")])
    helper = forms.CharField(label="Kto może pomóc", initial="PCPR w Brzezinie")
    text = forms.CharField(
        label="Wyjaśnienie dla nadawcy",
        help_text="Bez danych o zdrowiu. Nadawca zobaczy ten tekst.",
        widget=forms.Textarea,
        initial="Rodzina jest już pod opieką PCPR.",
    )


class FilterForm(forms.Form):
    number = forms.CharField(label="Szukaj", required=False)
    state = forms.ChoiceField(label="Stan", choices=[("", "Bez odpowiedzi")], required=False)
    sender = forms.ChoiceField(label="Od kogo", choices=[("", "Szkoły")], required=False)
    due = forms.ChoiceField(label="Termin", choices=[("", "Dowolny")], required=False)


def gallery() -> dict[str, Any]:
    received = date(2026, 11, 3)
    counted = [received + timedelta(days=days) for days in (1, 2, 3, 6, 7)]
    return {
        "today": TODAY,
        "states": STATES,
        "reasons": REASONS,
        "steps": STEPS,
        "tab_items": TABS,
        "events": EVENTS,
        "fact_rows": FACTS,
        "number_rows": NUMBERS,
        "rows": ROWS,
        "ways": WAYS,
        "form": SampleForm({"person": "1", "due": "01.11.2026", "attendance": "on", "speed": "usual"}),
        "fresh_form": SampleForm(auto_id="fresh_%s", initial={"person": "1", "speed": "urgent"}),
        "refuse_form": RefuseForm(auto_id="refuse_%s"),
        "dialog_form": RefuseForm(auto_id="dialog_%s"),
        "filter_form": FilterForm(auto_id="filter_%s"),
        "days": day_weeks(received, counted, {date(2026, 11, 11): "święto"}),
        "picture": interval_picture(INTERVALS, TODAY),
    }
