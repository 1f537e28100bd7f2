"""The Flickr interview: what is asked of whom, in which order, in which words."""

import re
from typing import cast

import pytest

import matters
from matters import texts
from matters.answers import Answers
from matters.fields import Choice, Question
from matters.flickr_megaface import TEXTS, facts
from matters.flickr_megaface.journey import JOURNEY
from tests.matters.walking import TODAY, answer, two_children, walk

COMMON = [
    "role",
    "lawyer",
    "face",
    "uploaded",
    "lived",
    "you",
    "person",
    "people",
    "contact",
    "account",
    "photo",
    "taken",
    "on-flickr",
    "photos",
    "found",
    "learned",
    "permissions",
    "more",
    "declaration",
]


def pages(wanted: dict[str, object]) -> list[str]:
    return [step.page.name for step in walk(wanted)[1]]


def after(name: str, extra: str) -> list[str]:
    at = COMMON.index(name) + 1
    return [*COMMON[:at], extra, *COMMON[at:]]


def test_an_adult_for_themselves_answers_19_pages() -> None:
    assert pages({"role": "myself"}) == COMMON


def test_a_parent_of_one_child_answers_20_pages() -> None:
    assert pages({"role": "child", "born": "2010-03-15"}) == after("person", "authority")


def test_a_guardian_is_asked_for_authority_and_a_family_for_the_death() -> None:
    assert pages({"role": "ward"}) == after("person", "authority")
    assert pages({"role": "died"}) == after("person", "death")


def test_a_photographer_is_not_asked_about_a_pictured_person() -> None:
    met = pages({"role": "photographer"})
    assert set(met) & {"person", "who", "authority", "death", "people"} == set()
    assert {"lived", "learned", "permissions"} <= set(met)
    assert len(met) == 17


def test_somebody_without_flickr_meets_a_plain_page_and_no_form() -> None:
    answers = answer({"one": {}, "people": [], "photos": []}, JOURNEY.steps({})[0], {"role": "nobody"})
    assert [step.page.name for step in JOURNEY.steps(answers)] == ["role", "no-flickr"]
    step = JOURNEY.find(answers, page="no-flickr")
    ended = JOURNEY.record(answers, step, {})
    assert JOURNEY.first_unanswered(ended) == step, "nothing can be sent from here"


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ({"role": "myself", "born": "1980-04-02", "uploaded": "2012"}, False),
        ({"role": "myself", "born": "2000-09-10", "uploaded": "2012"}, True),
        ({"role": "myself", "born": "unknown", "uploaded": "2012"}, True),
        ({"role": "myself", "born": "1994", "uploaded": "2012-06-01"}, True),
        ({"role": "myself", "born": "1990", "uploaded": "unknown"}, True),
        ({"role": "child", "born": "2010", "whose": "mine"}, False),
        ({"role": "child", "born": "2010", "whose": "own"}, True),
        ({"role": "child", "born": "2010", "whose": "unknown"}, True),
        ({"role": "child", "born": "2010", "whose": "friend"}, False),
        ({"role": "photographer"}, False),
    ],
)
def test_the_age_given_is_asked_unless_the_uploader_was_certainly_no_pictured_child(
    wanted: dict[str, object], asked: bool
) -> None:
    assert ("told-age" in pages(wanted)) is asked


@pytest.mark.parametrize(("used", "asked"), [("yes", True), ("unknown", True), ("no", False)])
def test_only_a_denied_use_hides_its_details(used: str, asked: bool) -> None:
    assert ("use" in pages({"role": "myself", "used": used})) is asked


@pytest.mark.parametrize(("author", "asked"), [("me", True), ("unknown", True), ("other", False)])
def test_registration_is_asked_of_whoever_may_be_the_photographer(author: str, asked: bool) -> None:
    answers, _ = walk({"role": "myself", "author": author})
    assert ("registered" in answers["one"]["more"]) is asked


def test_each_photo_is_asked_whom_it_shows_only_among_several_people() -> None:
    assert "shows" not in pages({"role": "child"})
    asked = [step.index for step in JOURNEY.steps(two_children()) if step.page.name == "shows"]
    assert asked == [0, 1]


def test_somebody_already_here_for_themselves_is_not_offered_twice() -> None:
    answers = JOURNEY.add(walk({"role": "myself"})[0], "people")
    form = JOURNEY.form(answers, JOURNEY.find(answers, page="who", index=1), today=TODAY)
    who = cast(Choice, form.fields["who"])
    assert [key for key, _ in who.labelled] == ["child", "ward", "died"]


def test_the_date_given_at_the_door_is_shown_only_as_ones_own() -> None:
    for role, shown in (("myself", "1980-04-02"), ("child", None)):
        answers = answer({}, JOURNEY.steps({})[0], {"role": role})
        step = JOURNEY.find(answers, page="person", index=0)
        form = JOURNEY.form(answers, step, today=TODAY, prefill={"born": "1980-04-02"})
        assert form["born"].value() == shown
        assert ("first" in form.fields) is (role == "child"), "one’s own name is asked once"


