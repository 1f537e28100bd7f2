"""The people of a firm with a desk in full use, one of every role, and the words that they chose."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from casefile import joining, reasons, sources
from casefile.members import EVERY_MATTER, Role
from casefile.models import Decision, Grant
from tests import factories
from tests.casefile.test_sources import PAID, SAID
from tests.deskpages.office import Firm

ELSEWHERE = "another-matter"
ROLES = {
    "robin": ("Robin", "Attorney", Grant.ATTORNEY),
    "pat": ("Pat", "Paralegal", Grant.PARALEGAL),
    "ira": ("Ira", "Intake", Grant.INTAKE),
    "kim": ("Kim", "Clearer", Grant.CLEARER),
    "alex": ("Alex", "Auditor", Grant.AUDITOR),
    "sam": ("Sam", "Administrator", Grant.ADMINISTRATOR),
    "sol": ("Sol", "Counsel", Grant.ATTORNEY),
}


def people(firm: Firm) -> None:
    """One of every role, and those who are on their way in."""
    for name, (first, last, role) in ROLES.items():
        firm.people[name] = factories.make_staff(f"{name}@example.com", first=first, last=last, roles=(role,))
    firm.people["all"] = factories.make_staff(
        "noa@example.com", first="Noa", last="Everything",
        roles=(Grant.ATTORNEY, Grant.CLEARER, Grant.AUDITOR, Grant.ADMINISTRATOR),
    )  # fmt: skip
    firm.people["half"] = factories.make_staff("half@example.com", first="Hal", last="Half")
    firm.people["new"] = factories.make_staff("new@example.com", first="Nic", last="Newly", roles=())
    firm.people["bare"] = factories.make_staff("bare@example.com", first="Bo", last="Newly")
    RecoveryCodes.activate(firm.people["robin"])
    firm.people["keyed"] = factories.make_staff("keyed@example.com", first="Ky", last="Keyed")
    firm.named["passkey"] = Authenticator.objects.create(
        user=firm.people["keyed"],
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Office laptop", "credential": {}},
    ).pk
    away = factories.make_staff("away@example.com", first="Avery", last="Elsewhere", roles=())
    Grant.objects.create(staff=away, role=Grant.ATTORNEY, matter=ELSEWHERE, by="system", at=firm.at)
    firm.people["away"] = away
    invited = joining.invite(
        email="kit@example.com", first_name="Kit", last_name="Invited", by=None, at=firm.at,
        roles=frozenset({Role(Grant.INTAKE, EVERY_MATTER)}),
    )  # fmt: skip
    firm.named["pat"] = firm.people["pat"].pk
    firm.named["secret"] = joining.secret(invited)


def words(firm: Firm) -> None:
    """Sources of visits, one retired, and a reason that takes two people."""
    robin = firm.people["robin"]
    for code, name in (("sample-list", "Sample List"), ("old-paper", "The Old Paper")):
        sources.add(code=code, name=name, relationship=SAID, fee=PAID, by=robin, at=firm.at)
    old = sources.newest("old-paper")
    assert old
    sources.retire(source=old, by=robin, at=firm.at)
    criteria = reasons.find(Decision.DECLINE, "criteria")
    assert criteria
    by_two = reasons.Reason(
        criteria.choice, criteria.code, criteria.words, by_two=True, version=criteria.version
    )
    reasons.change(by_two, by=robin, at=firm.at)
