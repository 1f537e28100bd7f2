"""Many photo links at once: read, put on the list, asked about once for all, and taken off again."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casefile import drafts, firm
from casefile.models import Draft
from intake import addresses, course, doorway, languages, rows, uploads
from matters import batch, pasted_file
from matters.answers import MOST, Answers, NoRoom
from matters.fields.base import printable
from matters.interview import Journey, Step
from matters.pasted_file import MOST_BYTES
from matters.together import Together

ADD = "add"


@dataclass(frozen=True, slots=True)
class Paste:
    """What was sent: the text with the lines of the file under it, and what is wrong with it."""

    text: str
    first: str
    error: str
    error_at: str = "links"

    @property
    def shown(self) -> str:
        """The text as a page can show it again."""
        return printable(self.text)

    @classmethod
    def of(cls, request: HttpRequest) -> "Paste":
        text = request.POST.get("links", "")
        first = request.POST.get("first", "")
        file = request.FILES.get("file")
        if file is None:
            return cls(text, first, "" if text.strip() else _("Paste at least one link, or choose a file"))
        if (file.size or 0) > MOST_BYTES:
            wrong = _("This file is too big for a list of links. Choose one of at most 200 KB")
            return cls(text, first, wrong, "file")
        try:
            more = pasted_file.lines(file.read(), name=file.name or "")
        except pasted_file.NotText:
            wrong = _("This file is no list of links. Choose a text file, such as .txt or .csv")
            return cls(text, first, wrong, "file")
        whole = "\n".join(part for part in (text.rstrip(), more) if part.strip())
        return cls(whole, first, "" if whole else _("This file is empty. Choose another one"), "file")


@require_http_methods(["GET", "HEAD", "POST"])
@uploads.takes_files
@doorway.with_draft
def paste(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take links, show how each was read, and only once that was seen put the photos on the list."""
    journey = doorway.matter().journey
    if not course.is_reached(journey, draft.answers, batch.naming(journey).name, index=0):
        return redirect(course.resume(journey, draft.answers))
    if request.method != "POST":
        return _pasted(request, draft, {})
    sent = Paste.of(request)
    if languages.is_switched(request):
        return _as_typed(request, draft, replace(sent, error=""))
    if sent.error:
        return _pasted(request, draft, {"sent": sent})
    reading = batch.read(journey, draft.answers, sent.text, first=sent.first)
    shown = {"sent": sent, "reading": reading}
    if request.POST.get("do") != ADD:
        return _pasted(request, draft, shown)
    if not reading.new:
        return _already(draft, reading)
    if request.POST.get("mark") != reading.mark:
        return _pasted(request, draft, {**shown, "changed": True})
    choices = {batch.NONE, *(line.photo_id for line in reading.new)}
    if reading.asks_first and sent.first not in choices:
        return _pasted(request, draft, {**shown, "unchosen": True})
    return _add(draft, reading, first=sent.first)


def _as_typed(request: HttpRequest, draft: Draft, sent: Paste) -> HttpResponse:
    """The same page again, with the lines of a chosen file in the box: no page can put the file back."""
    was_read = "mark" in request.POST
    reading = (
        batch.read(doorway.matter().journey, draft.answers, sent.text, first=sent.first) if was_read else None
    )
    return _pasted(request, draft, {"sent": sent, "reading": reading})


def _pasted(request: HttpRequest, draft: Draft, shown: dict[str, Any]) -> HttpResponse:
    journey, answers = doorway.matter().journey, draft.answers
    room = MOST[batch.PHOTOS] - journey.count(answers, batch.PHOTOS)
    page = {"back": _list_page(journey, answers), "room": room, "most": MOST[batch.PHOTOS]}
    return render(request, "intake/paste.html", page | {"most_lines": batch.MOST_LINES} | shown)


def _list_page(journey: Journey, answers: Answers) -> str:
    """Where the person came from: the first photo while it has no name, else the list of photos."""
    naming = Step(batch.naming(journey), 0)
    first = journey.values(answers, naming) is None
    return addresses.of_step(naming) if first else rows.list_page(journey, batch.PHOTOS)


def _add(draft: Draft, reading: batch.Reading, *, first: str) -> HttpResponse:
    journey = doorway.matter().journey
    try:
        answers, photos = batch.add(journey, draft.answers, reading.new, first=first)
    except NoRoom:
        return redirect("intake:paste")
    drafts.keep(draft=draft, answers=answers, at=timezone.now())
    return redirect(_onward(journey, answers, photos))


def _onward(journey: Journey, answers: Answers, photos: range) -> str:
    """Where several photos are asked about together; a single one has its own pages."""
    if _is_batch(journey, answers, photos):
        return reverse("intake:paste_together", args=[photos])
    return course.resume(journey, answers)


def _is_batch(journey: Journey, answers: Answers, photos: range) -> bool:
    return 1 < photos.stop <= journey.count(answers, batch.PHOTOS) and bool(photos)


def _already(draft: Draft, reading: batch.Reading) -> HttpResponse:
    """The button was pressed twice: go on with the photos that the first press put on the list."""
    journey = doorway.matter().journey
    held = batch.numbers(journey, draft.answers)
    places = sorted({held[line.photo_id] for line in reading.doubles if line.photo_id in held})
    photos = range(places[0], places[-1] + 1) if places else range(0)
    if len(places) == len(photos):
        return redirect(_onward(journey, draft.answers, photos))
    return redirect(rows.list_page(journey, batch.PHOTOS))


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.with_draft
def together(request: HttpRequest, draft: Draft, *, photos: range) -> HttpResponse:
    """Ask every question about photos once for all of these, and write the answers to each."""
    journey = doorway.matter().journey
    if not _is_batch(journey, draft.answers, photos):
        return redirect(course.resume(journey, draft.answers))
    form = Together(
        journey,
        draft.answers,
        photos,
        today=timezone.localdate(),
        data=request.POST if request.method == "POST" else None,
        fill=firm.words(),
    )
    if not form.is_valid():
        page = {"form": form, "photos": photos, "named": _named(journey, draft.answers, photos)}
        return render(request, "intake/together.html", page | {"back": reverse("intake:paste")})
    answers = form.filled()
    drafts.keep(draft=draft, answers=answers, at=timezone.now())
    return redirect(_after(journey, answers, photos))


def _after(journey: Journey, answers: Answers, photos: range) -> str:
    """The first page that these photos leave open, else their list, which says how to take them off."""
    open_ = course.open_step(journey, answers)
    if open_ and open_.page.each == batch.PHOTOS:
        return addresses.of_step(open_)
    numbers = addresses.PhotosConverter().to_url(photos)
    return f"{rows.list_page(journey, batch.PHOTOS)}?{addresses.PASTED}={numbers}"


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.with_draft
def take_off(request: HttpRequest, draft: Draft, *, photos: range) -> HttpResponse:
    """Ask whether to take these photos off the list, and do it."""
    journey = doorway.matter().journey
    if not _is_batch(journey, draft.answers, photos):
        return redirect(course.resume(journey, draft.answers))
    if request.method != "POST":
        back = reverse("intake:paste_together", args=[photos])
        page = {"photos": photos, "named": _named(journey, draft.answers, photos), "back": back}
        return render(request, "intake/take_off.html", page)
    answers = batch.take_off(journey, draft.answers, photos)
    drafts.keep(draft=draft, answers=answers, at=timezone.now())
    return redirect(_list_page(journey, answers))


def _named(journey: Journey, answers: Answers, photos: range) -> list[tuple[int, str]]:
    return [(n + 1, batch.link(journey, answers, n)) for n in photos]
