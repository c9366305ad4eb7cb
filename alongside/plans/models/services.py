"""What the timetable reads of a child's services: so many sessions in each cycle."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from alongside.people.choices import MARKS, Discipline
from alongside.people.models import Child, StaffMember
from alongside.plans.choices import USUAL_FIT, Delivery
from alongside.trust.models import OrganisationOwned


class Service(OrganisationOwned):
    """So many sessions of so many minutes in each cycle of the timetable, from one day to another.

    `fit` says for each routine kind, 0 to 100, how well the goals can be practised there ("*" for a kind that is
    not named). `group` is a word: two services may share a pull-out visit only where it is the same.

    .. pii: that a child has therapy, and how much; goes with the child's record.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="services")
    discipline = models.CharField(max_length=32, choices=Discipline)
    sessions = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20)])
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(5), MaxValueValidator(240)])
    delivery = models.CharField(max_length=8, choices=Delivery, default=Delivery.EITHER)
    therapists = models.ManyToManyField(StaffMember, through="ServiceTherapist", related_name="services")
    max_group = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    group = models.CharField(max_length=60, blank=True)
    min_days_apart = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    priority = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    fit = models.JSONField(default=dict, blank=True)
    pull_out_fit = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    planned = models.ForeignKey(
        "plans.PlannedService", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )

    class Meta:
        ordering = ["child__given_name", "child__family_name", "discipline"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
                name="service_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(sessions__gte=1, minutes__gte=5, priority__gte=1, priority__lte=5),
                name="service_asks_for_something",
            ),
        ]
        indexes = [models.Index(fields=["child", "starts"])]

    def __str__(self) -> str:
        return f"{self.child.name}: {self.get_discipline_display()}"

    @property
    def mark(self) -> str:
        """The short form of the discipline: ot, slt or beh."""
        return MARKS[Discipline(self.discipline)]

    @property
    def fit_by_kind(self) -> dict[str, int]:
        """The fit that counts: the service's own, or else what is usual for its discipline."""
        return self.fit or {str(kind): fit for kind, fit in USUAL_FIT[Discipline(self.discipline)].items()}


class ServiceTherapist(OrganisationOwned):
    """A therapist who may give a service; without one, any of its discipline may.

    .. pii: who works with a child; goes with the service.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="named_therapists")
    staff = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="named_for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "staff"], name="a_therapist_is_named_once")]
