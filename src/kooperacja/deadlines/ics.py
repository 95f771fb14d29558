"""A calendar as RFC 5545 has it: for each day with deadlines one entry, which says how many and no more."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from kooperacja.foundation.clock import now

# How often a program may ask again.
EVERY = "PT2H"


def calendar(numbers: Mapping[date, int], address: str) -> bytes:
    """`address` is that of the page of deadlines, to which each entry leads with its day."""
    told = Calendar()
    told.add("prodid", "-//Kooperacja//PL")
    told.add("version", "2.0")
    told.add("x-wr-calname", _("Kooperacja: deadlines"))
    told.add("x-published-ttl", EVERY)
    for day, number in numbers.items():
        told.add_component(_event(day, number, address))
    return bytes(told.to_ical())


def _event(day: date, number: int, address: str) -> Event:
    event = Event()
    event.add("uid", f"{day.isoformat()}@kooperacja")
    event.add("dtstamp", now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    counted = ngettext("Kooperacja: %(count)s deadline", "Kooperacja: %(count)s deadlines", number)
    event.add("summary", counted % {"count": number})
    event.add("url", f"{address}?dzien={day.isoformat()}")
    event.add("transp", "TRANSPARENT")
    return event
