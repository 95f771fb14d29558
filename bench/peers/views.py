"""The list of what came in, written as each peer's own tutorial would: the rows of the reader's institution,
by deadline, fifty on a page, with their number. None of them asks who may see a row.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kooperacja.referrals.models import Party, Side

PAGE = 50


def rows_of(request: HttpRequest) -> QuerySet[Side]:
    """Of the institution that the session names; `_base_manager`, for there is no other way round the door."""
    institution = request.session["institution"]
    rows = Side._base_manager.filter(owner_id=institution, party=Party.ADDRESSEE)
    related = ("referral__sender", "referral__addressee", "referral__assigned_to")
    return rows.select_related(*related).order_by("referral__due_on", "pk")


@login_required
def ordinary(request: HttpRequest) -> HttpResponse:
    page = Paginator(rows_of(request), PAGE).get_page(request.GET.get("page"))
    return render(request, "peers/list.html", {"page": page}, using="django")


COLUMNS = """
    SELECT r.ref, r.number, r.state, r.due_on, r.sent_at, s.short_name, u.full_name
    FROM referrals_side d
    JOIN referrals_referral r ON r.id = d.referral_id
    JOIN directory_institution s ON s.id = r.sender_id
    LEFT JOIN accounts_user u ON u.id = r.assigned_to_id
    WHERE d.owner_id = %s AND d.party = %s
    ORDER BY r.due_on, d.id LIMIT 50
"""
NUMBER = "SELECT COUNT(*) FROM referrals_side WHERE owner_id = %s AND party = %s"


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The floor: two statements by hand and a template."""
    given = [request.session["institution"], Party.ADDRESSEE.value]
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, given)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute(NUMBER, given)
        [number] = cursor.fetchone()
    context: dict[str, Any] = {"rows": rows, "number": number}
    return render(request, "peers/bare.html", context, using="django")
