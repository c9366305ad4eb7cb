"""Accounts, organisations, schools, staff, children, guardians, and what ties them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from alongside.people.choices import MARKS, Answer, Discipline, Purpose, Relation, Role
from alongside.trust.models import OrganisationOwned


class Organisation(models.Model):
    """A provider with many schools, or one school: the wall that nothing crosses.

    .. no_pii: a name and settings; goes when the contract ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="Europe/London")
    terms = models.JSONField(
        default=dict, blank=True, help_text="The organisation's own words: IEP, EHCP, ILP …"
    )

    def __str__(self) -> str:
        return self.name

    def day_at(self, moment: datetime) -> date:
        """The day that it is over there: roles and ties begin and end with it."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


class Accounts(BaseUserManager["Account"]):
    """Makes accounts whose address is kept as typed and found in any case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Account:
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A person who signs in, known by an e-mail address.

    .. pii: name, e-mail, language; goes a year after the last role has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    language = models.CharField(
        max_length=12, blank=True, default="", help_text="Empty until somebody has chosen one."
    )
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name

    @property
    def reads_in(self) -> str:
        """The language of what is written to this person: their own, or the source while they have chosen none."""
        return self.language or "en-gb"

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


class LanguageConfirmed(OrganisationOwned):
    """That somebody who reads a language vouches for its translation here; it stands until it is taken back.

    .. pii: the name of whoever confirmed; goes with the organisation.
    """

    language = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    strings = models.PositiveIntegerField(help_text="How many texts had been translated on that day.")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "language"],
                condition=models.Q(taken_back_at=None),
                name="one_standing_word_for_a_language",
            )
        ]

    def __str__(self) -> str:
        return self.language


class School(OrganisationOwned):
    """A place where children are taught; a site of the timetable.

    .. no_pii: a name; goes with the organisation.
    """

    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), "organisation", name="one_school_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class RoleHeld(OrganisationOwned):
    """A role that an account holds from one day to another; `ends` is the first day on which it does not.

    .. pii: that a person worked here or has a child here; goes with the account.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=16, choices=Role)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="role_ends_after_it_starts",
            )
        ]


class StaffMember(OrganisationOwned):
    """An adult who works with children: therapist, assistant or teacher; with or without an account.

    .. pii: name and e-mail; goes a year after the person has left, their signed notes stay under their name.
    """

    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="staff_records"
    )
    role = models.CharField(max_length=16, choices=Role)
    discipline = models.CharField(max_length=32, choices=Discipline, blank=True)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    leaves_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["family_name", "given_name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(role=Role.THERAPIST) | ~models.Q(discipline=""),
                name="therapist_has_a_discipline",
            )
        ]
        indexes = [models.Index(fields=["organisation", "role"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper()

    @property
    def mark(self) -> str:
        """The short form of the discipline: ot, slt or beh; empty without one."""
        return MARKS.get(Discipline(self.discipline), "") if self.discipline else ""


class Child(OrganisationOwned):
    """A child of a school.

    .. pii: name, birthday; goes when the retention period after leaving has passed.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="children")
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    known_as = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True, blank=True)
    leaves_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["given_name", "family_name"]
        indexes = [models.Index(fields=["organisation", "school"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.family_name}".strip()

    @property
    def first_name(self) -> str:
        """What the child is called; it leads on every page."""
        return self.known_as or self.given_name


class Guardian(OrganisationOwned):
    """A parent or another adult who answers for a child.

    .. pii: name and e-mail; goes with the last child.
    """

    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="guardian_records"
    )
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Guardianship(OrganisationOwned):
    """A guardian's tie to a child; until a person confirms it, it opens nothing.

    What it opens besides the child's week differs from guardian to guardian: a field for each `Right`.

    .. pii: a family relation; goes with the child.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="guardianships")
    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="guardianships")
    relation = models.CharField(max_length=16, choices=Relation, default=Relation.GUARDIAN)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reads_plan = models.BooleanField(default=True)
    reads_reports = models.BooleanField(default=True)
    helps_at_home = models.BooleanField(default=True)
    writes_messages = models.BooleanField(default=True)
    gives_consent = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "guardian"], name="one_tie_per_guardian")]


class Invitation(OrganisationOwned):
    """A link that lets a guardian in, once: only a digest of its secret is kept.

    .. pii: an e-mail address; goes with the guardian.
    """

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=12, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["guardian"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_guardian",
            )
        ]


class Consent(OrganisationOwned):
    """One thing said of one purpose: the school asked, or a guardian said yes or no. Never changed; the last stands.

    `named` is the service outside school, for that purpose alone. `on_paper` where a coordinator wrote down what a
    guardian had signed.

    .. pii: what a family decided; kept as long as what it allowed.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="consents")
    guardian = models.ForeignKey(
        Guardian, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(max_length=16, choices=Purpose)
    named = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=8, choices=Answer)
    holds_from = models.DateField()
    on_paper = models.BooleanField(default=False)
    said_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer=Answer.ASKED, guardian=None)
                | (~models.Q(answer=Answer.ASKED) & models.Q(guardian__isnull=False)),
                name="a_guardian_answers_and_the_school_asks",
            ),
            models.CheckConstraint(
                condition=(models.Q(purpose=Purpose.OUTSIDE) & ~models.Q(named=""))
                | (~models.Q(purpose=Purpose.OUTSIDE) & models.Q(named="")),
                name="only_an_outside_service_has_a_name",
            ),
        ]
        indexes = [models.Index(fields=["child", "purpose"])]


class TeamMembership(OrganisationOwned):
    """An adult's place in a child's team, which is what lets them see the child.

    .. pii: that this adult works with this child; goes with the child.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="team")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="teams")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "staff", "starts"], name="one_place_in_a_team_per_start")
        ]


class ExternalId(OrganisationOwned):
    """What another system calls a thing of ours; kept apart, since such ids change hands.

    .. pii: another system's number for a person; goes with that person.
    """

    source = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=255)
    subject_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "kind", "key"], name="one_meaning_per_external_id"
            )
        ]
