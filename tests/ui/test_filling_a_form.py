import re

from django import forms
from django.test import RequestFactory

from kooperacja.ui.pages import render


class VisitForm(forms.Form):
    day = forms.DateField(label="Dzień")
    place = forms.CharField(label="Miejsce", help_text="Ulica i numer.")
    note = forms.CharField(label="Uwagi", required=False, widget=forms.Textarea)
    speed = forms.ChoiceField(label="Tryb", widget=forms.RadioSelect, choices=[("1", "Zwykłe"), ("2", "Pilne")])
    told = forms.BooleanField(label="Rodzina wie", required=False)


def shown(rf: RequestFactory, form: forms.Form, sent: dict[str, str] | None = None) -> str:
    request = rf.get("/") if sent is None else rf.post("/", sent)
    return render(request, "form.html", {"form": form}).content.decode()


def tag(html: str, identity: str) -> str:
    found = re.search(rf'<\w+[^>]*\bid="{identity}"[^>]*>', html)
    assert found, identity
    return found[0]


def test_every_control_has_its_label(rf: RequestFactory) -> None:
    html = shown(rf, VisitForm())
    for name in ("day", "place", "note", "told", "speed_0", "speed_1"):
        assert f'<label for="id_{name}"' in html
        tag(html, f"id_{name}")


def test_optional_fields_say_so_and_required_ones_do_not(rf: RequestFactory) -> None:
    html = shown(rf, VisitForm())
    assert html.count("(nieobowiązkowe)") == 1


def test_a_date_shows_an_example_and_no_native_picker(rf: RequestFactory) -> None:
    html = shown(rf, VisitForm())
    assert "Na przykład 23.11.2026" in html
    assert 'type="text"' in tag(html, "id_day")


def test_an_error_stands_above_the_control_and_is_wired_to_it(rf: RequestFactory) -> None:
    html = shown(rf, VisitForm({"day": "32.13.2026", "place": "Lipowa 4", "speed": "1"}))
    control = tag(html, "id_day")
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_day_helptext id_day_error"' in control
    assert html.index('id="id_day_error"') < html.index('id="id_day"')
    assert 'value="32.13.2026"' in control


def test_the_summary_leads_to_each_field(rf: RequestFactory) -> None:
    html = shown(rf, VisitForm({}))
    assert "Popraw 3 pola" in html
    for anchor in ("#id_day", "#id_place", "#id_speed_0"):
        assert f'<a href="{anchor}">' in html


def test_a_fault_of_the_whole_form_is_said_without_a_link(rf: RequestFactory) -> None:
    form = VisitForm({"day": "23.11.2026", "place": "Lipowa 4", "speed": "1"})
    form.add_error(None, "Tego dnia jest już wizyta.")
    html = shown(rf, form)
    assert "<li>Tego dnia jest już wizyta.</li>" in html


def test_every_form_carries_both_marks(rf: RequestFactory) -> None:
    html = shown(rf, VisitForm())
    assert 'name="csrfmiddlewaretoken"' in html
    assert re.search(r'name="once" value="[0-9a-f-]{36}"', html)


def test_two_forms_have_two_marks(rf: RequestFactory) -> None:
    marks = {re.findall(r'name="once" value="([^"]+)"', shown(rf, VisitForm()))[0] for _ in range(2)}
    assert len(marks) == 2


def test_a_form_shown_again_keeps_its_mark(rf: RequestFactory) -> None:
    assert 'name="once" value="mark-1"' in shown(rf, VisitForm({}), {"once": "mark-1"})


def test_a_forged_mark_cannot_break_out(rf: RequestFactory) -> None:
    assert "<b>" not in shown(rf, VisitForm({}), {"once": '"><b>'})