@pytest.mark.parametrize(
    ("role", "wording"),
    [
        ("myself", "Which states have you lived in since 2004?"),
        ("child", "Which states has your child lived in since 2004?"),
        ("died", "Which states has the person who died lived in since 2004?"),
        ("photographer", "Which states have you lived in since 2004?"),
    ],
)
def test_the_wording_fits_the_person(role: str, wording: str) -> None:
    lines = JOURNEY.transcript(walk({"role": role})[0])
    assert next(line.wording for line in lines if line.question == "2.1") == wording


def every_question() -> list[tuple[str, str, Question]]:
    found = {}
    for page in JOURNEY.pages:
        for name, field in page.form.base_fields.items():
            found[page.name, name] = field
    return [(page, name, field) for (page, name), field in found.items()]


IDS = [f"{page}.{name}" for page, name, _ in every_question()]


@pytest.mark.parametrize(("page", "name", "field"), every_question(), ids=IDS)
def test_every_question_has_an_id_and_a_use(page: str, name: str, field: Question) -> None:
    assert re.fullmatch(r"[0-7](\.[0-9]{1,2})?", field.question)
    assert field.use in {"fact", "contact", "consent", "desk", "list"}


def test_every_fact_has_a_question_and_every_fact_question_a_fact() -> None:
    declared = {fact.question for fact in facts.shipped().facts.values() if fact.question != "desk"}
    asked = {field.question for _, _, field in every_question() if field.use == "fact"}
    assert asked == declared


GIVES_AWAY = re.compile(
    r"eligib|qualif|deadline|too late|statute|limitation|must be|illinois law|bipa|\bminor|cannot claim",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("page", "name", "field"), every_question(), ids=IDS)
def test_no_question_says_which_answer_matters(page: str, name: str, field: Question) -> None:
    if field.use == "fact":
        assert field.why, "each question says why it is asked"
    assert not GIVES_AWAY.search(f"{field.wording} {field.why} {field.hint}")
    assert "*" not in field.wording
    assert (
        field.required
        or "optional" in field.wording
        or field.wording.startswith("If it")
        or page == "contact"
    )


def test_a_finished_file_gives_contact_names_consents_and_signature() -> None:
    matter = matters.load("flickr-megaface")
    answers: Answers = two_children(
        **{
            "you.first": "Pat",
            "you.last": "Example",
            "you.others": "P. Sample, Patty",
            "person.first.0": "Robin",
            "person.last.0": "Example",
            "person.first.1": "Avery",
            "person.last.1": "Example",
            "person.others": "",
            "texts": "no",
            "link": "https://www.flickr.com/photos/12345678@N00/4571314348/",
            "name": "Pat Example",
        }
    )
    assert matter.contact(answers).email == "pat@example.com"
    assert matter.parties(answers) == ("Pat Example", "P. Sample", "Patty", "Robin Example", "Avery Example")
    assert [(c.purpose, c.given) for c in matter.consents(answers)] == [
        ("truth", True),
        ("esign", True),
        ("privacy", True),
        ("texts", False),
    ]
    assert [(one.label, one.photo_id, one.nsid) for one in matter.photos(answers)] == [
        ("Photo 1", "4571314348", "12345678@N00"),
        ("Photo 2", "4571314348", "12345678@N00"),
    ]
    assert matter.signed_name(answers) == "Pat Example"


@pytest.mark.parametrize("text", texts.every(TEXTS), ids=lambda text: text.id)
def test_every_text_is_a_marked_draft_with_its_hash(text: texts.Text) -> None:
    assert text.status == "DRAFT"
    assert text.version and text.language in ("en", "es") and text.body
    assert texts.sha256(text.body) == text.sha256
    assert (TEXTS / f"{text.id}.{text.language}.md").is_file()


def test_a_text_that_is_missing_or_malformed_says_so() -> None:
    with pytest.raises(texts.NoSuchText):
        texts.load(TEXTS, "../journey", "en")
    assert texts.load(TEXTS, "notice", "fr").language == "en"
    for source in (
        "no front matter",
        "---\nid: x\n---\nbody",
        "---\nid: x\nversion: 1\nlanguage: en\nstatus: OK\n---\nb",
    ):
        with pytest.raises(texts.MalformedText, match=r"x\.en\.md"):
            texts.parse(source, where="x.en.md")


def test_the_notice_comes_before_everything_and_names_no_age() -> None:
    notice = matters.load("flickr-megaface").notice("en")
    assert "does not make us your lawyers" in notice.body
    assert not re.search(r"\bage\b|18|adult", notice.body)


def test_an_unknown_matter_is_refused() -> None:
    with pytest.raises(matters.NoSuchMatter):
        matters.load("../secrets")
