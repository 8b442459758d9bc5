"""Ending the mail, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commonground.people.notice.links import person_of
from commonground.people.person.actions import stop_mail


@csrf_exempt  # the mail program posts here, without a page of ours before
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, for mail scanners open every link; end the mail on POST."""
    person = person_of(token)
    if request.method == "POST":
        stop_mail(person)
    return render(request, "people/notice/unsubscribe.html", {"person": person, "done": request.method == "POST"})
