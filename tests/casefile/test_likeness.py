"""Which names are alike, and that whatever is alike shares a key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile import likeness
from casefile.likeness import BLOCKED, POSSIBLE, Address, Party, Sought
from matters import Named

HOME = Address("12 Sample Street, Apt 4", "Springfield", "62701-1234")
PAT = Named("claimant", ("Pat Quincy Example", "Patsy Example"))


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Pat Example", "pat  EXAMPLE", "same"),
        ("Pat Example", "Example, Pat", "same"),
        ("Pát Exämple", "Pat Example", "same"),
        ("Pat O’Example", "Pat OExample", "same"),
        ("Example Analytics, Inc.", "Example Analytics L.L.C.", "form"),
        ("Dr. Pat Example Jr.", "Pat Example", "form"),
        ("Example Pat", "Pat Example", "order"),
        ("Pat Quincy Example", "Pat Example", "part"),
        ("Pat Q. Example", "Pat Example", "part"),
        ("P. Example", "Pat Example", "initial"),
        ("Jordan Sample", "Jordan Smaple", "slip"),
        ("Jordan Sample", "Jordn Sample", "slip"),
        ("Jordan Sample", "Jordann Sample", "slip"),
        ("Jordan Sample", "Jordan Sampla", "slip"),
        ("JordanSample", "Jordan Sample", "slip"),
        ("Jo Lin", "Jo Lim", ""),
        ("Jordan Sample", "Morgan Sample", ""),
        ("Pat Example", "Pat", ""),
        ("...", "Pat", ""),
    ],
)
def test_names_are_alike_in_one_of_six_ways(one: str, other: str, how: str) -> None:
    assert likeness.alike(one, other) == how
    if how:
        assert shares_a_key(one, other)


def shares_a_key(one: str, other: str) -> bool:
    sought = Sought((Named("claimant", (one,)),))
    return bool(likeness.keys_of(sought) & likeness.keys_under(Party(other)))


LETTERS = "abcdelnrsé"


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A long name, and the same with one slip anywhere in it."""
    name = draw(st.text(LETTERS, min_size=9, max_size=16))
    at = draw(st.integers(0, len(name) - 2))
    letter = draw(st.sampled_from(LETTERS))
    slips = (
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
    return name, draw(st.sampled_from(slips))


@given(slipped())
@settings(max_examples=500, deadline=None)
def test_one_slip_anywhere_in_a_long_name_leaves_a_shared_key(pair: tuple[str, str]) -> None:
    assert likeness.alike(*pair)
    assert shares_a_key(*pair)
    assert shares_a_key(*reversed(pair))


NAMES = st.lists(st.sampled_from(["pat", "p", "sam", "example", "sample", "inc", "dr", "de"]), max_size=4)


@given(NAMES, NAMES)
@settings(max_examples=500, deadline=None)
def test_whatever_is_alike_shares_a_key(one: list[str], other: list[str]) -> None:
    if likeness.alike(" ".join(one), " ".join(other)):
        assert shares_a_key(" ".join(one), " ".join(other))


def test_a_name_alone_is_possible_and_with_an_address_blocked() -> None:
    sought = Sought((Named("claimant", ("Pat Example",)),), addresses=(HOME,))
    alone = likeness.compare(sought, Party("Pat Example"), adverse=True)
    both = likeness.compare(
        sought, Party("Pat Example", (), Address.read("12 Sample St., Springfield, IL 62701")), adverse=True
    )
    assert alone is not None and alone.outcome == POSSIBLE and alone.why == ("name_same",)
    assert both is not None and both.outcome == BLOCKED
    assert both.why == ("address", "household", "name_same")


def test_a_former_party_is_never_blocked_by_the_portal() -> None:
    sought = Sought((Named("claimant", ("Pat Example", "Patsy Example")),))
    party = Party("Pat Example", ("Patsy Example",))
    adverse, former = (likeness.compare(sought, party, adverse=one) for one in (True, False))
    assert adverse is not None and adverse.outcome == BLOCKED
    assert former is not None and former.outcome == POSSIBLE


def test_an_account_and_an_alias_and_an_address_are_hits_of_their_own() -> None:
    sought = Sought((PAT,), online=("pat-example",), addresses=(HOME,))
    for party, why in (
        (Party("Somebody Else", ("Pat_Example",)), "online"),
        (Party("Somebody Else", ("Patsy Example",)), "alias_same"),
        (Party("Example Shop LLC", (), Address("12 sample st", "", "62701")), "address"),
    ):
        found = likeness.compare(sought, party, adverse=True)
        assert found is not None and why in found.why and found.outcome == POSSIBLE
        assert likeness.keys_of(sought) & likeness.keys_under(party)


def test_a_street_without_a_number_or_a_place_finds_nobody() -> None:
    sought = Sought(
        (), addresses=(Address("Sample Street", "Springfield", "62701"), Address("12 Sample Street"))
    )
    assert likeness.keys_of(sought) == frozenset()


def test_a_stranger_is_nobody() -> None:
    sought = Sought((PAT,), online=("pat-example",), addresses=(HOME,))
    assert likeness.compare(sought, Party("Morgan Specimen", ("MS",)), adverse=True) is None


def test_an_account_that_is_only_the_name_written_together_is_no_second_identifier() -> None:
    sought = Sought((Named("claimant", ("Pat Example",)),), online=("pat-example", "sunny_pat"))
    alone = likeness.compare(sought, Party("Pat Example"), adverse=True)
    both = likeness.compare(sought, Party("Pat Example", ("sunny_pat",)), adverse=True)
    assert alone is not None and alone.outcome == POSSIBLE
    assert both is not None and both.outcome == BLOCKED
