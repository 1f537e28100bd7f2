"""Privacy at the desk in a browser: a reveal with its reason; words blacked out, printed without them."""

import io
import os
from pathlib import Path

import pypdf
import pytest

from casefile import printing, search_keys
from casefile.models import AuditEntry, Redaction, Reveal, StaffMember, Submission
from tests import factories
from tests.journeys.test_desk import EACH_LOOK, LOOKS, Make, press, sign_in
from tests.review.test_contact_details import write

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("record_can_be_emptied")]
PICTURES = os.environ.get("PICTURES", "")
REFERENCE, SECRET = "K7M-4QX-9TD", "Quillhaven"


@pytest.fixture
def attorney(transactional_db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    sent = factories.make_file(reference=REFERENCE, label=f"Pat {SECRET}")
    write(sent, "7.1", f"My lawyer, {SECRET}, said so. Write to pat@example.com.")
    search_keys.write(sent)
    return sent


def printed(file: Submission) -> str:
    content = printing.print_packet(Submission.objects.get(pk=file.pk), version=2, at=factories.SENT_AT)
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("look", EACH_LOOK)
def test_contact_details_show_for_a_reason_and_redacted_words_are_gone_until_taken_back(
    walk: Make, attorney: StaffMember, file: Submission, look: str
) -> None:
    pictures = Path(PICTURES) / f"privacy-{look}" if PICTURES else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    visit = walk(pictures=pictures, **LOOKS[look])
    sign_in(visit, attorney)
    press(visit, visit.page, REFERENCE)
    assert "pat@example.com" not in visit.page.content()
    visit.page.get_by_text("Show the contact details").click()
    form = visit.page.locator("#hidden form").first
    form.get_by_label("Why do you need to see it?").select_option("contact")
    press(visit, form, "Show")
    assert "pat@example.com" in visit.page.content() and Reveal.objects.count() == 1

    visit.page.get_by_role("link", name="Redact words of an answer").click()
    visit.look()
    visit.page.get_by_label("Answer", exact=True).select_option(
        index=visit.page.locator("#id_line option").count() - 1
    )
    visit.page.get_by_label("The exact words to hide").fill(SECRET)
    visit.page.get_by_label("Every answer of this file").check()
    visit.page.locator("#id_reason").select_option("privilege")
    press(visit, visit.page, "Show before and after")
    assert Redaction.objects.count() == 0 and SECRET in visit.page.inner_text("#preview + p ~ dl")
    press(visit, visit.page.locator("section[aria-labelledby=preview]"), "Redact")
    visit.open(f"/desk/files/{file.token}/")
    assert SECRET not in visit.page.content() and "[redacted: lawyer and client]" in visit.page.content()
    assert SECRET not in printed(file) and "[redacted: lawyer and client]" in printed(file)
    visit.open(f"/desk/?q={SECRET}")
    assert "0 files found" in visit.page.inner_text("main")

    visit.open(f"/desk/files/{file.token}/redactions/")
    press(visit, visit.page.locator("section[aria-labelledby=past]"), "Take back")
    visit.open(f"/desk/files/{file.token}/")
    assert SECRET in visit.page.content() and SECRET in printed(file)
    assert AuditEntry.objects.filter(event__startswith="redaction.").count() == 2
    assert visit.faults == []
